"""Readers follow by e-mail: nothing before they confirm, nothing after one press, no more kept."""

import re
from datetime import timedelta
from html import unescape
from smtplib import SMTPRecipientsRefused

import pytest
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.core.signing import BadSignature
from django.utils import timezone

from portal.kit.personal_data import erase, rows_of_person
from portal.participation.publicforms import forms
from portal.publishing.models import Publication, State, Topic
from portal.publishing.workflow import transition
from portal.subscriptions import letters, links, services, tasks
from portal.subscriptions.models import Follower, Frequency, Subscription
from portal.subscriptions.subjects import followed
from portal.tasks.letters import EmailMessage
from portal.tasks.models import UnsentLetter
from projects.kit.models import TaskState
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.participation.questions.builders import filled
from tests.projects import builders as projects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
FORM = "/theo-doi/thu/"
TYPED = {"email": "Doc@Gia.example", "frequency": "at_once", "language": "vi", "website": ""}


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(forms, "SHORTEST", timedelta())


def ask(client, query="", **changes):
    address = f"{FORM}{query}"
    return client.post(address, filled(client, address, TYPED, **changes))


def link_in(letter, part):
    return re.search(rf"https?://[^/\s]+(/theo-doi/{part}/\S+)", letter.body)[1]


def follower(kind="tat-ca", key="", email="doc@gia.example", **fields):
    """Somebody who follows since an hour ago."""
    fields = {"frequency": Frequency.AT_ONCE} | fields
    person, _made = Follower.objects.get_or_create(email=email)
    ago = timezone.now() - timedelta(hours=1)
    subject = followed(kind, key)
    Subscription.objects.create(
        follower=person, kind=kind, key=key, confirmed_at=ago, notified_until=ago,
        mark=subject.mark() if subject else "", **fields,
    )  # fmt: skip
    return person


def new_article(title="Tin mới", **fields):
    return builders.article(title, published_at=timezone.now() - timedelta(minutes=1), **fields)


def letters_sent(now=None):
    """Let letters go out; what they say."""
    mail.outbox.clear()
    tasks.notify(now or timezone.now())
    return [letter.body for letter in mail.outbox]


def test_nothing_is_sent_before_the_owner_of_the_address_presses_a_button(client):
    assert ask(client).headers["Location"] == "/theo-doi/thu/da-gui/"
    [letter] = mail.outbox
    assert letter.to == ["doc@gia.example"]
    new_article()
    assert letters_sent() == []
    confirm = link_in(letter, "xac-nhan")
    # A program that opens links confirms nothing.
    assert client.get(confirm).status_code == 200
    assert not Subscription.objects.confirmed().exists()
    page = client.post(confirm, follow=True)
    assert "Mọi nội dung mới" in page.text
    new_article("Tin sau khi xác nhận")
    Subscription.objects.update(notified_until=timezone.now() - timedelta(minutes=5))
    [body] = letters_sent()
    assert "Tin sau khi xác nhận" in body


def test_what_was_committed_while_letters_were_reckoned_is_in_the_next_one():
    follower()
    tasks.notify_followers.call()
    new_article("Trong đợt đăng lớn")
    [body] = letters_sent()
    assert "Trong đợt đăng lớn" in body


def test_who_wants_letters_more_often_hears_of_the_week_that_is_open():
    weekly = follower(frequency=Frequency.WEEKLY)
    now = timezone.now()
    Subscription.objects.update(notified_until=now - timedelta(days=6))
    builders.article("Tin thứ Ba", published_at=now - timedelta(days=5))
    services.change(weekly, Subscription.objects.get().pk, Frequency.AT_ONCE)
    [body] = letters_sent()
    assert "Tin thứ Ba" in body


def test_one_press_of_a_mail_program_ends_letters_and_erases_the_address(client):
    follower()
    new_article()
    letters_sent()
    [letter] = mail.outbox
    header = letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = link_in(letter, "ngung")
    assert header.endswith(f"{stop}>")
    assert client.get(stop).status_code == 200
    assert Follower.objects.exists()
    client.handler.enforce_csrf_checks = True
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert client.get(stop).status_code == 200
    new_article()
    assert letters_sent() == []


