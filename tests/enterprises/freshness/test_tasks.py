"""Who is asked when: the clock is moved, nobody waits."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from enterprises.freshness import tasks
from enterprises.freshness.models import Confirmation, ConfirmedVia
from enterprises.freshness.services import confirm, last_confirmation, unanswered, without_address
from enterprises.freshness.tasks import send_due_questions
from enterprises.profiles.models import PrivateContact, Representative
from portal.publishing.models import State
from tests.enterprises import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
YEAR = timedelta(days=365)


@pytest.fixture
def firm():
    found = builders.enterprise()
    builders.representative(found)
    confirm(found.pk, via=ConfirmedVia.DESK)
    return found


def days_of_letters(firm, *days: int) -> list[int]:
    """On which of the days after its confirmation the enterprise gets a letter."""
    start = last_confirmation(firm).at
    calls = []
    for day in days:
        mail.outbox.clear()
        send_due_questions(start + timedelta(days=day))
        calls += [day] * len(mail.outbox)
    return calls


def test_it_is_asked_after_a_year_and_twice_again_and_then_no_more(firm):
    days = (1, 200, 364, 365, 366, 380, 394, 395, 396, 424, 425, 426, 500, 700)
    assert days_of_letters(firm, *days) == [365, 395, 425]


def test_whoever_runs_it_twice_sends_one_letter(firm):
    now = last_confirmation(firm).at + YEAR
    assert [send_due_questions(now), send_due_questions(now)] == [1, 0]
    assert len(mail.outbox) == 1


def test_after_a_clock_that_was_ahead_the_next_question_waits_one_pause(firm):
    assert days_of_letters(firm, 365 + 700, 370, 399, 400, 430) == [1065, 400, 430]


def test_a_confirmation_ends_the_asking_and_begins_the_year_anew(firm):
    assert days_of_letters(firm, 365) == [365]
    confirm(firm.pk, via=ConfirmedVia.MAIL)
    assert days_of_letters(firm, 30, 60, 364, 365) == [365]


def test_the_letter_goes_to_representatives_and_the_named_person_once_each(firm):
    PrivateContact.objects.create(enterprise=firm, email="lien-he@doanh-nghiep.example")
    gone = builders.representative(firm, "dn-cu")
    gone.ended_at = timezone.now()
    gone.save()
    builders.representative(builders.enterprise("Công ty Khác"), "dn-khac")
    send_due_questions(last_confirmation(firm).at + YEAR)
    to = sorted(address for letter in mail.outbox for address in letter.to)
    assert to == ["dn-a@doanh-nghiep.example", "lien-he@doanh-nghiep.example"]
    [letter] = [each for each in mail.outbox if each.to == ["dn-a@doanh-nghiep.example"]]
    assert "còn đúng không" in letter.subject
    assert "/doanh-nghiep/con-dung/" in letter.body
    hidden = timezone.localtime(last_confirmation(firm).at + timedelta(days=913))
    assert f"{hidden:%d/%m/%Y}" in letter.body


def test_a_fresh_profile_counts_from_its_publication():
    firm = builders.enterprise(published_at=timezone.now())
    builders.representative(firm)
    now = timezone.now()
    assert send_due_questions(now) == 0
    assert last_confirmation(firm).via == ConfirmedVia.PUBLICATION
    assert send_due_questions(now + YEAR) == 1


def test_what_is_older_than_the_question_is_asked_before_it_is_hidden(client):
    firm = builders.enterprise()
    builders.representative(firm)
    now = timezone.now() + timedelta(days=4000)
    assert send_due_questions(now) == 1
    firm.refresh_from_db()
    assert firm.lapses_at == now - YEAR + timedelta(days=913)


def test_who_is_not_published_is_not_asked():
    firm = builders.enterprise(state=State.DRAFT)
    confirm(firm.pk, via=ConfirmedVia.DESK)
    assert send_due_questions(timezone.now() + YEAR) == 0


def test_who_has_no_address_was_not_asked_and_is_as_soon_as_there_is_one():
    firm = builders.enterprise()
    confirm(firm.pk, via=ConfirmedVia.DESK)
    assert days_of_letters(firm, 365, 395, 425) == []
    assert last_confirmation(firm).reminders == 0
    builders.representative(firm)
    assert days_of_letters(firm, 430, 431, 460, 490, 520) == [430, 460, 490]


def test_who_has_no_address_keeps_no_others_from_their_turn(firm, monkeypatch):
    silent = builders.enterprise("Công ty Vô Danh")
    confirm(silent.pk, via=ConfirmedVia.DESK)
    long_ago = timezone.now() - 2 * YEAR
    Confirmation.objects.filter(enterprise=silent).update(at=long_ago)
    monkeypatch.setattr(tasks, "MAX_ROWS", 1)
    assert send_due_questions(last_confirmation(firm).at + YEAR) == 1


def test_who_has_no_address_is_for_the_staff_from_the_day_of_the_question(firm):
    start = last_confirmation(firm).at
    assert not without_address(start + YEAR).exists()
    Representative.objects.filter(enterprise=firm).update(ended_at=timezone.now())
    assert not without_address(start + YEAR - timedelta(days=1)).exists()
    assert without_address(start + YEAR).get().enterprise == firm
    PrivateContact.objects.create(enterprise=firm, name="Ông An", email="")
    assert without_address(start + YEAR).exists()
    PrivateContact.objects.update(email="an@doanh-nghiep.example")
    assert not without_address(start + YEAR).exists()


def test_after_the_last_letter_and_one_more_pause_it_is_for_the_staff(firm):
    start = last_confirmation(firm).at
    for day in (365, 395, 425):
        send_due_questions(start + timedelta(days=day))
    assert not unanswered(start + timedelta(days=430)).exists()
    assert unanswered(start + timedelta(days=455)).get().enterprise == firm


def test_another_setting_holds_from_the_next_run_on(firm, settings):
    send_due_questions()
    settings.ENTERPRISE_HIDDEN_AFTER = timedelta(days=10)
    send_due_questions()
    firm.refresh_from_db()
    assert firm.lapses_at == last_confirmation(firm).at + timedelta(days=10)


@pytest.mark.parametrize("rows", [1, 3])
def test_nothing_due_asks_as_often_for_many_as_for_one(rows, django_assert_num_queries):
    for number in range(rows):
        confirm(builders.enterprise(f"Công ty {number}").pk, via=ConfirmedVia.DESK)
    with django_assert_num_queries(6):
        send_due_questions()


def test_one_is_the_last(firm):
    with pytest.raises(IntegrityError, match="one_is_the_last"), transaction.atomic():
        Confirmation.objects.create(enterprise=firm, via=ConfirmedVia.DESK)


@pytest.mark.parametrize(
    "wrong", [{"via": "other"}, {"reminders": 1}, {"reminded_at": timezone.now()}]
)
def test_the_database_refuses_what_makes_no_sense(firm, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.filter(enterprise=firm).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_letter(firm):
    now, start, results = last_confirmation(firm).at + YEAR, Barrier(2), []

    def work() -> None:
        try:
            start.wait(10)
            results.append(send_due_questions(now))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(30)
    assert sorted(results) == [0, 1]
    assert len(mail.outbox) == 1
