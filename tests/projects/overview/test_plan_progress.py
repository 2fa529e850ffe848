"""A plan's progress is that of its projects by weight; what nobody knows is not zero."""

from datetime import date
from decimal import Decimal

import pytest

from projects.overview.plan_progress import PlanProgress, plan_progress_of, with_steps
from projects.work.models import Project
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db

REACHED = {"actual_on": date(2007, 6, 1)}


def rolled(*, with_samples: bool = False) -> PlanProgress:
    return plan_progress_of(
        with_steps(Project.objects.public()).by_name(), with_samples=with_samples
    )


def points(found: PlanProgress) -> dict[str, Decimal | None]:
    return {share.project.title: share.points for share in found.shares}


def test_each_known_progress_counts_by_the_weight_of_its_project():
    project = builders.project("A", weight=3)
    builders.milestone(project, **REACHED)
    half = builders.project("B", weight=1)
    builders.milestone(half, **REACHED)
    builders.milestone(half)
    found = rolled()
    assert found.percent == Decimal("87.5")
    assert points(found) == {"A": Decimal("75.0"), "B": Decimal("12.5")}


def test_an_unknown_progress_is_left_out_and_no_zero():
    builders.milestone(builders.project("A"), **REACHED)
    builders.project("B", weight=9)
    found = rolled()
    assert (found.percent, found.known, found.counted) == (100, 1, 2)
    assert points(found) == {"A": 100, "B": None}


def test_a_progress_that_is_known_to_be_nothing_counts():
    builders.milestone(builders.project("A"), **REACHED)
    builders.milestone(builders.project("B"))
    found = rolled()
    assert (found.percent, found.known) == (50, 2)
    assert points(found)["B"] == 0


def test_of_nothing_known_there_is_no_progress():
    builders.project()
    found = rolled()
    assert (found.percent, found.known, found.counted) == (None, 0, 1)


def test_what_the_newest_note_typed_comes_with_just_its_digits():
    report = site.article("Biên bản")
    project = builders.project("A")
    builders.note(project, report, "10", noted_on=date(2007, 1, 1))
    builders.note(project, report, "33.33", noted_on=date(2007, 6, 1))
    assert [share.progress.percent for share in rolled().shares] == [Decimal("33.33")]


def test_a_newer_note_without_a_figure_hands_back_to_the_milestones():
    report = site.article("Biên bản")
    project = builders.project("A")
    builders.milestone(project)
    builders.note(project, report, "40", noted_on=date(2007, 1, 1))
    project.progress_notes.create(noted_on=date(2007, 6, 1), text="Đang làm")
    assert rolled().percent == 0


def test_a_sample_counts_only_among_samples():
    builders.milestone(builders.project("A", is_sample=True), **REACHED)
    builders.milestone(builders.project("B"))
    assert (rolled().percent, rolled().counted) == (0, 1)
    assert points(rolled())["A"] is None
    assert rolled(with_samples=True).percent == 50
