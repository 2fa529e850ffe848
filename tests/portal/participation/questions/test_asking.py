"""A citizen asks in one form, is told the number, and nothing is sent twice or lost."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.participation.questions import services
from portal.participation.questions.models import Question
from portal.participation.questions.views import PER_PLACE
from tests import builders as site
from tests.portal.participation.limits import spend_all_but_one
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.builders import ASKER

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
ADDRESS = "/lien-he/"
TYPED = {
    "text": "Trạm phát sóng ở phường Vĩ Dạ có được cấp phép không?",
    "name": "Trần Thị Chờ",
    "email": "Cho@ben-ngu.example",
    "phone": "0234 3 000 000",
    "website": "",
}


def filled(client, **changes):
    return builders.filled(client, ADDRESS, TYPED, **changes)


def to(address):
    return [letter.body for letter in mail.outbox if letter.to == [address]]


def test_what_is_sent_arrives_and_the_page_tells_the_number(client):
    answer = client.post(ADDRESS, filled(client))
    assert answer.status_code == 302
    question = Question.objects.get()
    assert (question.email, question.state, question.section) == (ASKER, "received", None)
    page = client.get(answer["Location"])
    assert question.number in page.text
    assert f"{question.due_on:%d/%m/%Y}" in page.text
    assert "no-store" in page["Cache-Control"]
    # The number is nothing to show to strangers with: who asked and what is not on the page.
    assert not any(secret in page.text for secret in ("Trần Thị Chờ", ASKER, "Vĩ Dạ"))
    (receipt,) = to(ASKER)
    assert question.number in receipt
    assert f"{question.due_on:%d/%m/%Y}" in receipt


def test_the_field_is_chosen_from_those_there_are(client):
    shelf = builders.shelf("Viễn thông")
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    assert [each.get_text() for each in page.select("select option")] == ["chưa chọn", "Viễn thông"]
    client.post(ADDRESS, filled(client, section=str(shelf.pk)))
    assert Question.objects.get().section == shelf
    answer = client.post(ADDRESS, filled(client, section="99999999999999999999"))
    assert (answer.status_code, Question.objects.count()) == (200, 1)
    assert "hãy chọn lại" in answer.text


def test_without_fields_the_form_asks_for_none(client):
    assert 'name="section"' not in client.get(ADDRESS).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        builders.shelf(f"Lĩnh vực {number}")
    # The fields; the rest are the facts above the form, and who to ask where there is no number.
    with django_assert_num_queries(6):
        page = client.get(ADDRESS)
    assert "no-store" in page["Cache-Control"]


def test_the_form_says_what_becomes_of_personal_data(client, settings):
    settings.QUESTION_KEPT_DAYS = 77
    settings.QUESTION_WORKING_DAYS = 6
    page = client.get(ADDRESS).text
    assert "77 ngày sau khi trả lời" in page
    assert "trong vòng 6 ngày làm việc" in page
    assert 'enctype="multipart/form-data"' not in page
    assert 'type="file"' not in page


def test_nobody_sends_words_of_their_own_in_our_letter(client):
    client.post(ADDRESS, filled(client, text="Mua ngay http://x.example", name="Mua ngay"))
    letter = mail.outbox[0].body + mail.outbox[0].subject
    assert "Mua ngay" not in letter
    assert "x.example" not in letter


def test_sent_twice_it_is_there_once(client):
    form = filled(client)
    answers = [client.post(ADDRESS, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Question.objects.count() == 1
    assert len(to(ASKER)) == 1
    # Who goes back and asks something else is heard.
    client.post(ADDRESS, form | {"text": "Còn ở phường Thuận Hòa thì sao?"})
    assert Question.objects.count() == 2
    # At the very same moment, too: the second finds the first when it writes.
    question = Question.objects.first()
    again = Question(text="x", name="y", email=ASKER, stamp=question.stamp)
    assert services.submit(again).pk == question.pk


def test_what_is_wrong_is_said_and_all_the_rest_stays(client):
    answer = client.post(ADDRESS, filled(client, email="cho@", phone="gọi tôi", name=""))
    page = answer.text
    assert answer.status_code == 200
    assert "Hãy ghi họ và tên." in page
    assert "Trạm phát sóng ở phường Vĩ Dạ" in page
    assert 'value="cho@"' in page
    assert 'action="/lien-he/#hoi"' in page
    assert Question.objects.exists() is False


@pytest.mark.parametrize(
    "change",
    [
        {"website": "http://x.example"},
        {"stamp": "la"},
        {"text": "x" * 4001},
        {"text": "Hỏi\0 gì"},
        {"text": "   "},
        {"name": "x" * 121},
        {"email": "cho@ben\0ngu.example"},
        {"phone": "9" * 31},
    ],
    ids=["trap", "no mark", "long", "NUL", "empty", "long name", "NUL in address", "long number"],
)
def test_what_a_machine_sends_is_refused(client, change):
    assert client.post(ADDRESS, filled(client) | change).status_code == 200
    assert Question.objects.exists() is False
    assert mail.outbox == []


def test_letters_of_another_encoding_are_no_error_of_ours(client):
    sent = "text=%C2%99%FF%FE&name=%E9&email=cho%40ben-ngu.example&stamp=x"
    kind = "application/x-www-form-urlencoded; charset=windows-1258"
    answer = client.post(ADDRESS, sent, content_type=kind)
    assert answer.status_code == 400


def test_too_many_from_one_place_wait_and_lose_nothing(client):
    spend_all_but_one(PER_PLACE)
    assert client.post(ADDRESS, filled(client, email="40@x.example")).status_code == 302
    answer = client.post(ADDRESS, filled(client, email="41@x.example"))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Trạm phát sóng ở phường Vĩ Dạ" in answer.text
    assert Question.objects.count() == 1


def test_a_mailbox_gets_few_letters_whoever_writes(client):
    for number in range(6):
        answer = client.post(
            ADDRESS, filled(client, text=f"Câu {number}"), REMOTE_ADDR=f"10.0.0.{number}"
        )
    assert answer.status_code == 429
    assert len(to(ASKER)) == 5


def test_extra_fields_change_nothing(client):
    extra = {
        "state": "answered",
        "reply": "Được",
        "assignee": "1",
        "id": "7",
        "due_on": "2000-01-01",
    }
    client.post(ADDRESS, filled(client, **extra))
    question = Question.objects.get()
    assert (question.state, question.reply, question.assignee_id) == ("received", "", None)
    assert question.due_on > timezone.localdate()


def test_the_staff_hears_of_it_and_reads_nothing_in_the_letter(client, settings):
    site.person("bt", "Biên tập viên", email="bt@so.example")
    client.post(ADDRESS, filled(client))
    (letter,) = to("bt@so.example")
    assert Question.objects.get().number in letter
    assert not any(secret in letter for secret in ("Trần Thị Chờ", ASKER, "Vĩ Dạ"))
    settings.QUESTION_MAILBOX = ["hoi-dap@so.example"]
    client.post(ADDRESS, filled(client, text="Câu khác"))
    assert len(to("bt@so.example")) == 1
    assert len(to("hoi-dap@so.example")) == 1


def test_the_record_holds_the_number_and_nothing_of_who_asked(client):
    client.post(ADDRESS, filled(client))
    record = str(list(AuditEntry.objects.filter(subject_label="questions.question").values()))
    assert Question.objects.get().number in record
    assert not any(word in record for word in ("Chờ", "ben-ngu", "000 000", "Vĩ Dạ"))


def test_the_term_is_counted_in_working_days(settings):
    settings.QUESTION_WORKING_DAYS = 3
    friday = timezone.make_aware(timezone.datetime(2026, 3, 6, 9))
    question = builders.question(received_at=friday)
    assert question.due_on == date(2026, 3, 11)
    assert question.number == f"HD-2026-{question.pk:06d}"


def test_only_pages_with_a_form_set_a_cookie(client):
    builders.answer()
    for address in ("/hoi-dap/", "/hoi-dap/tram-phat-song-o-vi-da/"):
        assert client.get(address).cookies == {}
    assert "csrftoken" in client.get(ADDRESS).cookies
