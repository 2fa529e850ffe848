"""The sums of reports become figures of indicators, after approval and only where they may."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise
from enterprises.reports import deadlines, sums
from enterprises.reports.models import Measure, ReleasedSum
from portal.accounts.models import User
from portal.publishing import changes, workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State
from projects.indicators import report_import
from projects.indicators.entry.pending_figures import pending_rows
from projects.indicators.models import Certainty, Indicator, Observation, Series
from tests import builders
from tests.enterprises import builders as enterprises
from tests.enterprises.reports.builders import correct, decider, duty, report
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
QUARTER = ReportPeriod(2007, 1)


@pytest.fixture
def density():
    """Telephones per 100 people, of the reports' telephones and the population of 2006."""
    people = projects.indicator("Dân số", unit="người", period_kind="year")
    source = builders.article("Niên giám")
    projects.observation(people, source, 2006, "1000000")
    found = projects.indicator("Mật độ điện thoại", unit="máy/100 dân", period_kind="quarter")
    series = projects.main_series(found)
    Series.objects.filter(pk=series.pk).update(report_measure="telephones", report_divisor=people)
    return found


def reported(count):
    """So many enterprises with 60 to 90 thousand telephones each, approved."""
    firms = [enterprises.enterprise(f"Viễn thông {number}") for number in range(count)]
    for number, firm in enumerate(firms):
        report(
            firm, QUARTER, subscribers_fixed=40_000, subscribers_postpaid=10_000,
            subscribers_prepaid=10_000 * (number + 1),
        )  # fmt: skip
    return firms


def pull(indicator, period=QUARTER):
    by = User.objects.filter(username="bientap").first() or builders.editor()
    fresh = type(indicator).objects.get(pk=indicator.pk)
    return report_import.import_figures(fresh, period, evidence=fresh, by=by)


def approve(indicator):
    """Somebody else approves what waits."""
    workflow.transition(
        type(indicator).objects.get(pk=indicator.pk), to=State.PUBLISHED, by=decider()
    )


def waiting(indicator):
    return [row["value"] for row in pending_rows(type(indicator).objects.get(pk=indicator.pk))]


def figures(indicator):
    rows = Observation.objects.current().filter(indicator=indicator)
    return [(str(row.value), row.numerator, row.denominator) for row in rows]


def test_four_report_one_is_corrected_and_the_density_rises_by_the_right_amount(density):
    firms = reported(4)
    (found,) = pull(density)
    # 4 × 50.000 and 10.000 + 20.000 + 30.000 + 40.000 on a million people.
    assert (found.sum.total, str(found.value)) == (300_000, "30.00")
    # Readers see nothing before somebody else has approved it.
    assert figures(density) == []
    approve(density)
    assert figures(density) == [("30.00", 300_000, 1_000_000)]
    row = Observation.objects.current().get(indicator=density)
    assert row.note == "Tổng hợp từ báo cáo của 4 doanh nghiệp, quý I/2007."
    assert (row.starts_on, row.ends_on) == (date(2007, 1, 1), date(2007, 3, 31))
    correct(firms[0], subscribers_fixed=45_000)
    # What was approved holds until the next pull is approved.
    assert figures(density) == [("30.00", 300_000, 1_000_000)]
    pull(density)
    approve(density)
    assert figures(density) == [("30.50", 305_000, 1_000_000)]
    before = Observation.objects.get(indicator=density, superseded_at__isnull=False)
    assert str(before.value) == "30.00"


def outdated(indicator):
    found = Indicator.objects.get(pk=indicator.pk)
    return report_import.outdated_periods(found, found.series.get())


def test_a_figure_is_outdated_once_a_report_is_corrected_till_readers_see_the_new_sum(density):
    firms = reported(4)
    assert outdated(density) == []
    pull(density)
    # Readers see no figure yet.
    correct(firms[0], subscribers_fixed=41_000)
    assert outdated(density) == []
    pull(density)
    approve(density)
    assert outdated(density) == []
    correct(firms[0], subscribers_fixed=45_000)
    assert outdated(density) == [QUARTER]
    pull(density)
    # The new sum waits, and may yet be discarded.
    assert outdated(density) == [QUARTER]
    approve(density)
    assert outdated(density) == []


def test_a_figure_that_was_typed_instead_of_an_old_sum_is_not_outdated(density):
    firms = reported(4)
    pull(density)
    approve(density)
    correct(firms[0], subscribers_fixed=45_000)
    assert outdated(density) == [QUARTER]
    with transaction.atomic(), allow_live_writes():
        Observation.objects.current().filter(indicator=density).update(
            value="29", numerator="290000"
        )
    assert outdated(density) == []


def test_what_another_series_took_again_leaves_this_one_outdated(density):
    firms = reported(4)
    pull(density)
    approve(density)
    correct(firms[0], subscribers_fixed=45_000)
    found = Indicator.objects.get(pk=density.pk)
    sums.release(Measure(found.series.get().report_measure), QUARTER, by=None)
    assert outdated(density) == [QUARTER]