def test_a_stranger_learns_nothing_and_writes_nothing_through_our_letters(client):
    follower()
    assert ask(client).headers["Location"] == "/theo-doi/thu/da-gui/"
    assert "đã theo dõi mục này từ trước" in mail.outbox[-1].body
    ask(client, "?loai=tim&q=mua+ngay+http://x.example", email="khac@gia.example")
    assert "x.example" not in mail.outbox[-1].body + mail.outbox[-1].subject


def test_many_letters_to_one_address_are_refused(client):
    answers = [ask(client).status_code for _time in range(6)]
    assert answers == [302] * 5 + [429]


def test_who_follows_too_much_is_told_by_letter_and_finds_all_of_it(client, monkeypatch):
    monkeypatch.setattr(services, "MOST", 2)
    person = follower()
    waiting = ["?loai=danh-sach&q=project", "?loai=danh-sach&q=article"]
    # A stranger's wishes that nobody confirmed leave room for one's own.
    assert [ask(client, query).status_code for query in waiting] == [302, 302]
    assert "Xác nhận theo dõi" in mail.outbox[-1].subject
    person.subscriptions.filter(key="article").update(confirmed_at=timezone.now())
    sent = ask(client, "?loai=tim&q=cap")
    assert sent.headers["Location"].startswith("/theo-doi/thu/da-gui/")
    assert "đang theo dõi 2 mục" in mail.outbox[-1].subject
    assert "nhiều nhất 50 mục" in mail.outbox[-1].body
    assert link_in(mail.outbox[-1], "cua-toi") == links.manage_address(person)
    assert person.subscriptions.count() == 3
    # What is followed already is answered as ever.
    ask(client, "?loai=danh-sach&q=article")
    assert "đã theo dõi mục này từ trước" in mail.outbox[-1].body


@pytest.mark.parametrize("query", ["?loai=xyz", "?loai=trang&q=0", "?loai=tim&q=", "?loai=chu-de"])
def test_what_is_not_there_is_followed_by_nobody(client, query):
    assert client.get(f"{FORM}{query}").status_code == 404


@pytest.mark.parametrize("path", ["/en/", "/tin-tuc/"])
def test_the_link_below_a_list_leads_to_what_can_be_followed(client, path):
    builders.english(builders.article("Một"))
    links = re.findall(r'href="(/theo-doi/thu/[^"]*)"', client.get(path).text)
    assert [client.get(unescape(link)).status_code for link in links] == [200] * len(links)
    assert len(links) == (0 if path == "/en/" else 1)


def test_each_subject_tells_of_its_own_only():
    topic, other = Topic.objects.create(name="Cáp quang"), Topic.objects.create(name="Tần số")
    section = builders.section("Thông báo")
    for kind, key in (
        ("danh-sach", "project"),
        ("chu-de", str(other.pk)),
        ("tim", "không có từ này"),
        ("chu-de", str(topic.pk)),
        ("chuyen-muc", str(section.pk)),
        ("danh-sach", "article"),
        ("tim", "cap quang bien"),
    ):
        follower(kind, key, email=f"{kind}{key}".replace(" ", "-") + "@gia.example")
    page = new_article("Cáp quang biển đứt", section=section)
    page.topics.add(topic)
    letters_sent()
    found = {letter.to[0].partition("@")[0] for letter in mail.outbox}
    assert found == {
        f"chu-de{topic.pk}", f"chuyen-muc{section.pk}", "danh-sacharticle",
        "timcap-quang-bien",
    }  # fmt: skip


