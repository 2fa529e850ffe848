import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from lxml import html

from portal.publishing.models import State
from projects.overview.tags import headline_indicator, plan_progress
from tests import builders as site
from tests.markup import squeezed
from tests.projects import builders

pytestmark = pytest.mark.django_db


def test_the_plans_come_with_their_public_projects_in_two_queries(django_assert_num_queries):
    for number in range(3):
        plan = builders.plan(f"Quy hoạch {number}")
        builders.project(f"B {number}", plan=plan)
        builders.project(f"A {number}", plan=plan)
        builders.project(f"Nháp {number}", plan=plan, state=State.DRAFT)
    with django_assert_num_queries(2):
        shown = [
            (card.plan.title, [row.title for row in card.projects], card.progress.percent)
            for card in plan_progress()
        ]
    assert shown == [
        ("Quy hoạch 0", ["A 0", "B 0"], None),
        ("Quy hoạch 1", ["A 1", "B 1"], None),
        ("Quy hoạch 2", ["A 2", "B 2"], None),
    ]


def test_a_card_tells_the_progress_and_shows_only_the_first_projects(client):
    plan = builders.plan()
    for number in range(8):
        builders.project(f"Dự án {number}", plan=plan)
    builders.milestone(builders.project("Xong", plan=plan), actual_on=date(2007, 6, 1))
    (card,) = plan_progress()
    assert (len(card.projects), card.more) == (6, 3)
    assert (card.progress.percent, card.progress.known, card.progress.counted) == (100, 1, 9)
    page = client.get("/").text
    assert "và 3 dự án khác" in page
    assert "đã biết tiến độ của 1/9 dự án" in page
    assert "Dự án 6" not in page


def test_a_card_shows_no_made_up_project_of_a_real_plan():
    for is_sample in (False, True):
        plan = builders.plan(f"Quy hoạch {is_sample}", is_sample=is_sample)
        builders.project(f"A {is_sample}", plan=plan, is_sample=is_sample)
        builders.project(f"B {is_sample}", plan=plan, is_sample=True)
    shown = {card.plan.title: [row.title for row in card.projects] for card in plan_progress()}
    assert shown == {"Quy hoạch False": ["A False"], "Quy hoạch True": ["A True", "B True"]}


def test_there_is_no_headline_where_no_indicator_is_chosen():
    builders.indicator()
    assert headline_indicator() is None


def test_the_headline_tells_target_and_figure_with_their_source(django_assert_num_queries):
    report = site.article("Báo cáo")
    density = builders.indicator(is_headline=True)
    builders.target(density, report)
    builders.observation(density, report, 2006, "28.7")
    with django_assert_num_queries(3):
        headline = headline_indicator()
    assert headline is not None
    assert (headline.title, headline.path) == ("Mật độ điện thoại", density.path)
    assert (headline.target.value, headline.target.year) == (Decimal(35), 2007)
    assert headline.distance.missing == Decimal("6.3")
    assert (headline.latest.value, headline.latest.period_label) == (Decimal("28.7"), "2006")
    assert (headline.source_title, headline.source_path) == ("Báo cáo", report.path)


def test_the_headline_says_plainly_what_is_not_known():
    density = builders.indicator(is_headline=True)
    builders.target(density, site.article("Báo cáo mật", state=State.DRAFT))
    headline = headline_indicator()
    assert headline is not None
    assert headline.latest is None
    assert (headline.source_title, headline.source_path) == ("", "")


def test_a_forecast_is_named_and_reaches_nothing_before_its_time(client):
    report, year = site.article("Báo cáo"), timezone.localdate().year
    density = builders.indicator(is_headline=True)
    builders.target(density, report, year)
    builders.observation(density, report, year, "36", state="final")
    assert headline_indicator().distance is None
    named = f"({year}, ước tính, kỳ chưa kết thúc)"
    home = squeezed(client.get("/").text)
    assert f"36 máy/100 dân</strong> {named}</p>" in home
    assert named in squeezed(client.get("/chi-tieu/").text)
    page = squeezed(client.get(density.path).text)
    assert f"{year}, ước tính, kỳ chưa kết thúc" in page
    assert "đã đạt" not in page


