"""Totals for papers of the department: what they are made of, and what is not in them."""

import pytest
from django.utils import translation

from enterprises.reports import totals
from enterprises.reports.models import Measure
from tests.enterprises import builders
from tests.enterprises.reports.builders import QUARTER, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms():
    return [builders.enterprise(f"Viễn thông {number}") for number in range(3)]


def test_papers_of_the_department_have_every_total(firms):
    reports = [report(firms[0], revenue=7, stations=2), report(firms[1], revenue=8)]
    first, second = (firm.pk for firm in firms[:2])
    assert totals.internal_totals(reports) == {
        Measure.REVENUE: totals.Total(15, frozenset({first, second})),
        Measure.STATIONS: totals.Total(2, frozenset({first})),
    }


def test_what_is_left_empty_is_named_and_makes_another_total(firms):
    first = firms[0]
    parts = {"subscribers_fixed": 100, "subscribers_postpaid": 200}
    found = [
        totals.internal_totals([report(first, period, **parts, **more)])[Measure.TELEPHONES]
        for period, more in (
            (QUARTER.before, {"subscribers_prepaid": 5_000}),
            (QUARTER, {}),
            (QUARTER.after, {}),
        )
    ]
    full, *partial = found
    assert [total.amount for total in found] == [5_300, 300, 300]
    assert partial[0].gaps == {(first.pk, "subscribers_prepaid")}
    assert (full.is_like(partial[0]), partial[0].is_like(partial[1])) == (False, True)
    with translation.override("vi"):
        assert [total.gap for total in found[:2]] == [
            "",
            "Trong đó 1 báo cáo thiếu số thuê bao di động trả trước.",
        ]


def test_samples_are_added_up_only_where_nobody_else_has_the_figure(firms):
    sample = builders.enterprise("Minh họa", is_sample=True)
    reports = [report(firms[0], revenue=7), report(sample, revenue=8, stations=2)]
    assert totals.internal_totals(reports) == {
        Measure.REVENUE: totals.Total(7, frozenset({firms[0].pk})),
        Measure.STATIONS: totals.Total(2, frozenset({sample.pk}), is_sample=True),
    }
