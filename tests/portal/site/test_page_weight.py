"""An article arrives fast on a slow line: little to load, nothing that it needs to run."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders

from tests import builders

pytestmark = pytest.mark.django_db

MAX_BYTES = 25 * 1024
# As long as the department's own report.
BODY = "<p>Các doanh nghiệp bưu chính, viễn thông nhất trí tổ chức giao ban hàng quý.</p>\n" * 60


@pytest.fixture
def page(client) -> BeautifulSoup:
    """An article as a reader gets it."""
    article = builders.article(body=BODY, section=builders.section())
    return BeautifulSoup(client.get(article.path).content, "html.parser")


def stylesheets(page: BeautifulSoup) -> list[bytes]:
    names = [link["href"].removeprefix("/static/") for link in page.select("link[rel=stylesheet]")]
    contents = []
    for name in names:
        with open(str(finders.find(name)), "rb") as file:
            contents.append(file.read())
    return contents


def test_page_and_styles_weigh_little(client):
    article = builders.article(body=BODY, section=builders.section())
    raw = client.get(article.path).content
    styles = stylesheets(BeautifulSoup(raw, "html.parser"))
    scripts = [Path(str(finders.find("js/extras.js"))).read_bytes()]
    assert styles != []
    assert sum(len(gzip.compress(part)) for part in [raw, *styles, *scripts]) <= MAX_BYTES


def test_nothing_runs_that_the_page_needs(page):
    """One module comes after all that is read, keeps nobody waiting, and loads no other by itself.

    The browser's tests read the site with scripts off.
    """
    kinds = {script.get("type") for script in page.find_all("script")}
    assert kinds == {"application/ld+json", "module"}
    modules = page.select("script[type=module]")
    assert [module["src"] for module in modules] == ["/static/js/extras.js"]
    assert modules[0].find_next() is None
    assert modules[0].string is None
    module = Path(str(finders.find("js/extras.js"))).read_text("utf-8")
    assert re.findall(r"^import\b|import\(\s*[\"'`]", module, re.MULTILINE) == []
    assert [
        tag.name for tag in page.find_all(True) if any(a.startswith("on") for a in tag.attrs)
    ] == []


@pytest.mark.parametrize(
    "name", ["extras", "suggest", "combobox", "copy-link", "gallery", "shortcut"]
)
def test_each_module_weighs_less_than_two_kilobytes(name):
    assert Path(str(finders.find(f"js/{name}.js"))).stat().st_size < 2 * 1024


def test_no_style_stands_in_the_page(page):
    assert page.find_all("style") == []
    assert page.select("[style]") == []


def test_it_takes_four_requests_at_most(page):
    links = page.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]")
    assert 1 + len(links) + len(page.select("script[src], iframe, object, embed")) <= 4


def test_styles_fetch_nothing_else(page):
    addresses = re.findall(rb"url\(\s*[\"']?([^)\"']{5})|@import", b"".join(stylesheets(page)))
    assert set(addresses) <= {b"data:"}


def test_a_page_goes_out_compressed_to_who_can_read_it(client):
    response = client.get("/gioi-thieu/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 6_000
