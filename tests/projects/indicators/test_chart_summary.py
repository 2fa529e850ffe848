"""The sentence over a chart: worked out from its figures, honest of what they are."""

import re
from datetime import date

import pytest

from tests.projects import builders
from tests.projects.indicators.test_indicator_card import card

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_vietnamese")]


def summary(client, indicator) -> str:
    page = client.get(indicator.path).text
    return page.split('class="chart-summary">')[1].split("</p>")[0]


def test_it_says_value_change_and_gap(client, report):
    density = builders.indicator()
    builders.observation(density, report, 2006, "28", state="final")
    builders.observation(density, report, 2007, "31.5")
    builders.target(density, report)
    assert summary(client, density) == (
        "Mật độ điện thoại: 31,5 máy/100 dân, 2007 (sơ bộ); tăng 13 % so với 2006; "
        "mục tiêu năm 2007: còn thiếu 3,5 máy/100 dân."
    )


def test_a_sample_says_so_and_is_measured_by_nothing(client, report):
    density = builders.indicator()
    builders.observation(density, report, 2007, "31.5", state="final", is_sample=True)
    builders.target(density, report)
    assert summary(client, density) == (
        "Mật độ điện thoại: 31,5 máy/100 dân, 2007 (số liệu minh họa)."
    )


def test_a_fact_is_compared_with_no_sample_and_leads_before_it(client, report):
    density = builders.indicator()
    builders.observation(density, report, 2006, "30", is_sample=True)
    builders.observation(density, report, 2007, "33", state="final")
    builders.observation(density, report, 2008, "40", is_sample=True)
    assert summary(client, density) == "Mật độ điện thoại: 33 máy/100 dân, 2007."


def test_what_is_made_up_as_a_whole_says_so_once_and_is_measured_by_itself(client, report):
    made_up = builders.indicator("Thuê bao", is_sample=True)
    builders.observation(made_up, report, 2007, "40", state="final", is_sample=True)
    builders.target(made_up, report)
    page = client.get(made_up.path).text
    assert "mục tiêu năm 2007: đã đạt, vượt 5" in summary(client, made_up)
    assert page.count("số liệu minh họa") == page.count('href="?minh-hoa=0"')
    assert "đã đạt" in client.get("/chi-tieu/").text


def test_shares_change_by_points_and_a_missing_year_is_not_compared(client, report):
    share = builders.indicator("Phủ sóng", unit="%")
    builders.observation(share, report, 2005, "80", state="final")
    builders.observation(share, report, 2007, "90", state="final")
    assert summary(client, share) == "Phủ sóng: 90 %, 2007."
    builders.observation(share, report, 2006, "92.5", state="final")
    assert "giảm 2,5 điểm phần trăm so với 2006" in summary(client, share)


@pytest.mark.parametrize(("unit", "points"), [("% hộ", "điểm phần trăm"), ("‰", "điểm phần nghìn")])
def test_a_share_of_something_changes_by_points_in_english_too(client, report, unit, points):
    share = builders.indicator("Có mạng", unit=unit, unit_en="per cent of households")
    builders.observation(share, report, 2006, "20", state="final")
    builders.observation(share, report, 2007, "25", state="final")
    builders.target(share, report)
    assert f"tăng 5 {points} so với 2006" in summary(client, share)
    assert f"còn thiếu 10 {points}." in summary(client, share)
    page = client.get(f"/en{share.path}").text
    words = page.split('class="chart-summary">')[1].split("</p>")[0]
    assert re.search(r"; 5 per(centage| mille) points more than in 2006", words)
    assert re.search(r"still 10 per(centage| mille) points short", words)


def test_a_quarter_is_compared_with_no_year_and_no_line_joins_them(client, report):
    revenue = builders.indicator("Doanh thu", unit="tỷ đồng", period_kind="quarter")
    builders.observation(revenue, report, 2006, "400", state="final")
    for first, last, value in (((1, 1), (3, 31), "90"), ((10, 1), (12, 31), "110")):
        days = {"starts_on": date(2007, *first), "ends_on": date(2007, *last)}
        builders.observation(revenue, report, value=value, state="final", **days)
    assert summary(client, revenue) == "Doanh thu: 110 tỷ đồng, quý IV/2007."
    drawn = card(revenue).figure
    assert [len(run) for run in drawn.runs] == [1, 1, 1]


def test_a_day_is_compared_with_the_nearest_one_of_that_month(client, report):
    stations = builders.indicator("Trạm", unit="trạm", period_kind="day")
    days = (date(2006, 6, 1), "50"), (date(2006, 6, 28), "80"), (date(2007, 6, 30), "88")
    for day, value in days:
        builders.observation(stations, report, value=value, starts_on=day, ends_on=day)
    assert "tăng 10 % so với 28/06/2006" in summary(client, stations)


@pytest.mark.parametrize(("now", "words"), [("1004", "0,4"), ("1000.5", "dưới 0,1"), ("1010", "1")])
def test_a_small_change_is_no_change_by_nothing(client, report, now, words):
    people = builders.indicator("Dân số", unit="nghìn người")
    builders.observation(people, report, 2006, "1000", state="final")
    builders.observation(people, report, 2007, now, state="final")
    assert f"tăng {words} % so với 2006" in summary(client, people)


def test_the_newest_sample_stands_in_the_list_with_its_mark(client, report, settings):
    builders.observation(builders.indicator(), report, 2007, "31.5", is_sample=True)
    row = client.get("/chi-tieu/").text.split("<tbody>")[1]
    assert "31,5" in row
    assert 'class="sample-mark"' in row
    settings.SHOW_SAMPLES = False
    assert "31,5" not in client.get("/chi-tieu/").text


def test_parts_of_a_whole_have_small_charts(client, report):
    density = builders.indicator()
    for name in ("Mạng A", "Mạng B"):
        series = builders.series(density, name)
        builders.observation(density, report, 2006, "10", series=series)
        builders.observation(density, report, 2007, "12", series=series)
    builders.observation(density, report, 2007, "24")
    page = client.get(density.path).text
    assert page.count('class="chart chart-small"') == 2


def test_a_rise_from_a_loss_is_no_percentage(client, report):
    profit = builders.indicator("Lợi nhuận", unit="tỷ đồng", lowest="-100")
    builders.observation(profit, report, 2006, "-10", state="final")
    builders.observation(profit, report, 2007, "5", state="final")
    assert summary(client, profit) == "Lợi nhuận: 5 tỷ đồng, 2007."