def test_a_figure_is_outdated_once_what_it_is_divided_by_is_another(density):
    reported(4)
    pull(density)
    approve(density)
    people = Observation.objects.filter(indicator__title="Dân số")
    with transaction.atomic(), allow_live_writes():
        people.update(value="1100000")
    assert outdated(density) == [QUARTER]
    pull(density)
    approve(density)
    assert outdated(density) == []


@pytest.mark.parametrize("number", [1, 3])
def test_outdated_figures_are_found_in_three_queries(density, number, django_assert_num_queries):
    firms = reported(4)
    for year in range(2007, 2007 + number):
        period = ReportPeriod(year, 2)
        for place, firm in enumerate(firms):
            report(firm, period, subscribers_fixed=40_000 + 10 * place * year)
        pull(density, period)
        approve(density)
        correct(firms[0], period, subscribers_fixed=50_000)
    found = Indicator.objects.get(pk=density.pk)
    series = found.series.select_related("report_divisor").get()
    with django_assert_num_queries(3):
        assert len(report_import.outdated_periods(found, series)) == number


def test_the_page_of_figures_says_what_to_take_again_to_who_may(density):
    quarter = next(each for each in deadlines.reportable(timezone.localdate()) if each.quarter)
    firms = [enterprises.enterprise(f"Công ty {number}") for number in range(4)]
    for number, firm in enumerate(firms):
        report(firm, quarter, subscribers_fixed=90_000 + number)
    pull(density, quarter)
    approve(density)
    correct(firms[0], quarter, subscribers_fixed=95_000)
    reporter = builders.reporter()
    Publication.objects.filter(pk=density.pk).update(created_by=reporter)
    link = f'so-lieu/tu-bao-cao/?ky={quarter.code}">'
    for user, sees in ((reporter, False), (User.objects.get(username="bientap"), True)):
        client = Client()
        client.force_login(user)
        page = client.get(f"/admin/projects/indicator/{density.pk}/so-lieu/").text
        assert (link in page, "Sau khi lấy số tổng" in page) == (sees, sees)


def test_what_sample_enterprises_report_is_a_sample_and_takes_no_facts_place(density):
    Enterprise.objects.filter(pk__in=[firm.pk for firm in reported(4)]).update(is_sample=True)
    pull(density)
    approve(density)
    held = Observation.objects.current().filter(indicator=density)
    assert held.get().is_sample
    with transaction.atomic(), allow_live_writes():
        held.update(is_sample=False, value="29")
    (found,) = pull(density)
    assert (found.value, found.is_new) == (None, False)
    assert "doanh nghiệp minh họa" in found.problem
    # As soon as others report, theirs is the sum.
    for number in range(4):
        report(enterprises.enterprise(f"Thật {number}"), QUARTER, subscribers_fixed=60_000)
    (found,) = pull(density)
    assert (found.sum.total, found.sum.is_sample) == (240_000, False)


def test_with_two_reports_nothing_is_published(density):
    reported(2)
    (found,) = pull(density)
    assert (found.value, found.sum.total, found.sum.reported) == (None, None, 2)
    assert "Quá ít doanh nghiệp" in found.problem
    assert changes.open_change(density) is None
    assert not ReleasedSum.objects.exists()


def test_reports_that_wait_or_were_asked_again_do_not_count(density):
    reported(2)
    for number, state in enumerate(("draft", "sent", "returned")):
        report(enterprises.enterprise(f"Chờ {number}"), QUARTER, state, subscribers_fixed=60_000)
    (found,) = pull(density)
    assert found.sum.reported == 2


def test_a_final_figure_is_revised_with_a_reason(density):
    firms = reported(4)
    pull(density)
    approve(density)
    with transaction.atomic(), allow_live_writes():
        Observation.objects.current().filter(indicator=density).update(state=Certainty.FINAL)
    correct(firms[1], subscribers_fixed=50_000)
    pull(density)
    approve(density)
    row = Observation.objects.current().get(indicator=density)
    assert (str(row.value), row.state) == ("31.00", Certainty.REVISED)
    assert row.reason


def test_pulling_again_changes_nothing(density):
    reported(4)
    pull(density)
    approve(density)
    (found,) = pull(density)
    assert found.changes_nothing
    assert changes.open_change(density) is None
    assert ReleasedSum.objects.count() == 1


def test_a_sum_that_is_again_as_it_was_waits_no_longer(density):
    firms = reported(4)
    pull(density)
    approve(density)
    correct(firms[0], subscribers_fixed=45_000)
    pull(density)
    assert waiting(density) == ["30.50"]
    correct(firms[0], subscribers_fixed=40_000)
    pull(density)
    assert waiting(density) == []


def test_without_a_population_there_is_no_density(density):
    reported(4)
    with transaction.atomic(), allow_live_writes():
        Observation.objects.all().delete()
    (found,) = pull(density)
    assert found.value is None
    assert "Dân số" in found.problem


def test_a_refused_batch_tells_nothing(density):
    reported(4)
    indicator = type(density).objects.get(pk=density.pk)
    with transaction.atomic(), allow_live_writes():
        type(density).objects.filter(pk=density.pk).update(locked_through=date(2010, 1, 1))
    with pytest.raises(ValidationError, match="khóa"):
        pull(density)
    assert not ReleasedSum.objects.exists()
    assert changes.open_change(indicator) is None


