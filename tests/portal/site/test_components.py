"""The page of components: for the staff, whole, with colours that can be read."""

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.branding.colours import contrast
from portal.site.components import names, pairs
from portal.site.samples import IN_THE_HEAD, SAMPLES
from tests import builders

pytestmark = pytest.mark.django_db

ADDRESS = "/giao-dien/"


@pytest.fixture
def page(client) -> BeautifulSoup:
    client.force_login(builders.reporter())
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_it_is_there_for_the_staff_only(client):
    assert client.get(ADDRESS).status_code == 404
    client.force_login(builders.person("nguoi-dan"))
    assert client.get(ADDRESS).status_code == 404


def test_every_component_has_a_sample_that_is_shown(page):
    assert {*SAMPLES, *IN_THE_HEAD} == set(names()), "Samples are in portal/site/samples.py"
    for article in page.select(".pattern"):
        shown = article.select_one(".pattern-shown")
        assert (shown is None) is (article["aria-label"] in IN_THE_HEAD), article["aria-label"]
        assert shown is None or shown.get_text(strip=True), article["aria-label"]
    assert [article["aria-label"] for article in page.select(".pattern")] == names()


def test_a_contrast_has_two_digits_behind_its_comma(page):
    cells = [row.select("td")[2].text for row in page.select("table tr") if row.select("td")]
    assert len(cells) > 20
    assert [cell for cell in cells if not re.fullmatch(r"\d+,\d\d", cell)] == []


def test_it_asks_the_database_only_who_is_there(client, django_assert_num_queries):
    client.force_login(builders.reporter())
    with django_assert_num_queries(3):
        client.get(ADDRESS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(scheme):
    assert [pair for pair in pairs(scheme) if not pair.is_enough] == []


def test_the_contrast_is_that_of_wcag():
    assert contrast("#000", "#fff") == 21
    assert contrast("#5a2a7e", "#5a2a7e") == 1
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


def test_each_token_of_colour_size_and_space_stands_on_the_page(page):
    sheet = (site_settings.BASE_DIR / "static/css/components-page.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.(swatch-[\w-]+-on-[\w-]+|type-text[\w-]*|space-[\w-]+) \{", sheet))
    used = {name for tag in page.select("[class]") for name in tag["class"]}
    on_page = {name for name in used if name.startswith(("swatch-", "type-text", "space-space"))}
    assert on_page == styled


@pytest.mark.parametrize(
    ("language", "more", "text"),
    [("vi", True, "Hơn 1.020 kết quả"), ("vi", False, "1.020 kết quả"), ("en", False, "1,020 fit")],
)
def test_what_a_filter_finds_is_written_as_numbers_are(language, more, text):
    form = SimpleNamespace(is_used=True, chosen=[])
    context = {"form": form, "found": 1020, "more": more, "all": "/"}
    with translation.override(language):
        shown = render_to_string("components/list_found.html", context)
    assert BeautifulSoup(shown, "html.parser").strong.get_text(strip=True) == text
