"""Readers ask to follow by e-mail, confirm and change it; strangers do nothing through us."""

import re
from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from portal.publishing.models import State, Topic
from portal.publishing.workflow import transition
from portal.subscriptions import links, services
from portal.subscriptions.models import Follower, Subscription
from tests import builders
from tests.portal.participation.questions.builders import filled
from tests.portal.subscriptions.making import (
    FORM,
    TYPED,
    ask,
    follower,
    letters_sent,
    link_in,
    new_article,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once", "forms_at_once")]


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
    monkeypatch.setattr(services, "MAX_SUBSCRIPTIONS", 2)
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


def test_each_field_and_button_says_what_it_is_for(client):
    person, page = follower("danh-sach", "article"), builders.article()
    follower("danh-sach", "document")
    follower("trang", str(page.pk))
    transition(page, to=State.WITHDRAWN, by=builders.publisher(), comment="Sai tệp.")
    found = BeautifulSoup(client.get(links.manage_address(person)).content, "html.parser")
    subjects = ["Bài viết", "Văn bản", "Một trang không còn công khai"]
    for tag, words in (("label", "Bao lâu một lần"), (".button", "Lưu")):
        names = [" ".join(each.get_text().split()) for each in found.select(f".row-list {tag}")]
        assert sorted(names) == sorted(f"{words}: {subject}" for subject in subjects)
    assert " ".join(found.select(".button")[-1].get_text().split()) == "Lưu: Ngôn ngữ của thư"


def test_nobody_changes_what_another_follows(client):
    mine, other = follower(), follower(email="khac@gia.example")
    theirs = other.subscriptions.get()
    client.post(links.manage_address(mine), {"subscription": theirs.pk, "frequency": ""})
    assert Subscription.objects.filter(pk=theirs.pk).exists()
    for made_up in ("bia-ra", "1", "1-", f"{'9' * 30}-a", "-a"):
        assert client.get(f"/theo-doi/cua-toi/{made_up}/").status_code == 404
    assert client.post("/theo-doi/ngung/bia-ra/").status_code == 404


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


def link_to(client, address, selector):
    """Where a link leads, what is said of that, and its words with their language."""
    link = BeautifulSoup(client.get(address).text, "html.parser").select_one(selector)
    return link["href"], link.get("hreflang"), link.get("lang"), link.text


@pytest.mark.parametrize("is_translated", [True, False])
def test_a_page_is_followed_in_english_by_its_name_and_address_there(client, is_translated):
    page = builders.article("Một bài")
    expected = (page.path, "vi", "vi", "Một bài")
    if is_translated:
        expected = (builders.english(page, "One article").path, None, None, "One article")
    query = f"?loai=trang&q={page.pk}"
    assert link_to(client, f"/en{FORM}{query}", ".lead a") == expected
    manage = links.manage_address(follower("trang", str(page.pk)))
    assert link_to(client, f"/en{manage}", ".row-list a") == expected
    assert link_to(client, manage, ".row-list a") == (page.path, None, None, "Một bài")
    ask(client, query, language="en", email="khac@gia.example")
    confirm = links.confirm_address(Subscription.objects.get(confirmed_at=None))
    assert confirm.startswith("/en/")
    lead = BeautifulSoup(client.get(confirm).text, "html.parser").select_one(".lead span")
    assert (lead.get("lang"), lead.text) == expected[2:]


def test_a_topic_is_followed_in_english_by_its_english_name(client):
    topic = Topic.objects.create(name="Bão lũ", slug="bao-lu", name_en="Storms")
    person = follower("chu-de", str(topic.pk))
    expected = ("/en/chu-de/bao-lu/", None, None, "Storms")
    assert link_to(client, f"/en{FORM}?loai=chu-de&q={topic.pk}", ".lead a") == expected
    Follower.objects.update(language="en")
    builders.article("Tin bão", topics=[topic], published_at=timezone.now())
    [body] = letters_sent()
    assert "\nStorms\n" in body
    Topic.objects.update(name_en="")
    expected = ("/en/chu-de/bao-lu/", None, "vi", "Bão lũ")
    assert link_to(client, f"/en{links.manage_address(person)}", ".row-list a") == expected


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
        assert client.get(link["href"]).status_code == 404, asked


def test_the_page_of_all_ways_says_what_each_asks_for(client):
    page = BeautifulSoup(client.get("/theo-doi/").content, "html.parser")
    assert (
        "qua thư điện tử, lịch và nguồn tin" in page.select_one("meta[name=description]")["content"]
    )
    lead = page.select_one(".lead").get_text()
    assert "Không ai hỏi" not in lead
    assert "thư chỉ cần địa chỉ thư điện tử" in lead
