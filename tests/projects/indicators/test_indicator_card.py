"""The picture beside a link to an indicator: its figure with the line that leads to it."""

import re
from io import BytesIO

import pytest
from PIL import Image

from portal.department import identity
from portal.department.models import Department
from portal.publishing.models import State
from projects.indicators.charts.cards import card_of
from projects.indicators.figures.page import read_page
from projects.indicators.figures.query import FigureQuery
from projects.indicators.models import Indicator
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


def address(client, path: str) -> str:
    found = re.search(r'property="og:image" content="https?://[^/]+([^"]+)"', client.get(path).text)
    return found[1]


def card(indicator: Indicator):
    row = Indicator.objects.with_public_times().get(pk=indicator.pk)
    return card_of(row, read_page(row, FigureQuery()))


def test_it_shows_the_newest_figure_its_line_and_what_is_aimed_at():
    density, source = builders.indicator(), site.article("Nguồn")
    for year, value in ((2004, "20"), (2006, "30.5")):
        builders.observation(density, source, year, value)
    builders.target(density, source, 2007, "40")
    drawn = card(density).figure
    assert (drawn.value, drawn.caption) == ("30,5", "máy/100 dân · 2006 (sơ bộ)")
    # A year between them is a gap, and no line leads over it.
    assert [len(run) for run in drawn.runs] == [1, 1]
    assert (drawn.aim, drawn.aim_words) == (1.0, "Mục tiêu năm 2007: 40")


def test_its_base_line_is_zero_for_nothing_on_it_says_otherwise():
    density, source = builders.indicator(), site.article("Nguồn")
    for year, value in ((2006, "30"), (2007, "31.5")):
        builders.observation(density, source, year, value)
    builders.target(density, source, 2007, "40")
    drawn = card(density).figure
    assert ([y for run in drawn.runs for _x, y in run], drawn.base) == ([0.75, 0.787], 0.0)
    profit = builders.indicator("Lợi nhuận", unit="tỷ đồng", lowest="-100")
    for year, value in ((2006, "-10"), (2007, "-5")):
        builders.observation(profit, source, year, value)
    assert card(profit).figure.base == 1.0


def test_it_says_that_its_figure_is_made_up():
    made_up = builders.indicator("Dựng ra", is_sample=True)
    builders.observation(made_up, site.article("Khác"), 2007, "31.5", is_sample=True)
    assert card(made_up).kicker == "chỉ tiêu · số liệu minh họa"


def test_its_line_leads_to_a_fact_through_no_sample():
    density, source = builders.indicator(), site.article("Nguồn")
    for year in (2003, 2004, 2005, 2006):
        builders.observation(density, source, year, "20", is_sample=True)
    builders.observation(density, source, 2007, "33", state="final")
    assert [len(run) for run in card(density).figure.runs] == [1]
    assert card(density).kicker == "chỉ tiêu"


def test_the_page_names_it_and_a_new_figure_has_a_new_one(client):
    density = builders.indicator()
    builders.observation(density, site.article("Nguồn"), 2006, "30.5")
    old = address(client, density.path)
    found = client.get(old)
    assert Image.open(BytesIO(found.content)).size == (1200, 630)
    assert found["Cross-Origin-Resource-Policy"] == "cross-origin"
    builders.observation(density, site.article("Mới"), 2007, "33")
    new = address(client, density.path)
    assert new != old
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new)


def test_in_english_another_english_name_of_the_site_is_another_card(client):
    density = builders.indicator()
    builders.observation(density, site.article("Nguồn"), 2006, "30.5")
    before = address(client, density.path), address(client, f"/en{density.path}")
    identity.KEPT.fix(Department(name_en="Department of Science and Technology"))
    assert address(client, density.path) == before[0]
    assert address(client, f"/en{density.path}") != before[1]


def test_without_a_figure_its_card_is_that_of_any_page(client):
    density = builders.indicator()
    assert address(client, density.path).startswith("/anh-chia-se/")
    guessed = f"{density.path}anh-0123456789abcdef.png"
    assert client.get(guessed).status_code == 404


def test_a_hidden_one_has_none(client):
    hidden = builders.indicator("Nháp", state=State.DRAFT, published_at=None)
    builders.observation(hidden, site.article("Nguồn"), 2007, "31.5")
    path = f"{hidden.path}anh-{card(hidden).digest}.png"
    assert client.get(path).status_code == 404
