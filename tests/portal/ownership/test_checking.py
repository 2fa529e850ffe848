"""A page to be looked at again comes to its owner, then to the publishers, until it is answered."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.leaving import held_by, let_go
from portal.audit.models import AuditEntry
from portal.obligations.models import SpecialDay
from portal.ownership.checking import Interval, confirm, may_answer_for, months_after
from portal.ownership.models import Ownership
from portal.publishing.models import State
from tests import builders
from tests.portal.ownership.builders import ownership

pytestmark = pytest.mark.django_db


def waiting_for(user, now=None):
    return [row.publication.title for row in Ownership.objects.waiting_for(user, now)]


def test_it_comes_to_the_author_on_the_day_and_not_before():
    author, other = builders.reporter(), builders.editor()
    ownership(builders.article("Giá cước", by=author), days=1)
    assert waiting_for(author) == []
    assert waiting_for(author, timezone.now() + timedelta(days=1)) == ["Giá cước"]
    assert waiting_for(other, timezone.now() + timedelta(days=30)) == []


def test_who_is_named_is_asked_in_place_of_the_author():
    author, named = builders.reporter(), builders.editor()
    ownership(builders.article("Giá cước", by=author), owner=named)
    assert waiting_for(author) == []
    assert waiting_for(named) == ["Giá cước"]


def test_publishers_of_the_section_are_asked_after_five_working_days():
    author, head, elsewhere = builders.reporter(), builders.publisher(), builders.publisher("khac")
    elsewhere.sections.add(builders.section("Mục khác"))
    page = builders.article("Giá cước", by=author)
    row = ownership(page)
    on_time = timezone.now() + timedelta(days=(row.escalates_on - row.check_on).days)
    assert waiting_for(head, on_time - timedelta(days=1)) == []
    assert waiting_for(head, on_time) == ["Giá cước"]
    assert waiting_for(elsewhere, on_time) == []


@pytest.mark.parametrize("named", [True, False])
def test_where_nobody_at_work_answers_it_waits_for_publishers_at_once(named):
    author, gone = builders.reporter(), builders.editor()
    ownership(builders.article("Giá cước", by=author), owner=gone if named else None)
    head = builders.publisher()
    assert waiting_for(head) == []
    (gone if named else author).is_active = False
    (gone if named else author).save()
    assert waiting_for(head) == ["Giá cước"]


@pytest.mark.parametrize("fields", [{"state": State.WITHDRAWN}, {"published_at": None}])
def test_nobody_is_asked_for_what_readers_do_not_see(fields):
    author = builders.reporter()
    state = {"state": State.DRAFT} if fields.get("published_at", 1) is None else {}
    ownership(builders.article("Giá cước", by=author, **state | fields))
    assert waiting_for(author) == []


def test_still_right_is_noted_once_and_asks_again_later():
    author = builders.reporter()
    row = ownership(builders.article("Giá cước", by=author))
    kept = confirm(row.pk, seen=row.check_on, interval=Interval.HALF_YEAR, by=author)
    assert kept.check_on == months_after(timezone.localdate(), 6)
    assert (kept.checked_by, kept.checked_at.date()) == (author, timezone.now().date())
    assert AuditEntry.objects.latest("pk").subject_label == "ownership.ownership"
    assert waiting_for(author) == []
    assert confirm(row.pk, seen=row.check_on, interval=Interval.YEAR, by=author) is None


def test_who_is_not_asked_cannot_answer():
    row = ownership(builders.article("Giá cước", by=builders.reporter()))
    stranger = builders.reporter("khac")
    assert confirm(row.pk, seen=row.check_on, interval=Interval.NEVER, by=stranger) is None
    row.refresh_from_db()
    assert row.checked_at is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), 6, date(2026, 7, 31)),
        (date(2100, 12, 31), 12, date(2100, 12, 31)),
    ],
)
def test_a_month_that_is_shorter_ends_the_interval(day, months, then):
    assert months_after(day, months) == then


def test_a_new_holiday_moves_the_day_on_which_publishers_are_asked():
    row = Ownership.objects.create(publication_id=builders.article().pk, check_on=date(2026, 11, 2))
    assert row.escalates_on == date(2026, 11, 9)
    SpecialDay.objects.create(day=date(2026, 11, 5), name="Nghỉ bù")
    row.refresh_from_db()
    assert row.escalates_on == date(2026, 11, 10)


def test_who_leaves_hands_over_what_they_are_named_for():
    boss, gone, heir = (
        builders.person("quan-tri", is_superuser=True),
        builders.editor(),
        builders.editor("nguoi-o-lai"),
    )
    row = ownership(builders.article("Giá cước", by=builders.reporter()), owner=gone)
    assert [(held.name, held.count) for held in held_by(gone)] == [("owned", 1)]
    let_go(gone, to=heir, by=boss)
    row.refresh_from_db()
    assert row.owner == heir


def test_what_the_colleague_may_not_change_goes_to_its_author_and_is_written_down():
    boss, gone = builders.person("quan-tri", is_superuser=True), builders.editor()
    author, heir = builders.reporter(), builders.editor("nguoi-o-lai")
    near, far = builders.section("Viễn thông"), builders.section("Bưu chính")
    heir.sections.add(near)
    for title, section in (("Gần", near), ("Xa", far)):
        ownership(builders.article(title, by=author, section=section), owner=gone)
    let_go(gone, to=heir, by=boss)
    assert waiting_for(author) == ["Xa"]
    assert waiting_for(heir) == ["Gần"]
    written = AuditEntry.objects.filter(subject_label="ownership.ownership", actor=boss)
    assert written.count() == 2


def test_a_page_without_anybody_at_work_waits_for_who_decides_from_its_day():
    author, head = builders.reporter(), builders.publisher()
    row = ownership(builders.article("Giá cước", by=author))
    assert (row.waits_from(author), row.waits_from(head)) == (row.check_on, row.escalates_on)
    author.is_active = False
    author.save()
    assert Ownership.objects.get().waits_from(head) == row.check_on


def test_only_who_may_change_the_page_answers_for_it():
    author, other, editor = builders.reporter(), builders.reporter("khac"), builders.editor()
    page = builders.article(by=author)
    assert may_answer_for(author, page, None)
    assert may_answer_for(editor, page, None)
    assert not may_answer_for(other, page, None)
    editor.sections.add(builders.section("Mục khác"))
    assert not may_answer_for(builders.User.objects.get(pk=editor.pk), page, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"check_on": date(1989, 12, 31)},
        {"escalates_on": date(2026, 1, 1), "check_on": None},
        {"checked_at": timezone.now()},
    ],
)
def test_the_table_refuses_what_cannot_be(wrong):
    row = ownership(builders.article())
    with pytest.raises(IntegrityError), transaction.atomic():
        Ownership.objects.filter(pk=row.pk).update(**wrong)
