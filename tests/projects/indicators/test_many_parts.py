"""Parts are added up where a table has no column for each of them, too."""

import pytest

from projects.indicators.models import Indicator
from tests.projects import builders
from tests.reading import squeezed_text_of as words_of

pytestmark = pytest.mark.django_db

SAID = "các phần cộng lại là 48 nghìn máy, còn “Toàn tỉnh” được công bố là 50"


@pytest.fixture
def subscribers(report) -> Indicator:
    """An indicator with six parts and a benchmark: the table has columns for four parts."""
    indicator = builders.indicator(unit="nghìn máy")
    main = builders.main_series(indicator)
    builders.observation(indicator, report, value="50", series=main)
    country = builders.benchmark(indicator)
    builders.observation(indicator, report, value="60", series=country)
    for place in range(6):
        part = builders.series(indicator, f"Mạng {place}", part_of=main)
        builders.observation(indicator, report, value="8", series=part)
    return indicator


def test_six_parts_that_do_not_add_up_are_said(client, subscribers, django_assert_num_queries):
    with django_assert_num_queries(8):
        page = words_of(client, subscribers.path)
    assert '<th scope="col">Mạng 4' not in page
    assert f"2007: {SAID}" in page


def test_a_part_shown_alone_is_added_to_the_others(client, subscribers):
    part = subscribers.series.get(name="Mạng 5")
    assert SAID in words_of(client, f"{subscribers.path}?chuoi={part.pk}")


def test_a_part_without_a_figure_of_that_time_leaves_nothing_to_compare(client, subscribers):
    builders.series(subscribers, "Mạng mới", part_of=builders.main_series(subscribers))
    assert "các phần cộng lại" not in words_of(client, subscribers.path)


def test_a_page_of_older_figures_adds_up_its_own_periods(client, report, subscribers):
    for series in subscribers.series.all():
        builders.observation(subscribers, report, 2006, "7", series=series)
    page = words_of(client, f"{subscribers.path}?truoc=2007-12-31")
    assert "2006: các phần cộng lại là 42 nghìn máy, còn “Toàn tỉnh” được công bố là 7" in page
    assert SAID not in page


def test_hidden_samples_are_not_added(client, report, subscribers):
    for series in subscribers.series.all():
        builders.observation(subscribers, report, 2008, "1", series=series, is_sample=True)
    assert "2008: các phần cộng lại là 6 " in words_of(client, subscribers.path)
    assert f"2007: {SAID}" in words_of(client, f"{subscribers.path}?minh-hoa=0")
