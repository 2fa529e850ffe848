"""Who asked sees where the question stands: by a link in their mailbox, never by number alone."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.tasks import default_task_backend
from django.utils import timezone

from portal.participation.questions import links, tasks
from portal.participation.questions.models import Question, QuestionState
from tests import builders as site
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.builders import ASKER, REPLY, TEXT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
ADDRESS = "/hoi-dap/tra-cuu/"


def send(client, number, email=ASKER):
    typed = {"number": number, "email": email, "website": ""}
    return client.post(ADDRESS, builders.filled(client, ADDRESS, typed), follow=True)


def link_in(letter):
    return re.search(r"(/hoi-dap/theo-doi/\S+/)", letter.body)[1]


def test_the_link_comes_to_the_mailbox_and_shows_the_question(client):
    question = builders.question()
    send(client, question.number)
    (letter,) = mail.outbox
    assert letter.to == [ASKER]
    page = client.get(link_in(letter))
    assert page.status_code == 200
    assert TEXT in page.text
    assert "Đã tiếp nhận" in page.text
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "no-store" in page["Cache-Control"]
    assert not any(secret in page.text for secret in ("Trần Thị Chờ", ASKER, "0234"))


def test_the_answer_is_the_same_whether_or_not_somebody_asked(client):
    question = builders.question()
    answers = [
        send(client, question.number),
        send(client, question.number, "khac@x.example"),
        send(client, "HD-2026-999999"),
    ]
    pages = {re.sub(r'nonce="[^"]*"', "", answer.text) for answer in answers}
    assert len(pages) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert {letter.to[0] for letter in mail.outbox} == {ASKER}


@pytest.mark.parametrize(
    "typed",
    [
        "{year} {pk}", "hd {year}-{pk:06d}", "HD{year}{pk:06d}", "HĐ-{year}-{pk:06d}",
        "HD–{year}–{pk:06d}", "số HD-{year}-{pk:06d}", "Số tiếp nhận: hđ {year}/{pk}",
        "Số {year}-{pk:06d}",
    ],
)  # fmt: skip
def test_the_number_is_found_as_people_type_it(typed):
    question = builders.question()
    number = typed.format(year=question.year, pk=question.pk)
    assert Question.objects.numbered(number).get() == question


@pytest.mark.parametrize(
    "typed", ["không phải số", "HD-2026-\u0663\u0663\u0663", "9" * 40, "GY-00012", "HD-2026-000"]
)
def test_what_is_no_number_is_told_at_once_and_promises_no_letter(client, typed):
    answer = send(client, typed)
    assert "Đây không phải số tiếp nhận; hãy ghi như HD-2026-000123." in answer.text
    assert mail.outbox == []


def test_a_number_of_another_year_opens_nothing(client):
    question = builders.question()
    send(client, f"HD-{question.year - 1}-{question.pk:06d}")
    assert mail.outbox == []


def test_too_many_wait(client):
    for _number in range(5):
        send(client, "HD-2026-1")
    answer = send(client, "HD-2026-1")
    assert answer.status_code == 429
    assert 'value="HD-2026-1"' in answer.text


def test_a_mark_of_another_kind_opens_nothing(client):
    question = builders.question()
    sent = links.sent_address(question).removeprefix("/hoi-dap/da-gui/")
    for mark in (sent.strip("/"), str(question.pk), signing.dumps(question.pk), "x" * 300):
        assert client.get(f"/hoi-dap/theo-doi/{mark}/").status_code == 404
    state = links.state_address(question).removeprefix("/hoi-dap/theo-doi/")
    assert client.get(f"/hoi-dap/da-gui/{state}").status_code == 404


def test_its_page_says_its_secret_address_nowhere(client):
    """Else it would stand at the head of each sheet that somebody prints and hands on."""
    question = builders.question()
    for address in (links.state_address(question), links.sent_address(question)):
        page = client.get(address).text
        assert question.number in page
        assert address.rpartition(":")[2].strip("/") not in page


def test_a_link_that_is_over_says_how_to_get_another(client, settings):
    address = links.state_address(builders.question())
    settings.QUESTION_LINK_LIFE = timedelta(seconds=-1)
    answer = client.get(address)
    assert answer.status_code == 410
    assert 'href="/hoi-dap/tra-cuu/"' in answer.text
    assert TEXT not in answer.text


def test_a_draft_of_the_reply_is_not_shown_and_the_reply_is(client):
    question = builders.question()
    Question.objects.update(reply="Chưa chắc đâu")
    assert "Chưa chắc đâu" not in client.get(links.state_address(question)).text
    builders.replied(question)
    page = client.get(links.state_address(question)).text
    assert REPLY in page
    assert "Đã trả lời" in page
    assert "bientap" not in page


@pytest.mark.parametrize(
    ("state", "more", "message"),
    [
        (QuestionState.ANSWERED, {}, "đã có trả lời"),
        (QuestionState.REFUSED, {}, "không trả lời được"),
        (QuestionState.FORWARDED, {"forwarded_to": "Sở Tài chính"}, "Sở Tài chính"),
    ],
)
def test_the_letter_says_what_came_of_it_and_leads_there(client, state, more, message):
    question = builders.replied(state=state, **more)
    (letter,) = mail.outbox
    assert message in letter.body
    assert question.number in letter.subject
    # The reply itself is read on the page: letters pass many hands.
    assert REPLY not in letter.body
    assert REPLY in client.get(link_in(letter)).text


def test_a_published_answer_is_named_once_readers_see_it(client):
    question = builders.replied()
    page = builders.answer(state="draft")
    Question.objects.update(published_as=page)
    assert page.path not in client.get(links.state_address(question)).text
    type(page).objects.filter(pk=page.pk).update(state="published", published_at=timezone.now())
    assert page.path in client.get(links.state_address(question)).text


def test_what_was_erased_is_gone_from_its_page(client):
    question = builders.replied()
    address = links.state_address(question)
    question.refresh_from_db()
    question.erase()
    answer = client.get(address)
    assert answer.status_code == 410
    assert "đã được xóa" in answer.text
    assert not any(word in answer.text for word in (TEXT, REPLY))


def test_a_letter_that_is_not_taken_is_tried_again(settings, monkeypatch):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}
    }
    question = builders.question()
    monkeypatch.setattr("portal.tasks.letters.EmailMessage.send", lambda self: 0)
    assert tasks.post.call("question_link", question.pk) is False
    (later,) = default_task_backend.results
    assert (later.task.module_path, later.args) == (
        tasks.post.module_path,
        ["question_link", question.pk],
    )


def test_of_a_question_that_is_not_there_no_letter_goes_out():
    assert tasks.post.call("question_link", 0) is False
    assert mail.outbox == []


def test_late_it_says_so(client):
    site.editor()
    question = builders.question(received_at=timezone.now() - timedelta(days=60))
    assert "trả lời trễ" in client.get(links.state_address(question)).text
