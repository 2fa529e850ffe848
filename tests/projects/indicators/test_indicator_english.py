"""An indicator below /en/: figures, chart and targets with English labels, translated or not."""

import re
from datetime import UTC, datetime

import pytest

from portal.publishing import translating
from portal.publishing.models import State
from tests import builders as site
from tests.markup import squeezed
from tests.projects import builders

pytestmark = pytest.mark.django_db
MARCH = datetime(2007, 3, 1, 9, tzinfo=UTC)
JUNE = datetime(2007, 6, 15, 9, tzinfo=UTC)


@pytest.fixture
def density():
    found = builders.indicator(unit_en="telephones per 100 people")
    source = site.article("Nguồn số liệu")
    builders.observation(found, source, 2007, "31.5", recorded_at=MARCH)
    builders.target(found, source, 2007, "35")
    return found


def summary(page: str) -> str:
    return re.search(r'class="chart-summary">([^<]*)<', page)[1]


def test_its_figures_are_there_though_nobody_translated_it(client, density):
    page = client.get(f"/en{density.path}").text
    assert '<html lang="en"' in page
    assert '<span lang="vi">Mật độ điện thoại</span>' in page
    assert "31.5 telephones per 100 people in 2007 (provisional)" in summary(page)
    assert "target for 2007: still 3.5 telephones per 100 people short" in summary(page)
    assert "Province" in page
    assert '<span lang="vi">Nguồn số liệu</span>' in page
    assert f'href="/en{density.path}bieu-do.png"' in page


def test_figures_of_an_earlier_day_are_called_so(client, density):
    page = client.get(f"/en{density.path}?ngay=01/05/2007").text
    assert "Figures as published on 1 May 2007" in page
    assert "Show today's figures</a>" in page
    title = page.split("<title>")[1].split("</title>")[0]
    assert title.startswith("Mật độ điện thoại, as published on 1 May 2007, in English")
    assert "Figures as published on" not in client.get(f"/en{density.path}").text


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("query", "asked"),
    [("", ""), ("?ngay=01/05/2007", "?ngay=01%2F05%2F2007"), ("?minh-hoa=0", "?minh-hoa=0")],
)
def test_its_files_hold_the_figures_that_the_page_shows(client, density, language, query, asked):
    page = client.get(f"{language}{density.path}{query}").text
    address = density.path.removesuffix("/")
    # Below the chart, and beside it.
    assert page.count(f'href="{address}.csv{asked}" type') == 2
    assert page.count(f'href="{address}.xlsx{asked}"') == 1


def test_its_english_version_names_it_and_says_the_rest(client, density):
    words = {
        "title": "Telephone density",
        "summary": "How many.",
        "body": "<p>Said in English.</p>",
    }
    translating.publish_once(density, note="", **words)
    page = client.get(f"/en{density.path}").text
    assert summary(page).startswith("Telephone density: 31.5 telephones per 100 people")
    assert "Said in English." in page
    assert "How many." in page
    svg = client.get(f"/en{density.path}bieu-do.svg").text
    assert "Telephone density: 31.5" in svg
    assert "Free to use" in svg


def test_each_page_leads_to_the_other_language(client, density):
    vietnamese, english = client.get(density.path).text, client.get(f"/en{density.path}").text
    for page in (vietnamese, english):
        assert re.search(rf'hreflang="en" href="[^"]*/en{density.path}"', page)
        assert re.search(rf'hreflang="vi" href="[^"]*{density.path}"', page)


def test_corrected_figures_are_told_there_too(client, density):
    source = site.article("Nguồn sửa")
    main = builders.main_series(density)
    mobile = builders.series(density, "Di động", name_en="Mobile")
    for series in (main, mobile):
        period = {"year": 2006, "series": series}
        builders.observation(
            density, source, **period, state="final", recorded_at=MARCH, superseded_at=JUNE
        )
        builders.observation(
            density, source, **period, value="36.1", state="revised", reason="Sửa & bù",
            recorded_at=JUNE,
        )  # fmt: skip
    page = squeezed(client.get(f"/en{density.path}").text)
    history = page[page.index('id="history"') :]
    for name in ("Province", "Mobile"):
        assert f"<strong>2006, {name}</strong>: was 30.5 telephones per 100 people" in history
    assert "; since then 36.1 (revised)." in history
    assert 'Why: <span lang="vi">Sửa &amp; bù</span>' in history


@pytest.mark.parametrize("rows", [1, 3])
def test_a_benchmark_is_named_in_english_by_no_query_of_its_own(
    client, density, rows, django_assert_num_queries
):
    country, source = builders.benchmark(density), site.article("Cả nước nói")
    country.name_en = "Nationwide"
    country.save()
    builders.observation(density, source, 2007, "34.2", series=country)
    for year in range(rows):
        builders.target(density, source, 2008 + year, equals_benchmark=True)
    with django_assert_num_queries(5):
        page = client.get(f"/en{density.path}").text
    assert page.count("Nationwide 34.2\n") == rows
    assert "Cả nước 34.2" not in page


def test_what_has_no_english_name_keeps_its_own(client):
    plain = builders.indicator("Trạm phát sóng", unit="trạm")
    builders.series(plain, "Miền núi", name_en="Mountains")
    builders.series(plain, "Ven biển")
    builders.observation(plain, site.article("Nguồn"), 2007, "4")
    page = client.get(f"/en{plain.path}").text
    assert "4 trạm in 2007" in summary(page)
    assert "Mountains" in page
    assert "Ven biển" in page
    assert "Miền núi" not in page
    assert "Miền núi" in client.get(plain.path).text


def test_a_hidden_one_is_not_there_in_english_either(client):
    hidden = builders.indicator("Nháp", state=State.DRAFT, published_at=None)
    for name in ("", "bieu-do.svg", "bieu-do.png", "nhung/"):
        assert client.get(f"/en{hidden.path}{name}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_whatever_there_is_to_show(client, rows, django_assert_num_queries):
    found = builders.indicator()
    source = site.article("Nguồn")
    for number in range(rows):
        series = builders.series(found, f"Chuỗi {number}", is_main=number == 0)
        builders.observation(found, source, 2000 + number, "5", series=series)
    client.get(f"/en{found.path}")
    with django_assert_num_queries(5):
        client.get(f"/en{found.path}")