def test_a_provisional_figure_says_so_at_home_and_in_the_list(client):
    density = builders.indicator(is_headline=True)
    builders.observation(density, site.article("Báo cáo"), 2006, "28.7")
    for path in ("/", "/chi-tieu/"):
        assert "(2006, sơ bộ)" in squeezed(client.get(path).text)


def test_a_sample_is_never_the_headline_but_named_as_one(client):
    report = site.article("Báo cáo")
    density = builders.indicator(is_headline=True)
    builders.observation(density, report, 2008, "99.9", is_sample=True)
    headline = headline_indicator()
    assert headline is not None
    assert headline.latest is None
    assert headline.distance is None
    home = squeezed(client.get("/").text)
    assert (
        '99,9 máy/100 dân</strong> (2008) <span class="sample-mark">số liệu minh họa</span>' in home
    )
    builders.observation(density, report, 2006, "28.70")
    assert str(headline_indicator().latest.value) == "28.70"
    assert headline_indicator().sample is None


@pytest.mark.parametrize(
    ("unit", "has_dots"),
    [
        ("máy/100 dân", True),
        ("thuê bao/1000 dân", False),
        ("ca/100.000 dân", False),
        ("cuộc/100 nghìn dân", False),
        ("% hộ", False),
    ],
)
def test_a_hundred_dots_stand_for_what_is_counted_by_the_hundred(client, unit, has_dots):
    density = builders.indicator(unit=unit, is_headline=True)
    builders.target(density, site.article("Báo cáo"))
    home = client.get("/").text
    assert unit in home
    assert ('class="dots"' in home) is has_dots


def test_no_dots_fill_up_where_less_is_better(client):
    complaints = builders.indicator(is_headline=True, less_is_better=True)
    builders.target(complaints, site.article("Báo cáo"))
    home = client.get("/").text
    assert complaints.title in home
    assert 'class="dots"' not in home


def test_the_distance_is_that_of_the_figure_which_counts_for_the_target(client):
    report = site.article("Báo cáo")
    density = builders.indicator(is_headline=True)
    builders.target(density, report)
    builders.observation(density, report, 2006, "28.7")
    builders.observation(density, report, 2012, "40")
    for path in ("/", "/chi-tieu/"):
        page = squeezed(client.get(path).text)
        assert "40" in page
        assert "còn thiếu 6,3 máy/100 dân (2006)" in page


def dots(client, name):
    """How many dots of the home page's picture are of a kind."""
    drawn = html.fromstring(client.get("/").text).xpath(f'//*[@class="dots-{name}"]/@d')
    return sum(int(run) // 10 + 1 for path in drawn for run in re.findall(r"h(\d+)", path))


def test_the_dots_are_those_of_the_figure_which_counts_for_the_target(client):
    report = site.article("Báo cáo")
    density = builders.indicator(is_headline=True)
    builders.target(density, report)
    builders.observation(density, report, 2005, "99", is_sample=True)
    assert (dots(client, "full"), dots(client, "ring")) == (0, 35)
    builders.observation(density, report, 2006, "28.7")
    builders.observation(density, report, 2012, "40")
    assert (dots(client, "full"), dots(client, "ring")) == (29, 6)


def test_what_the_country_is_to_reach_is_no_target_of_the_province():
    report = site.article("Báo cáo")
    density = builders.indicator(is_headline=True)
    country = builders.benchmark(density)
    builders.target(density, report, 2010, "32", upper=42, series=country)
    headline = headline_indicator()
    assert headline is not None
    assert headline.target is None
    builders.target(density, report, 2007, "35", series=builders.main_series(density))
    assert headline_indicator().target.value == Decimal(35)


def test_the_headline_shows_a_range_whole_and_the_distance_to_it(client):
    report = site.article("Báo cáo")
    density = builders.indicator(is_headline=True)
    builders.target(density, report, 2010, "32", upper=42)
    builders.observation(density, report, 2010, "30.5")
    home = squeezed(client.get("/").text)
    assert '<span class="number">32–42</span> <small>máy/100 dân</small>' in home
    assert "(2010, sơ bộ) – còn thiếu 1,5 máy/100 dân" in home