def test_what_is_embargoed_or_withdrawn_before_sending_is_left_out():
    person = follower()
    builders.article("Ngày mai mới đăng", published_at=timezone.now() + timedelta(days=1))
    assert letters_sent() == []
    page = new_article()
    now = timezone.now()
    since = now - timedelta(hours=1)
    window = f"{person.subscriptions.get().pk},{since.isoformat()},{now.isoformat()}"
    assert letters.news.func(person.pk, window) is True
    mail.outbox.clear()
    transition(page, to=State.WITHDRAWN, by=builders.publisher(), comment="Sai số liệu")
    assert letters.news.func(person.pk, window) is False
    assert mail.outbox == []


def test_a_page_that_is_put_up_with_an_old_day_is_news_all_the_same():
    follower()
    builders.article("Quyết định năm 2007")
    assert letters_sent() == []
    draft = builders.article("Báo cáo năm 2007", state=State.SUBMITTED)
    transition(draft, to=State.PUBLISHED, by=builders.publisher(), published_at=builders.FEBRUARY)
    [body] = letters_sent()
    assert "Báo cáo năm 2007" in body
    assert "Quyết định năm 2007" not in body


def test_one_page_tells_that_it_changed_and_a_promise_what_came_of_it():
    consultation = projects.project("Đường cáp ngầm")
    promise = projects.promise("Kiện toàn hội")
    follower("trang", str(consultation.pk), email="trang@gia.example")
    follower("cam-ket", str(promise.pk), email="hua@gia.example")
    Publication.objects.filter(pk=consultation.pk).update(
        updated_at=timezone.now() - timedelta(hours=3)
    )
    assert letters_sent() == []
    Publication.objects.filter(pk=consultation.pk).update(updated_at=timezone.now())
    proof = builders.article("Đã kiện toàn")
    type(promise).objects.filter(pk=promise.pk).update(state=TaskState.DONE, proof=proof)
    found = "".join(letters_sent(timezone.now() + timedelta(minutes=1)))
    assert "Đường cáp ngầm" in found
    assert "Tình trạng hiện nay: " in found
    assert letters_sent(timezone.now() + timedelta(minutes=2)) == []


@pytest.mark.parametrize("is_of_before", [True, False])
def test_a_series_tells_of_a_new_event_under_another_address_word(is_of_before):
    series = enterprises.series()
    # The code of before wrote down the word.
    follower("loat", "ten-khac" if is_of_before else str(series.pk))
    series.slug = "ten-khac"
    series.save()
    event = enterprises.event("Giao ban quý II", series=series)
    Publication.objects.filter(pk=event.pk).update(updated_at=timezone.now())
    [body] = letters_sent(timezone.now() + timedelta(minutes=1))
    assert "Giao ban quý II" in body


def test_a_digest_comes_in_the_morning_and_once():
    follower(frequency=Frequency.DAILY)
    new_article("Một")
    here = timezone.localtime().replace(hour=6, minute=0) + timedelta(days=1)
    assert letters_sent(here) == []
    assert len(letters_sent(here + timedelta(hours=2))) == 1
    assert letters_sent(here + timedelta(hours=3)) == []


def test_all_that_one_person_follows_is_one_letter_that_names_a_page_once():
    follower()
    person = follower("danh-sach", "article")
    new_article("Một tin")
    [body] = letters_sent()
    assert body.count("/tin-tuc/mot-tin/") == 2
    assert mail.outbox[0].subject.endswith("Một tin")
    assert person.subscriptions.count() == 2


def test_letters_speak_english_to_whoever_chose_that(client):
    ask(client, language="en")
    assert "open this link" in mail.outbox[0].body
    Follower.objects.all().delete()
    person = follower()
    Follower.objects.filter(pk=person.pk).update(language="en")
    new_article()
    [body] = letters_sent()
    assert "Stop all letters" in body


def test_while_nothing_is_confirmed_the_last_wish_for_a_language_counts(client):
    # A stranger typed the address.
    ask(client, language="en")
    ask(client, language="vi")
    assert "xin mở đường dẫn sau" in mail.outbox[-1].body
    assert link_in(mail.outbox[-1], "xac-nhan")


