import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from enterprises.kit.periods import ReportPeriod
from enterprises.reports import sums
from enterprises.reports.disclosure import Reason
from enterprises.reports.models import Measure, ReleasedSum, ReportState
from tests.enterprises import builders
from tests.enterprises.reports.builders import QUARTER, correct, duty, report

pytestmark = pytest.mark.django_db
YEAR = ReportPeriod(2007)


@pytest.fixture
def firms():
    return [builders.enterprise(f"Viễn thông {number}") for number in range(5)]


def all_report(firms, period=QUARTER, **figures):
    """Each a bit more than the one before."""
    for number, firm in enumerate(firms):
        report(firm, period, **{name: value + number for name, value in figures.items()})


def released(measure, period=QUARTER):
    return sums.release(measure, period, by=None)


def test_a_sum_is_of_approved_reports_only(firms):
    all_report(firms[:3], revenue=100)
    report(firms[3], state=ReportState.SENT, revenue=100)
    report(firms[4], state=ReportState.RETURNED, revenue=100)
    found = released(Measure.REVENUE)
    assert (found.total, found.reported, found.reason) == (303, 3, None)


def test_what_is_missing_is_no_zero_and_no_contributor(firms):
    all_report(firms[:2], revenue=100)
    report(firms[2], stations=5)
    found = released(Measure.REVENUE)
    assert (found.total, found.reported, found.reason) == (None, 2, Reason.FEW)


def test_the_corrected_report_counts_and_the_old_one_no_more(firms):
    all_report(firms[:3], revenue=100)
    assert released(Measure.REVENUE).total == 303
    correct(firms[0], revenue=120)
    assert released(Measure.REVENUE).total == 323


def test_how_many_have_to_report_stands_beside(firms):
    for firm in firms:
        duty(firm)
    all_report(firms[:3], revenue=100)
    found = released(Measure.REVENUE)
    assert (found.reported, found.expected, found.is_complete) == (3, 5, False)


def test_who_reports_without_having_to_stands_in_for_nobody(firms):
    for firm in firms[:4]:
        duty(firm)
    duty(builders.enterprise("Minh họa", is_sample=True))
    all_report([*firms[:2], firms[4]], revenue=100)
    report(firms[2], stations=5)
    found = sums.preview(Measure.REVENUE, QUARTER)
    assert (found.reported, found.expected, found.absent, found.is_complete) == (3, 4, 2, False)
    with translation.override("vi"):
        assert found.gap == (
            "Trong 4 doanh nghiệp phải báo cáo còn 2 doanh nghiệp chưa có số liệu này."
        )
    for firm in firms[2:4]:
        report(firm, QUARTER.after, revenue=100)
    all_report([*firms[:2], firms[4]], QUARTER.after, revenue=100)
    found = sums.preview(Measure.REVENUE, QUARTER.after)
    assert (found.reported, found.absent, found.is_complete, found.gap) == (5, 0, True, "")


def test_telephones_are_fixed_and_mobile_ones_together(firms):
    all_report(firms[:3], subscribers_fixed=10, subscribers_postpaid=20, subscribers_prepaid=30)
    assert released(Measure.TELEPHONES).total == 189
    assert released(Measure.MOBILE).total == 156
    assert released(Measure.FIXED).total == 33


def test_a_part_that_nobody_reported_is_said_and_no_sum_is_complete_without_it(firms):
    all_report(firms[:3], subscribers_postpaid=20, subscribers_prepaid=30)
    assert (released(Measure.MOBILE).is_complete, released(Measure.MOBILE).gap) == (True, "")
    report(firms[3], subscribers_postpaid=20)
    found = sums.preview(Measure.MOBILE, QUARTER)
    assert (found.reported, found.is_complete, found.partial) == (4, False, 1)
    assert found.missing == ("subscribers_prepaid",)
    with translation.override("vi"):
        assert found.gap == "Trong đó 1 báo cáo thiếu số thuê bao di động trả trước."
    # A measure of one figure lacks no part.
    assert sums.preview(Measure.POSTPAID, QUARTER).is_complete


def test_looking_makes_nothing_known(firms):
    all_report(firms[:3], revenue=100)
    assert sums.preview(Measure.REVENUE, QUARTER).total == 303
    assert not ReleasedSum.objects.exists()


def test_a_sum_is_known_from_the_first_time_on(firms):
    all_report(firms[:3], revenue=100)
    released(Measure.REVENUE)
    released(Measure.REVENUE)
    (row,) = ReleasedSum.objects.all()
    assert (row.total, row.reported, row.reports.count()) == (303, 3, 3)


