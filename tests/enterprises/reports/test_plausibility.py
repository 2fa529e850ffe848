import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.kit.periods import ReportPeriod
from enterprises.reports.forms import ReportForm
from enterprises.reports.models import EnterpriseReport, ReportState
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


@pytest.mark.django_db
def test_after_a_gap_the_newest_report_before_it_is_the_baseline(django_assert_num_queries):
    firm, q3 = builders.enterprise(), ReportPeriod(2007, 3)
    report(firm, ReportPeriod(2006, 4), stations=5)
    report(firm, Q1, stations=7)
    report(firm, Q2, ReportState.RETURNED, stations=70)
    report(firm, ReportPeriod(2006), stations=9)
    with django_assert_num_queries(1):
        baseline = Baseline.of(firm, q3)
    assert (baseline.last_period, baseline.last["stations"]) == (Q1, 7)
    assert f"{Q1}: 7" in baseline.questions({"stations": 70})["stations"]
    assert Baseline.of(firm, ReportPeriod(2009)).last["stations"] == 9


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "is_known"),
    [
        (ReportPeriod(2009, 1), True),
        (ReportPeriod(2009, 2), False),
        (ReportPeriod(2010), True),
        (ReportPeriod(2011), False),
        (ReportPeriod(2000, 1), False),
    ],
)
def test_reports_of_long_ago_are_no_baseline(period, is_known):
    firm = builders.enterprise()
    for each in (Q1, ReportPeriod(2007)):
        report(firm, each, stations=7)
    assert bool(Baseline.of(firm, period).last) is is_known


@pytest.mark.django_db
@pytest.mark.usefixtures("in_vietnamese")
def test_the_hint_beside_a_figure_names_its_period():
    firm = builders.enterprise()
    report(firm, Q1, stations=7)
    new = EnterpriseReport(enterprise=firm, year=2007, quarter=3)
    form = ReportForm(new, Baseline.of(firm, new.period))
    assert f"Kỳ trước ({Q1}): 7." in form.fields["stations"].help_text