def test_a_follower_changes_the_language_of_all_letters(client):
    person = follower()
    # Whoever types the address changes nothing.
    ask(client, "?loai=danh-sach&q=article", language="en")
    assert Follower.objects.get().language == "vi"
    address = links.manage_address(person)
    assert client.post(address, {"language": "xx"}).headers["Location"] == address
    answer = client.post(address, {"language": "en"})
    assert answer.headers["Location"] == f"/en{address}"
    page = BeautifulSoup(client.get(f"/en{address}").text, "html.parser")
    assert page.select_one("#language option[selected]")["value"] == "en"
    new_article()
    [body] = letters_sent()
    assert "Stop all letters" in body


def refused(code):
    def send(self):
        raise SMTPRecipientsRefused({self.to[0]: (code, b"no such user")})

    return send


def test_an_address_that_servers_refuse_for_good_is_erased(monkeypatch):
    follower()
    for code, kept in ((450, True), (550, True), (550, True), (550, False)):
        monkeypatch.setattr(EmailMessage, "send", refused(code))
        new_article(f"Tin {code}")
        tasks.notify(timezone.now())
        assert Follower.objects.exists() is kept
        Subscription.objects.update(notified_until=timezone.now() - timedelta(minutes=5))


def test_an_unanswered_letter_leaves_nothing_behind(client):
    ask(client)
    assert services.erase_unconfirmed(timezone.now()) == 0
    assert services.erase_unconfirmed(timezone.now() + timedelta(days=4)) == 1
    assert not Follower.objects.exists()


def unsent(address="doc@gia.example", task="portal.subscriptions.letters.news"):
    return UnsentLetter.objects.create(address=address, subject="Tin", task_path=task)


def test_who_leaves_is_gone_from_the_letters_that_went_unsent_too(client):
    person = follower()
    unsent()
    others = unsent("khac@gia.example"), unsent(task="portal.tasks.letters.deliver")
    client.post(links.stop_address(person))
    assert set(UnsentLetter.objects.all()) == set(others)


def test_an_address_that_nobody_confirmed_is_gone_from_unsent_letters_too(client):
    ask(client)
    unsent(task="portal.subscriptions.letters.confirmation")
    services.erase_unconfirmed(timezone.now() + timedelta(days=4))
    assert not UnsentLetter.objects.exists()


def test_a_follower_changes_and_ends_single_things(client):
    person = follower()
    follower("danh-sach", "article")
    one, two = person.subscriptions.all()
    address = links.manage_address(person)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert len(page.select("select[name=frequency]")) == 2
    client.post(address, {"subscription": one.pk, "frequency": "weekly"})
    one.refresh_from_db()
    assert one.frequency == "weekly"
    client.post(address, {"subscription": one.pk, "frequency": ""})
    client.post(address, {"subscription": two.pk, "frequency": ""})
    assert not Follower.objects.exists()
    assert client.get(address).status_code == 410


def test_nobody_changes_what_another_follows(client):
    mine, other = follower(), follower(email="khac@gia.example")
    theirs = other.subscriptions.get()
    client.post(links.manage_address(mine), {"subscription": theirs.pk, "frequency": ""})
    assert Subscription.objects.filter(pk=theirs.pk).exists()
    for made_up in ("bia-ra", "1", "1-", f"{'9' * 30}-a", "-a"):
        assert client.get(f"/theo-doi/cua-toi/{made_up}/").status_code == 404
    assert client.post("/theo-doi/ngung/bia-ra/").status_code == 404


def test_the_way_out_outlives_the_key_of_the_site(client, settings):
    person = follower()
    address, signed = links.stop_address(person), signed_mark(person)
    assert links.follower_of(signed) == person
    settings.SECRET_KEY = "another key, and the old one is nowhere kept"
    assert client.get(links.manage_address(person)).status_code == 200
    with pytest.raises(BadSignature):
        links.follower_of(signed)
    client.post(address)
    assert not Follower.objects.exists()


