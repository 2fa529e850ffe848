"""Who has no e-mail asks with a telephone number, follows by its end, and is called."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.kit import personal_data
from portal.kit.qr import qr_svg
from portal.participation.publicforms.calls import mark_phoned
from portal.participation.questions.links import sent_address
from portal.participation.questions.models import Question
from portal.participation.questions.panels import questions_waiting
from portal.participation.questions.tasks import erase_old_questions, remind_of_questions
from tests import builders as site
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.builders import ASKER, REPLY, TEXT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
ASK, TRACK = "/lien-he/", "/hoi-dap/tra-cuu/"
PHONE = "0905123456"
TYPED = {
    "text": TEXT, "name": "Trần Thị Chờ", "email": "", "phone": "+84 905.123.456", "website": "",
}  # fmt: skip
NO_PAIR = "Số tiếp nhận và điện thoại không khớp nhau"


def by_phone(**fields):
    return builders.question(**({"email": "", "phone": PHONE} | fields))


def ask(client, address=ASK, **changes):
    return client.post(address, builders.filled(client, address, TYPED, **changes))


def look_up(client, number, end, address=TRACK, **changes):
    typed = {"number": number, "email": "", "phone_end": end, "website": ""}
    return client.post(address, builders.filled(client, address, typed), **changes)


def test_a_number_is_enough_and_is_kept_in_one_shape(client):
    answer = ask(client)
    question = Question.objects.get()
    assert (question.email, question.phone) == ("", PHONE)
    page = client.get(answer["Location"]).text
    assert "chúng tôi gọi tới số Anh/Chị đã để lại" in page
    assert "bốn số cuối điện thoại" in page
    assert PHONE not in page
    # The staff alone is written to.
    assert all(ASKER not in letter.to for letter in mail.outbox)


def test_the_receipt_has_a_code_that_opens_nothing(client, settings):
    question = by_phone()
    page = client.get(sent_address(question))
    address = f"{settings.SITE_URL}/hoi-dap/tra-cuu/?so={question.number}"
    assert qr_svg(address) in page.text
    assert page["Referrer-Policy"] == "same-origin"
    assert f'value="{question.number}"' in client.get(f"{TRACK}?so={question.number}").text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"phone": ""}, "Hãy ghi địa chỉ thư điện tử hoặc số điện thoại"),
        ({"phone": "0905 123"}, "Đây không phải số điện thoại Việt Nam"),
        ({"phone": "0168 123 4567"}, "Đầu số này đã được thay"),
    ],
)
def test_who_cannot_be_reached_is_told_what_to_write(client, change, message):
    answer = ask(client, **change)
    assert answer.status_code == 200
    assert message in answer.text
    assert TEXT in answer.text
    assert Question.objects.exists() is False


def test_one_number_asks_few_times_a_day_whoever_writes(client):
    for number in range(6):
        form = builders.filled(client, ASK, TYPED, text=f"Câu {number}")
        answer = client.post(ASK, form, REMOTE_ADDR=f"10.0.0.{number}")
    assert answer.status_code == 429
    assert Question.objects.count() == 5


def test_number_and_end_show_the_state_and_no_word(client):
    question = by_phone()
    page = look_up(client, question.number, "3456")
    assert "Đã tiếp nhận" in page.text
    assert "no-store" in page["Cache-Control"]
    assert not any(word in page.text for word in (TEXT, "Trần Thị Chờ", PHONE))
    builders.replied(question)
    page = look_up(client, question.number, "0905 123 456").text
    assert "Đã trả lời" in page
    assert REPLY not in page


def test_a_wrong_pair_is_answered_the_same_whichever_half_is_wrong(client):
    question, other = by_phone(), builders.question(phone="")
    erased = builders.replied(by_phone())
    erased.refresh_from_db()
    erased.erase()
    pairs = [
        (question.number, "3457"),
        (other.number, "3456"),
        (erased.number, "3456"),
        ("HD-2026-999999", "3456"),
    ]
    answers = [look_up(client, *pair) for pair in pairs]
    assert {answer.status_code for answer in answers} == {200}
    assert all(NO_PAIR in answer.text and "Đã tiếp nhận" not in answer.text for answer in answers)
    assert {answer.text.count("<li>") for answer in answers} == {answers[0].text.count("<li>")}


def test_a_wrong_pair_costs_the_same_queries(client):
    question = by_phone()
    look_up(client, question.number, "3457")
    form = {"number": question.number, "email": "", "phone_end": "3457", "website": ""}
    known = builders.filled(client, TRACK, form)
    unknown = builders.filled(client, TRACK, form | {"number": "HD-2026-999999"})
    counts = []
    for typed in (known, unknown):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.post(TRACK, typed)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_few_tries_for_one_number_from_everywhere_then_it_waits(client):
    question = by_phone()
    for number in range(10):
        look_up(client, question.number, f"{number:04d}", REMOTE_ADDR=f"10.0.0.{number}")
    answer = look_up(client, f"hd {question.year} {question.pk}", "3456", REMOTE_ADDR="10.0.0.99")
    assert answer.status_code == 429
    assert "Đã tiếp nhận" not in answer.text
    # Of a number that nobody has the same is said.
    for number in range(11):
        none = look_up(client, "HD-2026-888888", "0000", REMOTE_ADDR=f"10.0.1.{number}")
    assert none.status_code == 429


def test_few_tries_from_one_place(client):
    for number in range(20):
        look_up(client, f"HD-2026-{number + 1}", "0000")
    assert look_up(client, "HD-2026-500", "0000").status_code == 429


def test_what_is_no_number_closes_the_form_to_nobody(client):
    question = by_phone()
    for number in range(11):
        answer = look_up(client, f"câu hỏi {number}", "3456", REMOTE_ADDR=f"10.0.0.{number}")
    assert "Đây không phải số tiếp nhận" in answer.text
    assert answer.status_code == 200
    assert "Đã tiếp nhận" in look_up(client, question.number, "3456").text


def test_neither_half_alone_looks_anything_up(client):
    answer = look_up(client, "HD-2026-1", "")
    assert "Hãy ghi địa chỉ thư, hoặc bốn số cuối điện thoại." in answer.text


def test_the_staff_sees_whom_to_call_and_notes_that_it_did(client):
    question = builders.replied(by_phone())
    editor = question.closed_by
    assert mail.outbox == []
    client.force_login(editor)
    page = client.get(f"/admin/portal/question/{question.pk}/change/").text
    assert "gọi điện: 0905 123 456" in page
    waiting = {each.slug: each for each in questions_waiting(editor)}["tra-loi-goi-dien"]
    assert [rows.count() for rows in waiting.rows] == [1]
    by_letter = builders.replied(by=editor)
    listed = client.get(waiting.url).text
    assert question.number in listed
    assert by_letter.number not in listed
    client.post(f"/admin/portal/question/{question.pk}/change/", {"_do": "phoned"})
    question.refresh_from_db()
    assert question.phoned_by == editor
    assert [rows.count() for rows in questions_waiting(editor)[-1].rows] == [0]
    # Pressed twice, it is noted once; the record holds no number.
    noted = question.phoned_at
    client.post(f"/admin/portal/question/{question.pk}/change/", {"_do": "phoned"})
    question.refresh_from_db()
    assert question.phoned_at == noted
    entries = AuditEntry.objects.filter(subject_label="questions.question", new__phoned=True)
    assert entries.count() == 1
    assert PHONE not in str(list(entries.values()))
    page = look_up(client, question.number, "3456").text
    assert "Đã gọi điện cho Anh/Chị lúc" in page


def test_a_call_past_its_day_is_late_in_the_list_and_on_its_page(client):
    day = timezone.localdate() - timedelta(days=1)
    question = builders.replied(by_phone(due_on=day))
    client.force_login(question.closed_by)
    address = "/admin/portal/question/"
    assert question.number in client.get(address, {"cho": "tre"}).text
    page = BeautifulSoup(client.get(f"{address}{question.pk}/change/").content, "html.parser")
    facts = {term.text: " ".join(term.find_next("dd").text.split()) for term in page.select("dt")}
    assert facts["Trả lời chậm nhất ngày"] == f"{day:%d/%m/%Y} quá hạn"
    assert "Ngày khép lại" in facts
    mark_phoned(question, by=question.closed_by)
    assert question.number not in client.get(address, {"cho": "tre"}).text


def test_a_call_past_its_day_is_late_on_the_desk_and_reminded_of():
    editor = site.person("bientap", Role.EDITOR, email="bt@so.example")
    question = builders.replied(by_phone(due_on=timezone.localdate() - timedelta(days=1)))
    counted = {
        each.slug: (each.is_late, sum(rows.count() for rows in each.rows))
        for each in questions_waiting(editor)
    }
    assert counted["goi-dien-qua-han"] == (True, 1)
    assert counted["tra-loi-goi-dien"] == (False, 0)
    assert question.is_late
    mail.outbox.clear()
    assert remind_of_questions.func() == 1
    assert {editor.email} == {address for letter in mail.outbox for address in letter.to}
    assert f"{question.number}: trễ" in mail.outbox[0].body
    assert "cần gọi điện" in mail.outbox[0].body
    mark_phoned(question, by=editor)
    question.refresh_from_db()
    Question.objects.update(reminded_on=None)
    assert remind_of_questions.func() == 0
    assert not question.is_late


def test_who_waits_for_a_call_is_not_erased_in_time_but_on_demand(settings):
    settings.QUESTION_KEPT_DAYS = -1
    question = builders.replied(by_phone())
    assert erase_old_questions.func() == 0
    assert personal_data.erase(PHONE)["questions"] == 1
    question.refresh_from_db()
    assert (question.phone, question.reply, question.state) == ("", "", "withdrawn")


def test_who_has_an_address_is_not_called(client):
    question = builders.replied()
    client.force_login(question.closed_by)
    client.post(f"/admin/portal/question/{question.pk}/change/", {"_do": "phoned"})
    question.refresh_from_db()
    assert question.phoned_at is None


def test_what_is_kept_of_a_number_is_named_and_erased_like_that_of_an_address():
    question, other = by_phone(), by_phone(phone="0905123457")
    (row,) = personal_data.rows_of_person(PHONE)["questions"]
    assert (row["number"], row["phone"]) == (question.number, PHONE)
    assert personal_data.erase(PHONE)["questions"] == 1
    question.refresh_from_db()
    other.refresh_from_db()
    assert (question.phone, question.text, question.state) == ("", "", "withdrawn")
    assert other.phone == "0905123457"
    assert personal_data.rows_of_person("")["questions"] == []


def test_in_english_form_receipt_letters_and_tracking_are_english(client):
    page = client.get("/en/lien-he/").text
    assert "Your question" in page
    assert 'action="/en/lien-he/#hoi"' in page
    answer = ask(client, "/en/lien-he/", email=ASKER, phone="")
    assert answer["Location"].startswith("/en/hoi-dap/da-gui/")
    assert "Your question has arrived" in client.get(answer["Location"]).text
    question = Question.objects.get()
    assert question.language == "en"
    (letter,) = [each for each in mail.outbox if each.to == [ASKER]]
    assert question.number in letter.subject
    assert "has arrived" in letter.subject
    assert "/en/hoi-dap/theo-doi/" in letter.body
    builders.replied(question)
    assert "The answer to your question" in mail.outbox[-1].subject


def test_in_english_a_question_is_followed_by_number(client):
    question = by_phone(language="en")
    page = look_up(client, question.number, "3456", "/en/hoi-dap/tra-cuu/")
    assert "We call you with the answer" in page.text
    assert 'lang="en"' in page.text
    assert "/en/hoi-dap/tra-cuu/" in client.get(TRACK).text


def test_the_receipt_of_an_erased_question_promises_no_call(client):
    question = by_phone()
    assert personal_data.erase(PHONE)["questions"] == 1
    page = client.get(sent_address(question))
    assert page.status_code == 410
    assert "đã được xóa" in page.text
    assert "gọi" not in BeautifulSoup(page.text, "html.parser").main.get_text()
