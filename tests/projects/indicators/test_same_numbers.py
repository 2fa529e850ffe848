"""The page's table, its chart, CSV, JSON and XLSX carry the same numbers."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from portal.kit.text.periods import PeriodKind
from projects.indicators.models import SeriesRole
from tests import builders as site
from tests.data_files import csv_of, json_of, sheet_rows, xlsx_of
from tests.projects import builders

pytestmark = pytest.mark.django_db
# By half-year: few and many digits, a thousand and more, a figure that is missing.
OWN = {(2005, 1): "9.3", (2005, 2): "28.70", (2006, 2): "1212", (2007, 1): "40.51"}
COUNTRY = {(2005, 1): "32", (2006, 2): "0.005"}


@pytest.fixture
def density():
    found = builders.indicator(period_kind=PeriodKind.HALF)
    report = site.article("Báo cáo năm 2006")
    country = found.series.create(name="Cả nước", role=SeriesRole.BENCHMARK, position=1)
    for series, figures in ((None, OWN), (country, COUNTRY)):
        for (year, half), value in figures.items():
            first = date(year, 1, 1) if half == 1 else date(year, 7, 1)
            last = date(year, 6, 30) if half == 1 else date(year, 12, 31)
            builders.observation(
                found, report, value=value, series=series, starts_on=first, ends_on=last
            )
    return found


def number_in(text):
    """A number as the page writes it; None where it says that there is none."""
    text = text.strip()
    if not re.fullmatch(r"[\d.]+(,\d+)?", text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


def of_table(page):
    """The figures of the page's table, by series and period."""
    table = re.search(r'<table class="data-table figure-table">.*?</table>', page, re.S)[0]
    rows = [
        [
            unescape(re.sub(r"<small>.*?</small>|<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)
    ]
    (_, *names), *figures = rows
    return {
        (name, period): number_in(text)
        for period, *cells in figures
        # In a gap one cell stands for all series.
        for name, text in zip(names, cells if len(cells) > 1 else cells * len(names), strict=True)
    }


def of_chart(page):
    """The figures that the chart is told in, by series and period."""
    text = unescape(re.search(r"<desc[^>]*>(.*?)</desc>", page, re.S)[1])
    found = {}
    for line in text.removesuffix(".").split(". "):
        name, _, points = line.partition(": ")
        for point in points.split("; "):
            if at := re.fullmatch(r"(.*\d{4}) (.+)", point):
                found[name, at[1]] = number_in(at[2])
    return found


def known(figures):
    return {key: value for key, value in figures.items() if value is not None}


def test_all_five_carry_the_same_numbers(client, density):
    page = client.get(density.path).text
    stem = density.path.rstrip("/")
    of_csv = {
        (row["series"], row["period"]): Decimal(row["value"])
        for row in csv_of(client, f"{stem}.csv")
    }
    of_json = {
        (row["series"], row["period"]): Decimal(row["value"])
        for row in json_of(client, f"{stem}.json")["observations"]
    }
    of_xlsx = {
        (row["chuỗi số liệu"], row["kỳ"]): Decimal(str(row["giá trị"]))
        for row in sheet_rows(xlsx_of(client, f"{stem}.xlsx"), "Số liệu")
    }
    assert sorted(of_csv.values()) == sorted(map(Decimal, [*OWN.values(), *COUNTRY.values()]))
    assert known(of_table(page)) == of_csv
    assert known(of_chart(page)) == of_csv
    assert of_json == of_csv
    assert of_xlsx == of_csv
    assert of_table(page)["Toàn tỉnh", "6 tháng đầu năm 2006"] is None
    assert of_chart(page)["Toàn tỉnh", "6 tháng đầu năm 2006"] is None
