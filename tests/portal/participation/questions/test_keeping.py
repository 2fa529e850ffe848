"""Questions are reminded of in time, told to who wrote them, and erased when it is over."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.newsroom.models import LetterChoice
from portal.participation.questions import services, tasks
from portal.participation.questions.assignees import possible_assignees
from portal.participation.questions.models import Question
from tests import builders as site
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.builders import ASKER, REPLY, TEXT

pytestmark = pytest.mark.django_db
FRIDAY = timezone.make_aware(timezone.datetime(2026, 3, 6, 9))


@pytest.fixture(autouse=True)
def _at_once(letters_at_once, settings):
    settings.QUESTION_WORKING_DAYS = 10
    settings.QUESTION_REMINDER_WORKING_DAYS = 2


def kept(question):
    return str(list(Question.objects.filter(pk=question.pk).values()))


def test_long_after_the_reply_who_asked_and_all_words_are_erased(settings):
    settings.QUESTION_KEPT_DAYS = 30
    old, new, open_one = builders.replied(), builders.replied(), builders.question()
    assert tasks.erase_old_questions.func() == 0
    long_ago = timezone.now() - timedelta(days=31)
    Question.objects.filter(pk__in=[old.pk, open_one.pk]).update(received_at=long_ago)
    Question.objects.filter(pk=old.pk).update(closed_at=long_ago)
    assert tasks.erase_old_questions.func() == 1
    assert tasks.erase_old_questions.func() == 0
    for secret in ("Chờ", ASKER, "0234", TEXT, REPLY):
        assert secret not in kept(old)
    old.refresh_from_db()
    assert (old.state, old.number) == ("answered", f"HD-{old.year}-{old.pk:06d}")
    assert all(ASKER in kept(each) for each in (new, open_one))


def export(folder):
    file = folder / "person.json"
    call_command("export_person", "Cho@Ben-Ngu.example", file, stdout=StringIO())
    return json.loads(file.read_text(encoding="utf-8"))["kept"]["questions"]


def test_who_asked_is_told_all_and_only_that(tmp_path):
    question = builders.replied()
    builders.question("Câu của người khác", email="khac@x.example")
    Question.objects.filter(pk=builders.question("Câu mở").pk).update(reply="Nháp chưa gửi")
    first, second = export(tmp_path)
    assert (first["number"], first["text"], first["reply"]) == (question.number, TEXT, REPLY)
    assert (second["text"], second["reply"], second["closed"]) == ("Câu mở", "", None)


def test_erasing_takes_back_nothing_that_was_decided_meanwhile():
    question = builders.replied()
    read = Question.objects.get(pk=question.pk)
    page = services.publish_draft(question, by=site.publisher())
    read.erase()
    question.refresh_from_db()
    assert (question.text, question.email, question.published_as) == ("", "", page)


def test_who_asked_is_erased_on_demand_whatever_the_state():
    done, waits = builders.replied(), builders.question()
    other = builders.question("Câu của người khác", email="khac@x.example")
    output = StringIO()
    call_command("erase_person", ASKER, stdout=output)
    assert "questions: đã xóa 2" in output.getvalue()
    assert not any(
        secret in kept(each) for each in (done, waits) for secret in (ASKER, TEXT, "Chờ")
    )
    waits.refresh_from_db()
    assert waits.state == "withdrawn"
    assert "khac@x.example" in kept(other)
    secret = str(list(AuditEntry.objects.values()))
    assert "erased" in secret
    assert "ben-ngu" not in secret


def test_what_came_while_the_clock_was_ahead_is_answered_and_erased():
    ahead = timezone.now() + timedelta(days=365)
    answered = builders.replied(builders.question(received_at=ahead))
    assert (answered.state, answered.closed_at) == ("answered", ahead)
    waits = builders.question(received_at=ahead)
    call_command("erase_person", ASKER, stdout=StringIO())
    assert not any(secret in kept(each) for each in (answered, waits) for secret in (ASKER, TEXT))


def test_who_answers_is_reminded_before_the_day_and_each_day_after():
    editor = site.person("bt", Role.EDITOR, email="bt@so.example")
    reporter = site.person("pv", Role.REPORTER, email="pv@so.example")
    given, free = (builders.question(received_at=FRIDAY) for _ in range(2))
    services.assign(given, to=reporter, by=editor)
    mail.outbox.clear()
    due = given.due_on
    assert due == date(2026, 3, 20)
    assert tasks.send_reminders(date(2026, 3, 17)) == 0
    assert tasks.send_reminders(date(2026, 3, 18)) == 2
    letters_by_address = {letter.to[0]: letter.body for letter in mail.outbox}
    assert given.number in letters_by_address["pv@so.example"]
    assert free.number in letters_by_address["bt@so.example"]
    assert given.number not in letters_by_address["bt@so.example"]
    # Once a day, however often it is run.
    assert tasks.send_reminders(date(2026, 3, 18)) == 0
    mail.outbox.clear()
    assert tasks.send_reminders(date(2026, 3, 21)) == 2
    letters_by_address = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "trễ" in letters_by_address["pv@so.example"]
    assert {given.number, free.number} <= set(
        letters_by_address["bt@so.example"].replace(":", " ").split()
    )
    assert not any(
        word in body for body in letters_by_address.values() for word in ("Chờ", ASKER, "Vĩ Dạ")
    )


def test_a_question_of_who_reads_it_no_more_is_told_to_all_who_reply():
    site.person("bt", Role.EDITOR, email="bt@so.example")
    reporter = site.person("pv", Role.REPORTER, email="pv@so.example")
    question = builders.question(received_at=FRIDAY)
    services.assign(question, to=reporter, by=reporter)
    reporter.groups.clear()
    assert tasks.send_reminders(date(2026, 3, 18)) == 1
    assert [letter.to for letter in mail.outbox] == [["bt@so.example"]]


def test_who_may_not_open_a_question_hears_nothing_of_it():
    phones, post = builders.shelf("Viễn thông"), builders.shelf("Bưu chính")
    far = site.person("xa", Role.EDITOR, email="xa@so.example")
    far.sections.add(post)
    site.person("gan", Role.EDITOR, email="gan@so.example").sections.add(phones)
    site.person("duyet", Role.PUBLISHER, email="duyet@so.example")
    question = builders.question(section=phones, received_at=FRIDAY)
    assert tasks.notify_staff.func(question.pk) is True
    assert tasks.send_reminders(date(2026, 3, 21)) == 1
    addresses = sorted(letter.to[0] for letter in mail.outbox)
    assert addresses == ["duyet@so.example", "duyet@so.example", "gan@so.example", "gan@so.example"]


def test_a_role_that_was_made_here_hears_of_questions_and_is_given_them():
    made = Group.objects.create(name="Lãnh đạo phòng")
    made.permissions.set(
        Permission.objects.filter(codename__in=("write_publication", "edit_publication"))
    )
    head = site.person("truong-phong", email="tp@so.example")
    head.groups.add(made)
    site.person("nghi-viec", Role.EDITOR, email="nv@so.example", is_active=False)
    site.person("viet", Role.REPORTER, email="pv@so.example")
    site.person("quan-tri", email="qt@so.example", is_superuser=True)
    question = builders.question(received_at=FRIDAY)
    assert tasks.notify_staff.func(question.pk) is True
    assert [letter.to for letter in mail.outbox] == [["tp@so.example"]]
    names = set(possible_assignees().values_list("username", flat=True))
    assert names == {"truong-phong", "viet", "quan-tri"}


def test_an_administrator_hears_of_questions_where_nobody_else_replies():
    site.person("quan-tri", email="qt@so.example", is_superuser=True)
    question = builders.question(received_at=FRIDAY)
    tasks.notify_staff.func(question.pk)
    assert tasks.send_reminders(date(2026, 3, 21)) == 1
    assert [letter.to for letter in mail.outbox] == [["qt@so.example"]] * 2


@pytest.mark.parametrize("is_wanted", [True, False])
def test_an_administrator_hears_of_what_nobody_else_may_read(is_wanted):
    phones = builders.shelf("Viễn thông")
    near = site.person("gan", Role.EDITOR, email="gan@so.example")
    near.sections.add(phones)
    LetterChoice.objects.create(user=near, questions=is_wanted)
    site.person("quan-tri", email="qt@so.example", is_superuser=True)
    builders.question(section=phones, received_at=FRIDAY)
    free = builders.question(received_at=FRIDAY)
    tasks.notify_staff.func(free.pk)
    assert [letter.to for letter in mail.outbox] == [["qt@so.example"]]
    mail.outbox.clear()
    assert tasks.send_reminders(date(2026, 3, 21)) == 2
    counts = {letter.to[0]: letter.body.count("HD-") for letter in mail.outbox}
    assert counts == {"qt@so.example": 1} | ({"gan@so.example": 1} if is_wanted else {})


def test_who_turned_these_letters_off_gets_none_and_nobody_else_in_their_place(settings):
    editor, other = (
        site.person(name, Role.EDITOR, email=f"{name}@so.example") for name in ("bt", "khac")
    )
    reporter = site.person("pv", Role.REPORTER, email="pv@so.example")
    for person in (editor, reporter):
        LetterChoice.objects.create(user=person, questions=False)
    given, free = (builders.question(received_at=FRIDAY) for _ in range(2))
    tasks.notify_staff.func(free.pk)
    services.assign(given, to=reporter, by=editor)
    assert tasks.send_reminders(date(2026, 3, 18)) == 2
    assert [letter.to for letter in mail.outbox] == [[other.email]] * 2
    assert given.number not in mail.outbox[1].body
    mail.outbox.clear()
    # Late, it is told to all who reply and want to hear of it.
    assert tasks.send_reminders(date(2026, 3, 21)) == 2
    (letter,) = mail.outbox
    assert letter.to == [other.email]
    assert given.number in letter.body
    settings.QUESTION_MAILBOX = [editor.email]
    mail.outbox.clear()
    tasks.notify_staff.func(free.pk)
    assert [letter.to for letter in mail.outbox] == [[editor.email]]


def test_a_letter_to_one_of_the_staff_leads_to_the_choice_of_letters(settings):
    editor = site.person("bt", Role.EDITOR, email="bt@so.example")
    question, place = builders.question(received_at=FRIDAY), reverse("admin:letters")
    tasks.notify_staff.func(question.pk)
    services.assign(question, to=editor, by=site.person("duyet", Role.PUBLISHER))
    tasks.send_reminders(date(2026, 3, 18))
    assert [place in letter.body for letter in mail.outbox] == [True] * 3
    settings.QUESTION_MAILBOX = ["hoi-dap@so.example"]
    mail.outbox.clear()
    tasks.send_reminders(date(2026, 3, 21))
    found = {letter.to[0]: place in letter.body for letter in mail.outbox}
    assert found == {"bt@so.example": True, "hoi-dap@so.example": False}


def test_nothing_that_waits_is_nothing_to_write_of():
    builders.replied(builders.question(received_at=FRIDAY))
    mail.outbox.clear()
    assert tasks.remind_of_questions.func() == 0
    assert mail.outbox == []


def test_a_reply_while_the_letter_to_the_staff_waited_is_no_news():
    question = builders.replied()
    assert tasks.notify_staff.func(question.pk) is False


@pytest.mark.parametrize(
    "change",
    [
        {"state": "la"},
        {"state": "answered"},
        {"state": "assigned"},
        {"closed_at": timezone.now()},
        {"state": "answered", "closed_at": timezone.now(), "reply": ""},
        {"state": "forwarded", "closed_at": timezone.now(), "reply": "x"},
        {"text": ""},
        {"email": "", "phone": ""},
        {"email": "", "phone": "gọi tôi"},
        {"phoned_at": timezone.now()},
        {"erased_at": timezone.now()},
        {"state": "withdrawn", "closed_at": timezone.now(), "erased_at": timezone.now()},
        {"state": "refused", "reply": "x", "closed_at": timezone.now() - timedelta(days=9999)},
    ],
    ids=[
        "state", "closed without a moment", "assigned to nobody", "open with a moment", "no word",
        "forwarded nowhere", "asks nothing", "no way to reach", "no number",
        "called by nobody", "open and erased", "erased with words",
        "closed before it came",
    ],
)  # fmt: skip
def test_what_must_never_be_is_refused(change):
    question = builders.question()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**change)


def test_a_form_leads_to_one_row():
    question = builders.question()
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.question(stamp=question.stamp)


def test_one_page_is_made_of_one_question():
    page = builders.answer()
    builders.question()
    builders.question()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.update(published_as=page)