def signed_mark(person):
    """Return what letters of before had in their links."""
    return signing.dumps([person.pk, person.secret], salt=links.STOP)


def test_a_person_can_ask_for_all_that_is_kept_and_have_it_erased():
    follower()
    [row] = rows_of_person("Doc@gia.example")["subscriptions by e-mail"]
    assert row["follows"] == "tat-ca"
    assert erase("doc@gia.example")["subscriptions by e-mail"] == 1
    assert not Follower.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_many_followers_take_as_many_transactions(people, django_assert_num_queries, monkeypatch):
    for number in range(people):
        follower(email=f"{number}@gia.example")
    # In the night the letters of a day are not asked for yet.
    morning = timezone.localtime().replace(hour=9) - timedelta(days=1)
    Subscription.objects.update(notified_until=morning - timedelta(hours=1))
    builders.article("Tin mới", published_at=morning - timedelta(minutes=1))
    calls = []
    monkeypatch.setattr(type(letters.news), "enqueue", lambda self, *args: calls.append(args))
    with django_assert_num_queries(12):
        tasks.notify(morning)
    assert len(calls) == people


def test_where_no_letter_comes_the_form_of_the_same_subject_is_a_press_away(client):
    sent = ask(client, "?loai=tim&q=v%E1%BB%87+tinh%22%3E").headers["Location"]
    link = BeautifulSoup(client.get(sent).text, "html.parser").find("a", string="Gửi lại biểu mẫu")
    assert link["href"] == "/theo-doi/thu/?loai=tim&q=v%E1%BB%87+tinh%22%3E"
    assert client.get("/theo-doi/thu/da-gui/").status_code == 200


def test_a_reader_of_english_stays_among_english_pages(client):
    page = client.get("/en/theo-doi/thu/?loai=tat-ca").text
    assert '<html lang="en"' in page
    assert '<option value="en" selected>' in page
    answer = client.post(
        "/en/theo-doi/thu/", filled(client, "/en/theo-doi/thu/", TYPED | {"language": "en"})
    )
    assert answer.headers["Location"] == "/en/theo-doi/thu/da-gui/"
    [letter] = mail.outbox
    confirm = re.search(r"https?://[^/\s]+(/en/theo-doi/xac-nhan/\S+)", letter.body)[1]
    assert '<html lang="en"' in client.get(confirm).text
    assert client.post(confirm).headers["Location"].startswith("/en/theo-doi/cua-toi/")


def test_an_english_page_leads_to_the_form_for_its_original(client):
    version = builders.english()
    link = f'/en/theo-doi/thu/?loai=trang&amp;q={version.translation_of_id}"'
    assert link in client.get(version.path).text


def test_the_staff_sees_how_many_follow_what_and_nobodys_address(client):
    topic = Topic.objects.create(name="Bão lũ", slug="bao-lu")
    for email in ("mot@gia.example", "hai@gia.example"):
        follower("chu-de", str(topic.pk), email=email)
    Subscription.objects.filter(follower__email="hai@gia.example").update(confirmed_at=None)
    client.force_login(builders.editor())
    page = " ".join(client.get("/admin/thong-ke/").text.split())
    assert 'Bão lũ</a></th> <td class="figure">1</td>' in page
    assert "@gia.example" not in page


def test_what_leads_back_to_the_form_takes_anything_and_breaks_nothing(client):
    # What is no text is refused before any view is asked.
    for refused in ("q=%00", "q=%ff%fe"):
        assert client.get(f"/theo-doi/thu/da-gui/?loai=tim&{refused}").status_code == 400
    for asked in ("loai=khong-co&q=x", f"q={'a' * 3000}", "loai"):
        page = client.get(f"/theo-doi/thu/da-gui/?{asked}")
        assert page.status_code == 200, asked
        link = BeautifulSoup(page.text, "html.parser").find("a", string="Gửi lại biểu mẫu")
        assert client.get(link["href"]).status_code in (200, 404), asked