def test_a_late_report_keeps_the_new_sum_back(firms):
    all_report(firms[:3], revenue=100)
    released(Measure.REVENUE)
    report(firms[3], revenue=100)
    assert released(Measure.REVENUE).reason == Reason.DERIVED
    # Nobody has heard of the sum before: nothing to set it off against.
    all_report(firms[:3], investment_made=100, period=QUARTER.before)
    report(firms[3], QUARTER.before, investment_made=100)
    assert released(Measure.INVESTMENT_MADE, QUARTER.before).total == 403


def test_a_year_less_three_quarters_is_no_quarter_of_two(firms):
    for number in (1, 2, 3):
        all_report(firms[:3], ReportPeriod(2007, number), revenue=100)
        assert released(Measure.REVENUE, ReportPeriod(2007, number)).total == 303
    all_report(firms[:2], ReportPeriod(2007, 4), revenue=100)
    assert released(Measure.REVENUE, ReportPeriod(2007, 4)).reason == Reason.FEW
    for firm, value in zip(firms[:3], (400, 404, 306), strict=True):
        report(firm, YEAR, revenue=value)
    # Set off against the three quarters: 100, 101 and nothing.
    assert released(Measure.REVENUE, YEAR).reason == Reason.DERIVED


def test_a_year_and_its_four_quarters_go_together(firms):
    for number in (1, 2, 3, 4):
        all_report(firms[:3], ReportPeriod(2007, number), revenue=100)
        assert released(Measure.REVENUE, ReportPeriod(2007, number)).total
    for number, firm in enumerate(firms[:3]):
        report(firm, YEAR, revenue=400 + 4 * number)
    assert released(Measure.REVENUE, YEAR).total == 1212


def test_what_stands_at_the_end_of_a_year_is_what_stood_in_the_fourth_quarter(firms):
    fourth = ReportPeriod(2007, 4)
    all_report(firms[:3], fourth, stations=10)
    assert released(Measure.STATIONS, fourth).total == 33
    all_report(firms[:4], YEAR, stations=10)
    # The fourth enterprise would be the difference.
    assert released(Measure.STATIONS, YEAR).reason == Reason.DERIVED


def test_a_newcomer_shows_in_no_year_either(firms):
    third, fourth = ReportPeriod(2007, 3), ReportPeriod(2007, 4)
    all_report(firms[:3], third, stations=100)
    assert released(Measure.STATIONS, third).total == 303
    for period in (fourth, YEAR):
        all_report(firms[:3], period, stations=100)
        report(firms[3], period, stations=90)
        # What stands at the end of the year is what was kept back of its fourth quarter.
        assert released(Measure.STATIONS, period).reason == Reason.DERIVED


def test_a_newcomer_does_not_show_across_the_turn_of_the_year(firms):
    all_report(firms[:3], YEAR, stations=100)
    assert released(Measure.STATIONS, YEAR).total == 303
    first = ReportPeriod(2008, 1)
    all_report(firms[:4], first, stations=100)
    assert released(Measure.STATIONS, first).reason == Reason.DERIVED


@pytest.mark.parametrize("name", ["stations", "revenue"])
def test_a_newcomer_does_not_show_past_a_quarter_that_was_kept_back(firms, name):
    all_report(firms[:3], QUARTER, **{name: 100})
    assert released(Measure(name)).total == 303
    for period in (QUARTER.after, QUARTER.after.after):
        all_report(firms[:4], period, **{name: 100})
        assert released(Measure(name), period).reason == Reason.DERIVED


def test_a_quarter_that_is_told_late_is_held_against_the_next_one(firms):
    late = ReportPeriod(2006, 2)
    all_report(firms[:4], YEAR, stations=100)
    assert released(Measure.STATIONS, YEAR).total == 406
    all_report(firms[:3], late, stations=100)
    assert released(Measure.STATIONS, late).reason == Reason.DERIVED


def test_the_rules_are_settings(firms, settings):
    all_report(firms[:2], revenue=100)
    settings.ENTERPRISE_SUMS_CONTRIBUTORS = 2
    settings.ENTERPRISE_SUMS_SHARE_OF_TWO = 100
    settings.ENTERPRISE_SUMS_P = 0
    assert released(Measure.REVENUE).total == 201


def test_asking_costs_the_same_for_many_reports(firms, django_assert_num_queries):
    all_report(firms[:1], revenue=100)
    with django_assert_num_queries(3):
        sums.preview(Measure.REVENUE, QUARTER)
    all_report(firms[1:], revenue=100)
    with django_assert_num_queries(3):
        sums.preview(Measure.REVENUE, QUARTER)


def test_what_was_told_stays_told(firms):
    all_report(firms[:3], revenue=100)
    released(Measure.REVENUE)
    row = ReleasedSum.objects.get()
    for change in (
        lambda: ReleasedSum.objects.update(total=1),
        lambda: ReleasedSum.objects.all()._raw_delete("default"),
        lambda: row.reports.clear(),
    ):
        with pytest.raises(DatabaseError, match="enterprises_sum_is_kept"), transaction.atomic():
            change()
