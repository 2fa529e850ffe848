"""Who has no e-mail comments with a telephone number, follows by its end, and is called."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from portal.kit import personal_data
from portal.participation.consultations import services
from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.tasks import erase_old_senders
from portal.participation.consultations.tracking import sent_address
from portal.participation.publicforms.calls import mark_phoned
from tests import builders as site
from tests.filling import fill
from tests.portal.participation.consultations import builders
from tests.portal.participation.questions.builders import filled

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
TRACK = "/gop-y/tra-cuu/"
PHONE = "0905123456"
WORDS = "Điều 3 nên nói rõ hơn."
TYPED = {
    "text": WORDS, "name": "Trần Thị Góp", "email": "", "phone": "0905 123 456",
    "organisation": "", "name_is_shown": "0", "website": "",
}  # fmt: skip


def by_phone(page=None, **fields):
    page = page or builders.consultation()
    return builders.comment(page, WORDS, **({"email": "", "phone": PHONE} | fields))


def look_up(client, number, end="3456", **changes):
    typed = {"number": number, "phone_end": end, "website": ""}
    return client.post(TRACK, filled(client, TRACK, typed), **changes)


def test_a_number_is_enough(client):
    address = f"{builders.consultation().path}gui/"
    answer = client.post(address, filled(client, address, TYPED))
    sent = ConsultationComment.objects.get()
    assert (sent.email, sent.phone) == ("", PHONE)
    page = client.get(answer["Location"]).text
    assert "chúng tôi gọi điện cho Anh/Chị" in page
    assert "<svg viewBox" in page
    assert PHONE not in page
    assert mail.outbox == []


def test_a_visitor_comments_in_english(client):
    page = builders.consultation("Dự thảo về cống bể")
    address = f"/en{page.path}gui/"
    form = client.get(address).text
    assert "Send the comment" in form
    assert '<span lang="vi">Dự thảo về cống bể</span>' in form
    answer = client.post(address, filled(client, address, TYPED))
    assert answer["Location"].startswith(address)
    receipt = client.get(answer["Location"])
    assert "we call you" in receipt.text
    draft = BeautifulSoup(receipt.text, "html.parser").find("a", string="Back to the draft")
    assert (draft["href"], draft["hreflang"]) == (page.path, "vi")
    site.english(page, "Draft on ducts")
    assert f'href="{address}"' in client.get(f"/en{page.path}").text
    translated = BeautifulSoup(client.get(answer["Location"]).text, "html.parser")
    draft = translated.find("a", string="Back to the draft")
    assert (draft["href"], draft.get("hreflang")) == (f"/en{page.path}", None)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_receipt_leads_to_the_form_with_the_number_in_its_language(client, prefix):
    comment = by_phone()
    address = f"{prefix}{sent_address(comment)}"
    href = f"{prefix}{TRACK}?so={comment.number}"
    receipt = BeautifulSoup(client.get(address).text, "html.parser")
    assert receipt.select_one("main .prose ol a[href*=tra-cuu]")["href"] == href
    form = BeautifulSoup(client.get(href).text, "html.parser")
    assert form.html["lang"] == (prefix.strip("/") or "vi")
    assert form.select_one("#id_number")["value"] == comment.number


def test_the_state_of_a_comment_is_told_in_english(client):
    comment = by_phone(builders.consultation("Dự thảo về cống bể"))
    typed = {"number": comment.number, "phone_end": "3456", "website": ""}
    page = client.post(f"/en{TRACK}", filled(client, f"/en{TRACK}", typed)).text
    assert f"Comment {comment.number}" in page
    assert '<span lang="vi">Dự thảo về cống bể</span>' in page


def test_nobody_who_cannot_be_reached_is_taken_in(client):
    address = f"{builders.consultation().path}gui/"
    answer = client.post(address, filled(client, address, TYPED, phone=""))
    assert "Hãy ghi địa chỉ thư điện tử hoặc số điện thoại" in answer.text
    assert ConsultationComment.objects.exists() is False


def test_number_and_end_show_the_state_and_no_word(client):
    comment = by_phone()
    page = look_up(client, f"gy {comment.pk}")
    assert comment.number in page.text
    assert "no-store" in page["Cache-Control"]
    assert not any(word in page.text for word in (WORDS, "Trần Thị Góp", PHONE))


def test_a_wrong_pair_is_answered_the_same(client):
    comment, other = by_phone(), builders.comment(builders.consultation("Khác"))
    for pair in ((comment.number, "0000"), (other.number, "3456"), ("GY-99999", "3456")):
        answer = look_up(client, *pair)
        assert answer.status_code == 200
        assert "Số ý kiến và điện thoại không khớp nhau" in answer.text


def test_few_tries_for_one_number_then_it_waits(client):
    comment = by_phone()
    for number in range(10):
        look_up(client, comment.number, f"{number:04d}", REMOTE_ADDR=f"10.0.0.{number}")
    assert look_up(client, comment.number, REMOTE_ADDR="10.0.0.99").status_code == 429


@pytest.mark.parametrize("typed", ["GY–{pk:05d}", "Số ý kiến: gý {pk}", "số {pk}"])
def test_the_number_is_found_as_people_type_it(typed):
    comment = by_phone()
    found = ConsultationComment.objects.numbered(typed.format(pk=comment.pk))
    assert found.get() == comment


def test_what_is_no_number_is_told_at_once_and_closes_the_form_to_nobody(client):
    for number in range(11):
        answer = look_up(client, f"điều {number}", REMOTE_ADDR=f"10.0.0.{number}")
    assert answer.status_code == 200
    assert "Đây không phải số ý kiến; hãy ghi như GY-00012." in answer.text


def test_the_staff_calls_once_it_is_decided_and_notes_it(client):
    comment, publisher = by_phone(), site.publisher()
    client.force_login(publisher)
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    assert ConsultationComment.objects.to_be_phoned().count() == 0
    client.post(address, {"_phoned": "1"})
    comment.refresh_from_db()
    assert comment.phoned_at is None
    comment.state = "shown"
    services.save_decision(comment, by=publisher)
    assert mail.outbox == []
    assert "Tôi đã gọi 0905 123 456" in client.get(address).text
    assert comment.number in client.get("/admin/portal/consultationcomment/?goi=cho").text
    client.post(address, {"_phoned": "1"})
    comment.refresh_from_db()
    assert comment.phoned_by == publisher
    assert "đã gọi lúc" in client.get(address).text
    assert ConsultationComment.objects.to_be_phoned().count() == 0


def test_an_answer_that_stands_typed_is_kept_by_who_notes_a_call(client):
    comment, publisher = by_phone(state="shown"), site.publisher()
    client.force_login(publisher)
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    page = fill(client, address, verdict="taken", answer="Đã sửa Điều 3.", _phoned="1")
    assert page.status_code == 200
    assert "Đã ghi là đã gọi" in page.text
    assert "chưa được lưu" in page.text
    assert "Đã sửa Điều 3." in page.text
    comment.refresh_from_db()
    assert (comment.phoned_by, comment.answer) == (publisher, "")
    fill(client, address, verdict="taken", answer="Đã sửa Điều 3.", _save="")
    comment.refresh_from_db()
    assert (comment.phoned_by, comment.answer) == (publisher, "Đã sửa Điều 3.")


def test_a_call_that_is_noted_twice_saves_nothing(client):
    comment = by_phone(state="shown")
    client.force_login(site.publisher())
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    first, second = (client.post(address, {"_phoned": "1"}) for _time in range(2))
    assert first["Location"] == second["Location"]
    page = client.get(second["Location"]).text
    assert "Đã ghi là đã gọi" in page
    assert "không có cuộc gọi nào chờ ghi nhận" in page
    assert "Đã lưu" not in page


def test_who_was_called_is_called_again_where_it_is_decided_anew(client):
    comment, publisher = by_phone(), site.publisher()
    client.force_login(publisher)
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    comment.state = "shown"
    services.save_decision(comment, by=publisher)
    client.post(address, {"_phoned": "1"})
    # An answer to what is shown is no new decision.
    comment.refresh_from_db()
    comment.verdict = "taken"
    services.save_decision(comment, by=publisher)
    comment.refresh_from_db()
    assert comment.phoned_at is not None
    comment.state, comment.reason, comment.verdict = "refused", "Có tên người khác.", ""
    services.save_decision(comment, by=publisher)
    assert "Tôi đã gọi 0905 123 456" in client.get(address).text
    assert ConsultationComment.objects.to_be_phoned().get() == comment
    assert "Đã gọi điện cho Anh/Chị" not in look_up(client, comment.number).text
    client.post(address, {"_phoned": "1"})
    comment.refresh_from_db()
    assert comment.phoned_by == publisher
    assert "Đã gọi điện cho Anh/Chị" in look_up(client, comment.number).text


def test_who_was_called_is_called_again_where_the_reason_is_another(client):
    comment, publisher = by_phone(state="refused", reason="Viết bậy."), site.publisher()
    client.force_login(publisher)
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    client.post(address, {"_phoned": "1"})
    comment.refresh_from_db()
    comment.reason = "Có tên người khác."
    services.save_decision(comment, by=publisher)
    assert ConsultationComment.objects.to_be_phoned().get() == comment


def test_the_receipt_promises_the_call_until_it_was_made(client):
    comment = by_phone(state="refused", reason="Có tên người khác.")
    assert "chúng tôi gọi" in client.get(sent_address(comment)).text
    mark_phoned(comment, by=site.publisher())
    page = client.get(sent_address(comment)).text
    assert "chúng tôi gọi" not in page
    assert "lý do đã được báo" in page


def test_a_number_is_erased_with_the_address_and_named_to_its_owner(settings):
    settings.CONSULTATION_KEPT_DAYS = 10
    page = builders.closed()
    comment = by_phone(page)
    (row,) = personal_data.rows_of_person(PHONE)["comments on drafts"]
    assert (row["number"], row["phone"]) == (comment.number, PHONE)
    type(page).objects.filter(pk=page.pk).update(
        opens_on=page.opens_on - timedelta(days=20), closes_on=page.closes_on - timedelta(days=20)
    )
    assert erase_old_senders.func() == 1
    comment.refresh_from_db()
    assert (comment.phone, comment.name, comment.text) == ("", "", WORDS)
    other = by_phone(page, name="Khác")
    assert personal_data.erase(PHONE)["comments on drafts"] == 1
    other.refresh_from_db()
    assert other.phone == ""


@pytest.mark.parametrize("state", ["waiting", "shown", "refused"])
def test_the_receipt_of_an_erased_comment_promises_no_call(client, state):
    comment = by_phone(state=state, reason="Có tên người khác." if state == "refused" else "")
    assert "đã được xóa" not in client.get(sent_address(comment)).text
    personal_data.erase(PHONE)
    page = BeautifulSoup(client.get(sent_address(comment)).text, "html.parser").main.get_text()
    assert "điện thoại của Anh/Chị đã được xóa" in page
    assert "chúng tôi gọi" not in page
