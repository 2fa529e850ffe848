"""What a reader may ask of an indicator's page: a day, a series, older periods, no samples."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.kit.text.periods import PeriodKind
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State, Transition
from projects.indicators import observations
from projects.indicators.figures.query import FigureQuery, figures_for_query
from projects.indicators.models import Observation
from tests import builders as site
from tests.data_files import csv_of
from tests.projects import builders
from tests.projects.indicators.test_indicator_examples import number, page_of

pytestmark = pytest.mark.django_db
MARCH = datetime(2007, 3, 1, 9, tzinfo=UTC)
JUNE = datetime(2007, 6, 15, 9, tzinfo=UTC)


@pytest.fixture
def density():
    return builders.indicator()


def corrected(indicator, report, *, at=JUNE, first="30.5", then="31", **fields):
    """A figure published on 1 March 2007 and put right on a later day, for a reason."""
    period = {"year": 2006, "value": first}
    builders.observation(
        indicator, report, **period, state="final", recorded_at=MARCH, superseded_at=at, **fields
    )
    builders.observation(
        indicator,
        report,
        **period | {"value": then},
        state="revised",
        reason="Sửa số dân",
        recorded_at=at,
        **fields,
    )


def test_a_corrected_figure_tells_what_it_was_until_when_and_why(client, density, report):
    corrected(density, report)
    page = page_of(client, density)
    assert '<p class="figure-large">31 ' in page
    assert "<strong>2006</strong>: là 30,5 máy/100 dân (chính thức) đến <time" in page
    assert ">15/06/2007</time>; từ đó là 31 (đã điều chỉnh)." in page
    assert "Lý do: Sửa số dân" in page


def test_what_readers_never_saw_is_no_correction(client, report):
    was_draft = builders.indicator(published_at=JUNE + timedelta(days=1))
    corrected(was_draft, report)
    page = page_of(client, was_draft)
    assert "30,5" not in page
    # The same where the day of publication was set back into the past.
    was_draft.transitions.create(from_state=State.DRAFT, to_state=State.PUBLISHED)
    Transition.objects.update(at=JUNE + timedelta(days=1))
    type(was_draft).objects.update(published_at=MARCH)
    assert "30,5" not in page_of(client, was_draft)
    assert "30,5" not in page_of(client, was_draft, "?ngay=01/05/2007")
    Transition.objects.update(at=MARCH)
    assert "30,5" in page_of(client, was_draft)


@pytest.fixture
def returned(density, report):
    """Withdrawn from 10 to 20 June 2007, while 30.5 became 47.3 by a slip and then 31."""
    type(density).objects.update(published_at=MARCH)
    for day, steps in (
        (MARCH, (State.DRAFT, State.PUBLISHED)),
        (JUNE - timedelta(days=5), (State.PUBLISHED, State.WITHDRAWN)),
        (JUNE + timedelta(days=5), (State.WITHDRAWN, State.PUBLISHED)),
    ):
        step = density.transitions.create(from_state=steps[0], to_state=steps[1])
        Transition.objects.filter(pk=step.pk).update(at=day)
    mended = JUNE + timedelta(days=1)
    for value, began, ended, fields in (
        ("30.5", MARCH, JUNE, {"state": "final"}),
        ("47.3", JUNE, mended, {"state": "revised", "reason": "Sửa số dân"}),
        ("31", mended, None, {"state": "revised", "reason": "47,3 là gõ nhầm"}),
    ):
        fields |= {"recorded_at": began, "superseded_at": ended}
        builders.observation(density, report, 2006, value, **fields)
    return density


def test_what_was_typed_and_corrected_while_it_was_withdrawn_is_told_nowhere(client, returned):
    page = page_of(client, returned)
    assert "47,3" not in page
    assert "<strong>2006</strong>: là 30,5 máy/100 dân (chính thức) đến <time" in page
    assert ">20/06/2007</time>; từ đó là 31 (đã điều chỉnh)." in page


def test_what_came_back_as_it_had_been_is_no_correction(client, returned):
    with transaction.atomic(), allow_live_writes():
        rows = Observation.objects.filter(superseded_at=None)
        rows.update(value="30.5", state="final", reason="")
    assert "từ đó là" not in page_of(client, returned)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2007-06-09", '<p class="figure-large">30,5 '),
        ("2007-06-15", "Cuối ngày đó chỉ tiêu này không có trên cổng."),
        ("2007-06-18", "Cuối ngày đó chỉ tiêu này không có trên cổng."),
        ("2007-06-20", '<p class="figure-large">31 '),
    ],
)
def test_a_day_on_which_it_was_withdrawn_has_no_figures(client, returned, day, message):
    page = page_of(client, returned, f"?ngay={day}")
    assert message in page
    assert "47,3" not in page
    values = [row["value"] for row in csv_of(client, f"{returned.path[:-1]}.csv?ngay={day}")]
    assert values == {"2007-06-09": ["30.5"], "2007-06-20": ["31"]}.get(day, [])


def test_the_page_shows_the_figures_as_published_on_a_day(client, density, report):
    corrected(density, report)
    builders.target(density, report, 2006, "31")
    before = page_of(client, density, "?ngay=14/06/2007")
    assert '<p class="figure-large">30,5 ' in before
    assert "còn thiếu 0,5 máy/100 dân" in before
    assert "Số liệu như đã công bố ngày 14/06/2007" in before
    assert number("31") + " <small>" not in before
    assert "Số liệu đã sửa" not in before
    assert number("31") + " <small>" in page_of(client, density, "?ngay=2007-06-15")
    nothing = page_of(client, density, "?ngay=28/02/2007")
    assert "Đến ngày đó chưa công bố số liệu nào." in nothing


def test_a_figure_that_was_recorded_before_its_period_was_over_was_published_too(
    client, density, report
):
    builders.observation(density, report, 2006, "30.5", recorded_at=MARCH)
    builders.observation(density, report, 2008, "33.5", recorded_at=MARCH)
    builders.observation(density, report, 2009, "34.5", recorded_at=JUNE)
    page = page_of(client, density, "?ngay=01/05/2007")
    assert [value in page for value in ("30,5", "33,5", "34,5")] == [True, True, False]


@pytest.mark.parametrize("later", [1_000, 3_000])
def test_a_day_long_ago_reads_no_figures_of_later_periods(density, report, later):
    """Each was recorded the day after; those of later days are not looked at, however many."""
    first, day = date(2007, 3, 10), date(2007, 3, 20)
    series = builders.main_series(density)
    figures = [
        Observation(
            indicator=density, series=series, evidence=report, value=number,
            starts_on=first + timedelta(number), ends_on=first + timedelta(number),
            recorded_at=MARCH + timedelta(10 + number),
        )
        for number in range(10 + later)
    ]  # fmt: skip
    with transaction.atomic(), allow_live_writes():
        Observation.objects.bulk_create(figures)
    density = type(density).objects.with_public_times().get()
    rows = figures_for_query(density, FigureQuery(day=day)).filter(series=series).newest()[:81]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE indicators_observation")
    (plan,) = json.loads(rows.explain(format="json", analyze=True))
    node = plan["Plan"]
    while node["Node Type"] != "Index Scan":
        node = node["Plans"][-1]
    assert (node["Actual Rows"], node["Rows Removed by Filter"]) == (10, 0)


def test_a_day_that_cannot_be_is_said_beside_it(client, density, report):
    builders.observation(density, report)
    wrong = page_of(client, density, "?ngay=31/02/2007", status=400)
    assert 'value="31/02/2007"' in wrong
    assert "hãy viết theo dạng ngày/tháng/năm, ví dụ 30/01/2007" in wrong
    assert number("30,5") in wrong
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "chưa tới" in page_of(client, density, f"?ngay={tomorrow:%d/%m/%Y}", status=400)


def test_samples_are_marked_and_can_be_hidden(client, density, report):
    builders.observation(density, report, 2006, "28.7")
    builders.observation(density, report, 2007, "99.9", is_sample=True)
    builders.target(density, report)
    page = page_of(client, density)
    assert "35</span> máy/100 dân – còn thiếu 6,3 máy/100 dân</p>" in page
    assert (
        number("99,9") + ' <small>sơ bộ</small> <span class="sample-mark">số liệu minh họa' in page
    )
    assert '<p class="figure-large">28,7 ' in page
    assert "Toàn tỉnh (có số liệu minh họa): 2006 28,7; 2007 99,9." in page
    assert 'href="?minh-hoa=0"' in page
    hidden = page_of(client, density, "?minh-hoa=0")
    assert "99,9" not in hidden
    assert "Hiện cả số liệu minh họa" in hidden


def test_a_site_may_show_no_samples_at_all(client, density, report, settings):
    settings.SHOW_SAMPLES = False
    builders.observation(density, report, 2007, "99.9", is_sample=True)
    builders.target(density, report)
    page = page_of(client, density)
    assert "99,9" not in page
    assert "minh họa" not in page.split("<article>")[1].split("</article>")[0]


def test_a_sample_is_not_how_far_the_province_is(client, density, report):
    builders.target(density, report)
    builders.observation(density, report, 2007, "34", is_sample=True)
    assert "còn thiếu" not in page_of(client, density)
    builders.observation(density, report, 2006, "30.5")
    assert "còn thiếu 4,5 máy/100 dân" in page_of(client, density)
    listed = client.get("/chi-tieu/").text
    assert "còn thiếu 4,5 máy/100 dân" in listed
    assert ">34<" not in listed


def test_a_figure_from_after_the_targets_year_is_no_answer_to_it(client, density, report):
    builders.target(density, report)
    builders.observation(density, report, 2008, "36")
    page = page_of(client, density)
    assert "35</span> máy/100 dân – chưa có số liệu của thời gian đó" in page
    assert "đã đạt" not in page
    assert "đã đạt" not in client.get("/chi-tieu/").text


def many(indicator, report, years=90, **fields):
    series = builders.main_series(indicator)
    first = date.today().year - years
    with transaction.atomic(), allow_live_writes():
        Observation.objects.bulk_create(
            Observation(
                indicator=indicator,
                series=series,
                evidence=report,
                starts_on=date(first + number, 1, 1),
                ends_on=date(first + number, 12, 31),
                value=number + 1,
                **fields,
            )
            for number in range(years)
        )
    return first


def test_the_eighty_newest_periods_stand_first_and_lead_to_the_older_ones(client, density, report):
    first = many(density, report)
    page = page_of(client, density)
    assert page.count('<th scope="row">') == 80
    assert f'<th scope="row">{first + 10}</th>' in page
    assert f'<th scope="row">{first + 9}</th>' not in page
    assert f'href="?truoc={first + 10}-12-31"' in page
    older = page_of(client, density, f"?truoc={first + 10}-12-31")
    assert f'<th scope="row">{first + 9}</th>' in older
    assert f'<th scope="row">{first}</th>' in older
    assert f'<th scope="row">{first + 10}</th>' not in older
    # What counts now is the newest figure, whatever page is open.
    assert '<p class="figure-large">90 ' in older


def test_the_newest_sample_stays_the_newest_on_a_page_of_older_ones(client, density, report):
    first = many(density, report, is_sample=True)
    part = builders.series(density, "Trả trước")
    builders.observation(density, report, series=part)
    for query in (f"?truoc={first + 10}-12-31", f"?chuoi={part.pk}"):
        assert '<p class="figure-large">90 ' in page_of(client, density, query)


@pytest.mark.parametrize("query", ["?truoc=hôm-qua", "?chuoi=x", "?chuoi=9999999", "?trang=0"])
def test_what_is_not_there_is_not_found(client, density, query):
    assert client.get(density.path + query).status_code == 404


def test_a_series_of_many_is_shown_with_its_whole_and_its_benchmark(client, density, report):
    main, country = builders.main_series(density), builders.benchmark(density)
    parts = [builders.series(density, f"Mạng {place}", part_of=main) for place in range(8)]
    for series in (main, country, *parts):
        builders.observation(density, report, series=series)
    page = page_of(client, density)
    assert page.count('<th scope="col">Mạng') == 4
    assert '<th scope="col">Mạng 7</th>' not in page
    assert f'href="?chuoi={parts[7].pk}"' in page
    alone = page_of(client, density, f"?chuoi={parts[7].pk}")
    head = alone[alone.index("figure-table") :].split("</thead>")[0]
    assert [name for name in ("Toàn tỉnh", "Mạng 7", "Cả nước", "Mạng 0") if name in head] == [
        "Toàn tỉnh",
        "Mạng 7",
        "Cả nước",
    ]


def test_the_chart_draws_the_targets_of_its_own_series_alone(client, density, report):
    main, country = builders.main_series(density), builders.benchmark(density)
    mobile = builders.series(density, "Di động")
    part = builders.series(density, "Trả trước", part_of=main)
    for series in (main, country, mobile, part):
        builders.observation(density, report, series=series)
    builders.target(density, report, 2010, "35")
    builders.target(density, report, 2011, "50", series=mobile)

    def aims(series) -> list[str]:
        page = page_of(client, density, f"?chuoi={series.pk}" if series else "")
        return re.findall(r"(Mục tiêu năm [^:.<]*): \d", page)

    assert aims(None) == ["Mục tiêu năm 2010", "Mục tiêu năm 2011, Di động"]
    assert aims(part) == ["Mục tiêu năm 2010"]
    assert aims(mobile) == ["Mục tiêu năm 2011, Di động"]
    assert aims(country) == []
    # Where no series is the main one, a target of none is the indicator's.
    density.series.update(is_main=False)
    assert aims(None) == ["Mục tiêu năm 2010", "Mục tiêu năm 2011, Di động"]
    assert aims(mobile) == ["Mục tiêu năm 2011, Di động"]


def test_locked_periods_and_how_it_is_counted_are_said(client, report):
    density = builders.indicator(
        locked_through=date(2006, 12, 31),
        numerator="Số máy điện thoại",
        denominator="Dân số trung bình",
        base_year=2005,
    )
    builders.observation(
        density, report, value="30.5", numerator=3050, denominator=10000, note="Chưa kể huyện A"
    )
    page = page_of(client, density)
    assert "đến hết ngày 31/12/2006 đã khóa" in page
    assert "<dt>Tử số</dt><dd>Số máy điện thoại</dd>" in page
    assert "<dt>Mẫu số</dt><dd>Dân số trung bình</dd>" in page
    assert "<dt>Năm gốc</dt><dd>2005</dd>" in page
    assert "<small>3.050 : 10.000</small>" in page
    assert "* 2007: Chưa kể huyện A" in page


def test_days_are_not_filled_in(client, report):
    density = builders.indicator(period_kind=PeriodKind.DAY)
    for day in (date(2007, 1, 30), date(2007, 6, 30)):
        builders.observation(density, report, starts_on=day, ends_on=day)
    page = page_of(client, density)
    assert '<th scope="row">30/06/2007</th>' in page
    assert "figure-gap" not in page


def test_a_correction_that_went_through_the_rules_is_in_the_history(client, density, report):
    series = builders.main_series(density)
    row = {
        "series": series.pk,
        "starts_on": "2007-01-01",
        "ends_on": "2007-12-31",
        "evidence": report.pk,
    }
    for fields in (
        {"value": "30.5", "state": "final"},
        {"value": "31.0", "state": "revised", "reason": "Nhập nhầm"},
    ):
        with transaction.atomic(), allow_live_writes():
            observations.record(density, [row | fields])
    page = page_of(client, density)
    assert "từ đó là 31,0 (đã điều chỉnh)" in page
    assert "Lý do: Nhập nhầm" in page


def test_what_a_clock_that_was_ahead_recorded_is_corrected_and_told(client, density, report):
    series = builders.main_series(density)
    row = {
        "series": series.pk,
        "starts_on": "2007-01-01",
        "ends_on": "2007-12-31",
        "state": "provisional",
        "evidence": report.pk,
    }
    with transaction.atomic(), allow_live_writes():
        observations.record(density, [row | {"value": "30.5"}])
        ahead = timezone.now() + timedelta(days=365)
        Observation.objects.update(recorded_at=ahead)
    with transaction.atomic(), allow_live_writes():
        observations.record(density, [row | {"value": "31.0"}])
    assert "từ đó là 31,0" in page_of(client, density)
    assert not Observation.objects.filter(superseded_at__gte=ahead).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_with_everything_asks_as_often_for_three_as_for_one(
    client, report, rows, django_assert_num_queries
):
    density = builders.indicator()
    builders.main_series(density)
    for place in range(rows):
        series = builders.series(density, f"Mạng {place}")
        corrected(density, site.article(f"Nguồn {place}"), series=series)
        builders.target(density, report, 2010 + place, series=series)
    with django_assert_num_queries(8):
        page_of(client, density)
    with django_assert_num_queries(8):
        page_of(client, density, "?ngay=01/05/2007")
