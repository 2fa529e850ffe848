"""A comment comes in while the draft is open: once, with a receipt, and nothing is lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.utils import timezone

from portal.kit.site_names import short_site_name
from portal.participation.consultations import services
from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.tracking import sent_address
from portal.participation.consultations.views import PER_PLACE
from portal.publishing.models import State
from portal.publishing.services import save
from portal.publishing.workflow import transition
from tests import builders as site
from tests.builders import person, publisher
from tests.portal.participation.consultations import builders
from tests.portal.participation.limits import spend_all_but_one

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
DAY = timedelta(days=1)
TYPED = {
    "text": "Điều 3 nên nói rõ hơn.",
    "name": "Trần Thị Góp",
    "email": "Gop@dan.example",
    "organisation": "",
    "name_is_shown": "0",
    "website": "",
}


@pytest.fixture
def page():
    return builders.consultation()


def filled(client, page, **changes):
    """The form as a person sends it: typed over what the page holds."""
    text = BeautifulSoup(client.get(f"{page.path}gui/").content, "html.parser")
    return TYPED | {"stamp": text.find("input", {"name": "stamp"})["value"]} | changes


def send(client, page, **changes):
    return client.post(f"{page.path}gui/", filled(client, page, **changes))


def close(page):
    """The day for comments ends."""
    page.closes_on = timezone.localdate() - DAY
    page.opens_on = page.closes_on - DAY
    page.save()


def withdraw(page):
    transition(page, to=State.WITHDRAWN, by=publisher(), comment="Sai tệp.")


def test_what_is_sent_arrives_and_waits_to_be_read(client, page):
    answer = send(client, page, name_is_shown="1")
    assert answer.status_code == 302
    sent = ConsultationComment.objects.get()
    assert (sent.text, sent.email, sent.state) == (TYPED["text"], "gop@dan.example", "waiting")
    assert sent.name_is_shown is True
    assert sent.consultation_id == page.pk
    thanks = client.get(answer["Location"])
    assert thanks.status_code == 200
    assert f"Số ý kiến là {sent.number}." in thanks.text
    assert thanks["Cache-Control"] == "no-store"
    assert TYPED["text"] not in client.get(page.path).text


def test_the_receipt_holds_no_typed_word(client, page):
    send(client, page, text="Mua ngay x.example", name="Mua ngay", organisation="Mua ngay")
    (letter,) = mail.outbox
    assert letter.to == ["gop@dan.example"]
    assert ConsultationComment.objects.get().number in letter.body
    assert page.title in letter.body
    assert "Mua ngay" not in letter.body + letter.subject


def test_who_sends_the_english_form_has_letters_in_english(client, page):
    text = BeautifulSoup(client.get(f"/en{page.path}gui/").content, "html.parser")
    form = TYPED | {"stamp": text.find("input", {"name": "stamp"})["value"]}
    assert client.post(f"/en{page.path}gui/", form).status_code == 302
    sent = ConsultationComment.objects.get()
    sent.state, sent.reason = "refused", "It names a person."
    services.save_decision(sent, by=person("duyet"))
    shown = ConsultationComment.objects.get()
    shown.state, shown.reason = "shown", ""
    services.save_decision(shown, by=shown.decided_by)
    name = short_site_name("en")
    assert [letter.subject for letter in mail.outbox] == [
        f"[{name}] Your comment {sent.number} has arrived",
        f"[{name}] About your comment {sent.number}",
        f"[{name}] Your comment {sent.number} is shown",
    ]
    assert name != short_site_name("vi")
    assert "It names a person." in mail.outbox[1].body


def test_who_comments_on_a_translated_draft_is_led_to_its_english_page(client, page):
    site.english(page, "Draft on ducts")
    text = BeautifulSoup(client.get(f"/en{page.path}gui/").content, "html.parser")
    for link in (text.select_one(".lead a"), text.select(".breadcrumbs a")[-1]):
        assert (link["href"], link.text) == (f"/en{page.path}", "Draft on ducts")
        assert link.get("hreflang") is None
    form = TYPED | {"stamp": text.find("input", {"name": "stamp"})["value"]}
    client.post(f"/en{page.path}gui/", form)
    sent = ConsultationComment.objects.get()
    sent.state, sent.reason = "refused", "It names a person."
    services.save_decision(sent, by=person("duyet"))
    sent.state, sent.reason = "shown", ""
    services.save_decision(sent, by=sent.decided_by)
    received, refused, shown = (letter.body for letter in mail.outbox)
    for body in (received, refused, shown):
        assert f"Draft on ducts\n{settings.SITE_URL}/en{page.path}\n" in body
        assert page.title not in body
    # What others say, and what comes of it, stands on the Vietnamese page alone.
    assert f"the page in Vietnamese ({settings.SITE_URL}{page.path}) says" in received
    assert f"in Vietnamese:\n{settings.SITE_URL}{page.path}\n" in shown


def test_the_form_is_no_page_for_caches_or_crawlers(client, page):
    answer = client.get(f"{page.path}gui/")
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "được xóa 365 ngày sau ngày hết hạn góp ý" in answer.text


def test_sent_twice_it_is_there_once(client, page):
    form = filled(client, page)
    answers = [client.post(f"{page.path}gui/", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert ConsultationComment.objects.count() == 1
    assert len(mail.outbox) == 1
    # At the very same moment, too: the second finds the first when it writes.
    sent = ConsultationComment.objects.get()
    thanks = {"text": sent.text, "name": sent.name, "email": sent.email}
    again = ConsultationComment(consultation=page, stamp=sent.stamp, **thanks)
    assert services.submit(again).pk == sent.pk


def test_a_minute_too_late_it_stays_on_the_screen_and_is_told_kindly(client, page):
    form = filled(client, page)
    close(page)
    answer = client.post(f"{page.path}gui/", form)
    assert answer.status_code == 409
    text = answer.text
    assert TYPED["text"] in text
    assert "đến sau thời hạn nên chưa được gửi đi" in text
    assert ConsultationComment.objects.exists() is False
    assert mail.outbox == []


def test_what_came_in_time_and_again_too_late_is_there(client, page):
    form = filled(client, page)
    client.post(f"{page.path}gui/", form)
    close(page)
    assert client.post(f"{page.path}gui/", form).status_code == 302
    assert ConsultationComment.objects.count() == 1


def test_out_of_its_days_there_is_no_form(client, page):
    close(page)
    text = client.get(f"{page.path}gui/")
    assert text.status_code == 200
    assert "Thời hạn góp ý đã hết" in text.text
    assert "<textarea" not in text.text
    today = timezone.localdate()
    coming = builders.consultation("Sắp mở", opens_on=today + DAY, closes_on=today + 2 * DAY)
    text = client.get(f"{coming.path}gui/").text
    assert f"Nhận ý kiến từ ngày {today + DAY:%d/%m/%Y}." in text
    assert client.post(f"{coming.path}gui/", TYPED).status_code == 409


def test_what_is_wrong_is_said_and_all_the_rest_stays(client, page):
    answer = send(client, page, email="khong", name="")
    text = answer.text
    assert answer.status_code == 200
    assert "Hãy ghi họ và tên." in text
    assert TYPED["text"] in text
    assert ConsultationComment.objects.exists() is False


@pytest.mark.parametrize(
    "change",
    [
        {"website": "http://x.example"},
        {"stamp": "la"},
        {"text": "x" * 10_001},
        {"name": "x" * 121},
        {"name_is_shown": "2"},
        {"text": "  "},
    ],
    ids=["trap", "no mark", "long text", "long name", "no such wish", "no words"],
)
def test_what_a_machine_sends_is_refused(client, page, change):
    assert send(client, page, **change).status_code == 200
    assert ConsultationComment.objects.exists() is False
    assert mail.outbox == []


def test_a_sign_that_no_text_has_is_refused(client, page):
    answer = send(client, page, text="a\0b")
    assert answer.status_code == 200
    assert ConsultationComment.objects.exists() is False


def test_extra_fields_change_nothing(client, page):
    send(client, page, state="shown", verdict="taken", consultation="7", id="7")
    sent = ConsultationComment.objects.get()
    assert (sent.state, sent.verdict, sent.consultation_id) == ("waiting", "", page.pk)


def test_too_many_from_one_place_wait_and_lose_nothing(client, page):
    spend_all_but_one(PER_PLACE)
    assert send(client, page, email="60@x.example").status_code == 302
    answer = send(client, page, email="61@x.example")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert TYPED["text"] in answer.text
    assert ConsultationComment.objects.count() == 1


def test_a_mailbox_gets_few_letters_whoever_writes(client, page):
    form = filled(client, page)
    for number in range(6):
        # Capitals make no other mailbox of it.
        email = TYPED["email"][:number].upper() + TYPED["email"][number:]
        changed = form | {"text": f"Ý kiến {number}", "email": email}
        answer = client.post(f"{page.path}gui/", changed, REMOTE_ADDR=f"10.0.0.{number}")
    assert answer.status_code == 429
    assert len(mail.outbox) == 5


def test_the_page_of_a_comment_is_found_by_its_sender_only(client, page):
    sent = builders.comment(page)
    for mark in (str(sent.pk), "la", "x" * 500):
        assert client.get(f"{page.path}gui/{mark}/").status_code == 404
    address = send(client, page)["Location"]
    other = builders.consultation("Dự thảo khác")
    answer = client.get(address.replace(page.slug, other.slug))
    assert answer["Location"].startswith(f"{page.path}gui/")


def test_what_is_sent_to_a_page_that_was_withdrawn_is_shown_again(client, page):
    form = filled(client, page)
    withdraw(page)
    answer = client.post(f"{page.path}gui/", form)
    assert answer.status_code == 404
    assert TYPED["text"] in answer.text
    assert "nên ý kiến của Anh/Chị chưa được gửi đi" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert ConsultationComment.objects.exists() is False
    assert client.get(f"{page.path}gui/").status_code == 404


def test_what_is_sent_to_the_address_of_before_arrives(client, page):
    form = filled(client, page)
    old = page.path
    page.slug = "ten-khac"
    save(page, by=None)
    assert client.get(f"{old}gui/", follow=True).redirect_chain == [("/gop-y/ten-khac/gui/", 307)]
    assert client.post(f"{old}gui/", form, follow=True).status_code == 200
    assert ConsultationComment.objects.get().text == TYPED["text"]


@pytest.mark.parametrize("state", ["waiting", "shown", "refused"])
def test_the_receipt_stands_where_the_page_is_withdrawn(client, page, state):
    form = filled(client, page)
    client.post(f"{page.path}gui/", form)
    sent = ConsultationComment.objects.get()
    if state != "waiting":
        sent.state, sent.reason = state, "Lạc đề." if state == "refused" else ""
        services.save_decision(sent, by=person("nguoi-doc"))
    assert "Về trang của dự thảo" in client.get(sent_address(sent)).text
    withdraw(page)
    shown = client.get(sent_address(sent)).text
    assert sent.number in shown
    assert "ý kiến của Anh/Chị vẫn được giữ" in shown
    assert page.path not in BeautifulSoup(shown, "html.parser").main.decode()
    assert "đã được đăng ở trang của dự thảo" not in shown
    # Sent twice, it has come in time.
    assert client.post(f"{page.path}gui/", form).status_code == 302