def test_money_is_told_in_the_unit_of_the_indicator():
    found = projects.indicator("Doanh thu viễn thông", unit="tỷ đồng", period_kind="quarter")
    series = projects.main_series(found)
    Series.objects.filter(pk=series.pk).update(report_measure="revenue")
    for number in range(3):
        report(enterprises.enterprise(f"Công ty {number}"), QUARTER, revenue=12_345_000_000)
    (pulled,) = pull(found)
    assert (str(pulled.value), pulled.divisor) == ("37.04", None)


def test_a_part_that_is_missing_stands_in_the_note(density):
    for firm in reported(4)[:1]:
        correct(firm, subscribers_prepaid=None)
    pull(density)
    approve(density)
    row = Observation.objects.current().get(indicator=density)
    assert row.note == (
        "Tổng hợp từ báo cáo của 4 doanh nghiệp, quý I/2007. "
        "Trong đó 1 báo cáo thiếu số thuê bao di động trả trước."
    )


def test_who_has_to_report_and_has_not_stands_in_the_note(density):
    firms = reported(4)
    for firm in (*firms[:3], enterprises.enterprise("Chưa nộp")):
        duty(firm)
    pull(density)
    approve(density)
    row = Observation.objects.current().get(indicator=density)
    assert row.note == (
        "Tổng hợp từ báo cáo của 4 doanh nghiệp, quý I/2007. "
        "Trong 4 doanh nghiệp phải báo cáo còn 1 doanh nghiệp chưa có số liệu này."
    )


def test_a_population_told_in_thousands_divides_in_full(density):
    with transaction.atomic(), allow_live_writes():
        Observation.objects.all().update(value="1143.5")
        Indicator.objects.filter(title="Dân số").update(unit="nghìn người")
    reported(4)
    (found,) = pull(density)
    assert (str(found.value), found.divisor_label) == ("26.24", "1.143.500 (2006)")
    approve(density)
    assert figures(density) == [("26.24", 300_000, 1_143_500)]
    (found,) = pull(density)
    assert found.changes_nothing


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("tỉ đồng", "37.04"),
        ("Ngàn đồng", "37035000.00"),
        ("nghìn tỷ đồng", "0.04"),
        ("tỷ lệ", "37035000000"),
        ("triệu đồng/người", "0.04"),
    ],
)
def test_a_sum_is_told_in_the_scale_of_its_unit(density, unit, text):
    with transaction.atomic(), allow_live_writes():
        Indicator.objects.filter(pk=density.pk).update(unit=unit)
    series = Series.objects.filter(indicator=density)
    series.update(report_measure="revenue")
    if "/" not in unit:
        series.update(report_divisor=None)
    for number in range(3):
        report(enterprises.enterprise(f"Công ty {number}"), QUARTER, revenue=12_345_000_000)
    (pulled,) = pull(density)
    assert str(pulled.value) == text


def test_the_page_shows_takes_and_keeps_back(density, django_assert_num_queries):
    client = Client()
    client.force_login(builders.editor())
    address = f"/admin/projects/indicator/{density.pk}/so-lieu/tu-bao-cao/"
    period = deadlines.reportable(timezone.localdate())
    quarter = next(each for each in period if each.quarter)
    for number in range(3):
        report(
            enterprises.enterprise(f"Công ty {number}"), quarter, subscribers_fixed=90_000 + number
        )
        page = client.get(address)
        assert ("Quá ít doanh nghiệp" in page.text) == (number < 2)
    assert "270.003" in page.text
    assert "Trong đó 3 báo cáo thiếu số thuê bao di động trả sau, thuê bao di động" in page.text
    assert "27,00" in page.text
    for wrong in ("/khong/co/", "/tin-tuc/\0/"):
        answer = client.post(address + f"?ky={quarter.code}", {"source": wrong})
        assert answer.status_code == 400
    answer = client.post(address + f"?ky={quarter.code}", {"source": ""}, follow=True)
    # Taking the sums asks nobody: it is said that the change is still to be sent.
    assert "Chưa gửi ai" in " ".join(map(str, answer.context["messages"]))
    assert changes.pending_version(density).data["batches"]["observations"][0]["value"] == "27.00"
    assert client.get(address + "?ky=2001-q1").status_code == 404


def test_a_reporter_does_not_look_at_sums_one_report_after_the_other(density):
    reported(3)
    reporter, editor = builders.reporter(), builders.editor()
    Publication.objects.filter(pk=density.pk).update(created_by=reporter)
    figures_page = f"/admin/projects/indicator/{density.pk}/so-lieu/"
    address = f"{figures_page}tu-bao-cao/"
    client = Client()
    for user, status in ((reporter, 403), (editor, 200)):
        client.force_login(user)
        page = client.get(figures_page)
        assert page.status_code == 200
        assert (address in page.text) == (status == 200)
        assert client.get(address).status_code == status
