from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from portal.editing.leaning import leaning_on
from projects.work.models import Milestone, ProgressNote
from projects.work.progress import entered_late, progress_of, slip_words
from tests import builders as site
from tests.projects import builders

TODAY = date(2007, 9, 1)
REACHED = date(2007, 5, 1)


def milestone(weight: int = 1, **fields) -> Milestone:
    return Milestone(weight=weight, **{"planned_on": date(2007, 6, 1)} | fields)


def note(day: int, percent: str | None = None) -> ProgressNote:
    typed = None if percent is None else Decimal(percent)
    return ProgressNote(noted_on=date(2007, 3, day), percent=typed)


def test_a_project_of_which_nobody_says_anything_has_no_progress():
    assert progress_of([], []).percent is None


def test_reached_milestones_count_by_their_weight():
    steps = [milestone(3, actual_on=REACHED), milestone(1)]
    assert progress_of(steps, []).percent == Decimal(75)
    assert progress_of([milestone(1)], []).percent == Decimal(0)


def test_a_share_is_rounded_to_a_tenth():
    steps = [milestone(2, actual_on=REACHED), milestone(1)]
    assert progress_of(steps, []).percent == Decimal("66.7")


def test_what_the_newest_note_typed_stands_against_the_milestones():
    found = progress_of([milestone(1)], [note(1, "20"), note(5, "35.5")])
    assert (found.percent, found.typed.noted_on.day) == (Decimal("35.5"), 5)
    assert found.worked_out == Decimal(0)


def test_a_newer_note_without_a_figure_hands_back_to_the_milestones():
    found = progress_of([milestone(1, actual_on=REACHED)], [note(1, "20"), note(5)])
    assert (found.percent, found.typed) == (Decimal(100), None)


def test_without_milestones_the_last_typed_figure_stays():
    assert progress_of([], [note(1, "20"), note(5)]).percent == Decimal(20)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"actual_on": date(2007, 6, 1)}, "on time"),
        ({"actual_on": date(2007, 6, 2)}, "1 day late"),
        ({"actual_on": date(2007, 5, 30)}, "2 days early"),
        ({"replanned_on": date(2007, 12, 1)}, "183 days late"),
        ({"replanned_on": date(2007, 7, 1)}, "92 days late, not recorded as reached"),
        ({"replanned_on": date(2007, 5, 2)}, "122 days late, not recorded as reached"),
        (
            {"planned_on": date(2007, 9, 21), "replanned_on": date(2007, 8, 23)},
            "9 days late, not recorded as reached",
        ),
        ({"planned_on": date(2007, 12, 1), "replanned_on": date(2007, 11, 1)}, ""),
        ({}, "92 days late, not recorded as reached"),
        ({"planned_on": date(2004, 1, 1)}, "more than 3 years late, not recorded as reached"),
        ({"planned_on": date(2007, 10, 1)}, ""),
        ({"planned_on": date(2000, 1, 1), "actual_on": date(2003, 1, 1)}, "1,096 days late"),
    ],
)
def test_the_slip_of_a_milestone_in_words(fields, words):
    with translation.override("en"):
        assert slip_words(milestone(**fields), TODAY) == words


def test_a_note_entered_on_another_day_says_so():
    entered = datetime(2008, 1, 1, 18, tzinfo=UTC)  # the 2nd in Viet Nam
    assert entered_late(ProgressNote(noted_on=date(2007, 12, 31), entered_at=entered))
    assert entered_late(ProgressNote(noted_on=date(2008, 1, 1), entered_at=entered))
    assert not entered_late(ProgressNote(noted_on=date(2008, 1, 2), entered_at=entered))


@pytest.mark.django_db
def test_who_withdraws_its_proof_is_told():
    proof = site.article("Báo cáo")
    builders.note(builders.project(), proof, "80")
    message = "Trang là minh chứng của 1 ghi nhận tiến độ; trang dự án vẫn giữ nguyên số đã ghi."
    assert leaning_on(proof) == [message]
