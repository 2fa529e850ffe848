"""Real numbers that must fit without bending, as readers see them."""

import re
from datetime import date

import pytest

from portal.kit.text.periods import PeriodKind
from projects.indicators.models import SeriesRole, Service
from tests.markup import squeezed
from tests.projects import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_vietnamese")]
HALF = {"starts_on": date(2006, 1, 1), "ends_on": date(2006, 6, 30)}


def page_of(client, indicator, query: str = "", status: int = 200) -> str:
    response = client.get(indicator.path + query)
    assert response.status_code == status
    # On telephones each cell names its column; that is said by the words of the column here.
    return re.sub(r' data-label="[^"]*"', "", squeezed(response.text))


def number(value: str) -> str:
    return f'<span class="number">{value}</span>'


def test_two_definitions_give_two_figures_for_one_half_year(client, report):
    density = builders.indicator(period_kind=PeriodKind.HALF)
    fixed = builders.main_series(density)
    fixed.definition = "Chỉ tính máy điện thoại cố định."
    fixed.save()
    every = builders.series(
        density, "Mọi loại máy", definition="Tính cả máy cố định và di động trả sau."
    )
    builders.observation(density, report, value="9.3", series=fixed, **HALF)
    builders.observation(density, report, value="28.7", series=every, **HALF)
    page = page_of(client, density)
    assert '<th scope="row">6 tháng đầu năm 2006</th>' in page
    assert page.index(number("9,3")) < page.index(number("28,7"))
    assert "<td>Chỉ tính máy điện thoại cố định.</td>" in page
    assert "<td>Tính cả máy cố định và di động trả sau.</td>" in page
    assert '<p class="figure-large">9,3 <small>máy/100 dân</small></p>' in page


def test_parts_that_do_not_add_up_are_said_and_left_as_they_are(client, report):
    density = builders.indicator()
    main = builders.main_series(density)
    parts = [
        builders.series(density, name, service=service, part_of=main)
        for name, service in (("Trả sau", Service.POSTPAID), ("Trả trước", Service.PREPAID))
    ]
    for series, value in zip([main, *parts], ["40.51", "16.82", "23.7"], strict=True):
        builders.observation(density, report, value=value, series=series)
    page = page_of(client, density)
    for value in ("40,51", "16,82", "23,7"):
        assert number(value) in page
    assert "các phần cộng lại là 40,52 máy/100 dân, còn “Toàn tỉnh” được công bố là 40,51" in page
    assert "không nhất thiết cộng đúng bằng tổng" in page


def test_made_up_parts_are_not_held_against_a_fact(client, report):
    density = builders.indicator(unit="nghìn máy")
    main = builders.main_series(density)
    parts = [builders.series(density, name, part_of=main) for name in ("A", "B")]
    for year, made_up in ((2006, [False, True, True]), (2007, [False, False, True])):
        for series, is_sample in zip([main, *parts], made_up, strict=True):
            builders.observation(density, report, year, "40", series=series, is_sample=is_sample)
    assert "các phần cộng lại" not in page_of(client, density)
    for series in (main, *parts):
        builders.observation(density, report, 2005, "40", series=series, is_sample=True)
    assert "2005: các phần cộng lại là 80" in page_of(client, density)


@pytest.mark.parametrize("unit", ["% hộ", "máy/100 dân"])
def test_ratios_of_different_wholes_are_not_added(client, report, unit):
    density = builders.indicator(unit=unit, unit_en="per 100 households")
    main = builders.main_series(density)
    parts = [builders.series(density, name, part_of=main) for name in ("Thành thị", "Nông thôn")]
    for series, value in zip([main, *parts], ["65", "90", "40"], strict=True):
        builders.observation(density, report, value=value, series=series)
    assert "các phần cộng lại" not in page_of(client, density)
    assert "add up" not in client.get(f"/en{density.path}").text


def test_parts_that_add_up_need_no_note(client, report):
    density = builders.indicator()
    main = builders.main_series(density)
    for name, value in (("A", "16.81"), ("B", "23.7")):
        part = builders.series(density, name, part_of=main)
        builders.observation(density, report, value=value, series=part)
    builders.observation(density, report, value="40.51", series=main)
    assert "không nhất thiết" not in page_of(client, density)


def test_a_national_range_stands_beside_the_provinces_own_target(client, report):
    density = builders.indicator()
    country = builders.benchmark(density)
    builders.target(density, report, 2010, "32", upper=42, series=country)
    builders.observation(density, report, 2010, "40.51", series=country)
    builders.target(density, report, 2010, "45")
    builders.observation(density, report, 2010, "40.5")
    page = page_of(client, density)
    assert "<small>Cả nước</small></th><td>" + number("32–42") in page
    assert f"<td>{number('40,51')} (2010)</td><td>đã đạt</td>" in page
    assert f"<td>{number('40,5')} (2010)</td><td>còn thiếu 4,5 máy/100 dân</td>" in page
    assert "Mục tiêu năm 2010, Cả nước: 32–42." in page
    assert 'class="chart-band"' in page


def test_a_target_equal_to_the_average_shows_the_average(client, report):
    density = builders.indicator()
    country = builders.benchmark(density)
    builders.target(density, report, equals_benchmark=True)
    page = page_of(client, density)
    assert f"{number('35')}<br><small>đặt bằng mức so sánh</small>" in page
    builders.observation(density, report, value="34.2", series=country)
    builders.observation(density, report, value="37.1")
    page = page_of(client, density)
    assert "đặt bằng mức so sánh: Cả nước 34,2 (2007)" in page
    assert "<td>đã đạt, vượt 2,1 máy/100 dân</td>" in page
    assert 'class="chart-line chart-look-benchmark"' in page


def test_of_two_averages_none_is_named_as_the_one_that_a_target_equals(client, report):
    density = builders.indicator()
    builders.observation(density, report, value="34.2", series=builders.benchmark(density))
    builders.target(density, report, equals_benchmark=True)
    assert "đặt bằng mức so sánh: Cả nước 34,2" in page_of(client, density)
    central = builders.series(density, "Miền Trung", role=SeriesRole.BENCHMARK, position=1)
    builders.observation(density, report, value="30.1", series=central)
    page = page_of(client, density)
    assert "<small>đặt bằng mức so sánh</small>" in page
    assert "Miền Trung" in page


def test_more_than_a_hundred_of_a_hundred_is_no_mistake(client, report):
    density = builders.indicator(unit="thuê bao/100 dân")
    builders.observation(density, report, value="212")
    page = page_of(client, density)
    assert '<p class="figure-large">212 <small>thuê bao/100 dân</small></p>' in page
    assert "Toàn tỉnh: 2007 212." in page


def test_a_period_without_a_figure_is_a_gap(client, report):
    density = builders.indicator()
    for year, value in ((2001, "10"), (2004, "12"), (2006, "14"), (2007, "0")):
        builders.observation(density, report, year, value)
    page = page_of(client, density)
    gap = 'class="figure-gap"><th scope="row">2005</th><td class="quiet" colspan="1">chưa có'
    assert gap in page
    assert '<th scope="row">2002 – 2003</th>' in page
    assert "2005 chưa có số liệu; 2006 14; 2007 0." in page
    assert number("0") in page
