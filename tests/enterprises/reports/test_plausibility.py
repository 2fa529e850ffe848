import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.kit.periods import ReportPeriod
from enterprises.reports.models import ReportState
from enterprises.reports.plausibility import Baseline, differs_much
from tests.enterprises import builders
from tests.enterprises.reports.builders import report

Q1, Q2 = ReportPeriod(2007, 1), ReportPeriod(2007, 2)


@pytest.mark.parametrize(
    ("last", "value", "asks"),
    [
        (1000, 1300, False),
        (1000, 1301, True),
        (1000, 700, False),
        (1000, 699, True),
        (0, 0, False),
        (0, 1, True),
    ],
)
def test_a_change_of_more_than_thirty_per_cent_asks_why(last, value, asks):
    assert differs_much(last, value) is asks


@given(last=st.integers(0, 10**15), value=st.integers(0, 10**15))
def test_the_share_is_exact_however_large_the_figures_are(last, value):
    assert differs_much(last, value) == (10 * abs(value - last) > 3 * last)


@pytest.mark.django_db
def test_a_figure_that_is_missing_is_not_zero():
    firm = builders.enterprise()
    report(firm, Q1, revenue=1000, stations=0)
    baseline = Baseline.of(firm, Q2)
    questions = baseline.questions({"revenue": None, "stations": None, "post_offices": 3})
    # Of what was never said before there is nothing to ask.
    assert set(questions) == {"revenue", "stations"}


@pytest.mark.django_db
def test_a_year_is_held_against_its_quarters():
    firm = builders.enterprise()
    for number in (1, 2, 3, 4):
        report(firm, ReportPeriod(2007, number), revenue=100 * number, stations=10 + number)
    baseline = Baseline.of(firm, ReportPeriod(2007))
    assert baseline.questions({"revenue": 1000, "stations": 14}) == {}
    questions = baseline.questions({"revenue": 1001, "stations": 50})
    assert "1.000" in questions["revenue"]
    assert "14" in questions["stations"]


@pytest.mark.django_db
def test_a_year_without_all_its_quarters_is_not_held_against_them():
    firm = builders.enterprise()
    report(firm, Q1, revenue=100)
    assert Baseline.of(firm, ReportPeriod(2007)).questions({"revenue": 100}) == {}


@pytest.mark.django_db
def test_drafts_and_other_enterprises_are_no_baseline(django_assert_num_queries):
    firm, other = builders.enterprise(), builders.enterprise("Công ty Khác")
    report(firm, Q1, ReportState.DRAFT, revenue=5)
    report(other, Q1, revenue=7)
    with django_assert_num_queries(1):
        assert Baseline.of(firm, Q2).last == {}
