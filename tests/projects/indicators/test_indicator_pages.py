from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.kit.text.periods import PeriodKind
from portal.publishing.models import State
from portal.publishing.revisions import snapshot
from projects.indicators.models import Target
from tests import builders as site
from tests.projects import builders
from tests.reading import squeezed_text_of as words_of

pytestmark = pytest.mark.django_db
NOTHING_KNOWN = "Chưa có số liệu: chưa có nguồn nào"


@pytest.fixture
def report():
    return site.article("Báo cáo năm 2006")


def test_a_target_stands_with_its_unit_year_words_and_source(client, report):
    density = builders.indicator()
    builders.target(density, report, quote="phấn đấu đạt 35 máy/100 dân")
    page = words_of(client, density.path)
    assert '<span class="number">35</span>' in page
    assert "Mục tiêu năm 2007" in page
    assert "phấn đấu đạt 35 máy/100 dân" in page
    assert f'<a href="{report.path}">Báo cáo năm 2006</a>' in page


def test_a_target_that_was_not_met_from_above_is_not_told_as_reached(client, report):
    complaints = builders.indicator(
        "Khiếu nại", unit="đơn/1.000 thuê bao", less_is_better=True, is_headline=True
    )
    builders.target(complaints, report, 2007, "2")
    builders.observation(complaints, report, 2007, "2.6")
    for address in (complaints.path, "/chi-tieu/", "/"):
        page = words_of(client, address)
        assert "chưa đạt, cao hơn 0,6 đơn/1.000 thuê bao" in page
        assert "đã đạt" not in page
    page = words_of(client, complaints.path)
    assert "mục tiêu năm 2007: chưa đạt, cao hơn 0,6 đơn/1.000 thuê bao." in page
    assert "<dt>Mục tiêu</dt><dd>càng ít càng tốt</dd>" in page


def test_where_nobody_gives_a_figure_the_page_says_so(client, report):
    density = builders.indicator()
    builders.target(density, report)
    page = words_of(client, density.path)
    assert NOTHING_KNOWN in page
    # It is said once; cells have a dash.
    assert page.lower().count("chưa có số liệu") == 1
    assert '<td data-label="Thực hiện (máy/100 dân)">–</td>' in page


def test_a_figure_stands_with_its_period_state_and_source(client, report):
    density = builders.indicator(period_kind=PeriodKind.HALF)
    builders.observation(
        density, report, value="28.7", starts_on=date(2007, 1, 1), ends_on=date(2007, 6, 30)
    )
    page = words_of(client, density.path)
    assert "6 tháng đầu năm 2007, sơ bộ" in page
    assert '<p class="figure-large">28,7 <small>máy/100 dân</small></p>' in page
    assert '<td><span class="number">28,7</span> <small>sơ bộ</small></td>' in page
    assert f'<ol><li id="nguon-1"><a href="{report.path}">Báo cáo năm 2006</a></li></ol>' in page
    assert NOTHING_KNOWN not in page


def test_a_source_that_is_not_public_is_not_named(client, report):
    secret = site.article("Báo cáo mật", state=State.DRAFT)
    density = builders.indicator()
    builders.observation(density, report, 2006, "28")
    builders.observation(density, secret, 2007, "30.5")
    page = words_of(client, density.path)
    assert '<span class="number">30,5</span> <small>sơ bộ <a href="#nguon-1">[1]</a>' in page
    assert '<li id="nguon-1">một trang hiện không công khai</li>' in page
    assert "Báo cáo mật" not in page


def test_a_target_that_is_a_range_is_shown_as_one(client, report):
    density = builders.indicator()
    builders.target(density, report, 2010, "32", upper=42)
    assert '<span class="number">32–42</span>' in words_of(client, density.path)
    assert '<span class="number">32–42</span> (2010)' in words_of(client, "/chi-tieu/")


def test_the_list_shows_the_newest_figure_of_each(client, report):
    for title in ("Mật độ điện thoại", "Thuê bao Internet"):
        shown = builders.indicator(title)
        for year, value in ((2005, "20"), (2007, "31.5"), (2006, "25")):
            builders.observation(shown, report, year, value)
    page = words_of(client, "/chi-tieu/")
    assert page.count('<span class="number">31,5</span> (2007, sơ bộ)') == 2
    assert ">25<" not in page


def test_an_indicator_that_is_not_public_is_nowhere(client):
    hidden = builders.indicator("Chỉ tiêu mật", state=State.DRAFT, is_headline=True)
    assert "Chỉ tiêu mật" not in words_of(client, "/chi-tieu/")
    assert client.get(hidden.path).status_code == 404
    assert "Chỉ tiêu mật" not in words_of(client, "/")


def test_a_version_keeps_the_targets(report):
    density = builders.indicator()
    target = builders.target(density, report, value="35.0")
    [kept] = snapshot(density)["parts"]["targets"]
    assert kept["id"] == target.pk
    assert (kept["year"], kept["value"], kept["upper"]) == (2007, "35.0", None)
    assert Target.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_often_for_three_rows_as_for_one(
    client, report, rows, django_assert_num_queries
):
    for number in range(rows):
        shown = builders.indicator(f"Chỉ tiêu {number}")
        for year in range(2007, 2007 + rows):
            builders.target(shown, report, year)
            builders.observation(shown, report, year)
    with django_assert_num_queries(3):
        client.get("/chi-tieu/")
    with django_assert_num_queries(7):
        client.get("/chi-tieu/chi-tieu-0/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_large_letters_and_paper_keep_the_day_that_was_asked_for(client, settings, report, prefix):
    density = builders.indicator()
    builders.observation(density, report)
    site.english(density, "Telephones")
    asked = f"{prefix}{density.path}?ngay=01/05/2007"
    usual = BeautifulSoup(client.get(f"{asked}&minh-hoa=0").content, "html.parser")
    large_path = f"{asked}&minh-hoa=0&co-chu=lon"
    assert usual.select_one(f'.page-tools a[href="{large_path}"]')
    large = BeautifulSoup(client.get(large_path).content, "html.parser")
    assert large.html["class"] == ["large-print"]
    assert large.select_one(f'.page-tools a[href="{asked}&minh-hoa=0"]')
    # Its source is the address of these figures, and no code leads to today's.
    source = f"{prefix}{density.path}?ngay=2007-05-01&minh-hoa=0"
    assert f"{settings.SITE_URL}{source}." in squeezed(large.select_one(".print-only").get_text())
    query = client.get(source).context["figure_query"]
    assert (query.day, query.with_samples) == (date(2007, 5, 1), False)
    assert large.select(".qr-print") == []
    today = BeautifulSoup(client.get(f"{prefix}{density.path}").content, "html.parser")
    assert f"{settings.SITE_URL}{prefix}{density.path}." in squeezed(today.footer.get_text())
    assert today.select_one(".qr-print")


def squeezed(text):
    return " ".join(text.split())
