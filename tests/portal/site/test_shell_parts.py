"""The shell of pages is kept in parts; none of them brings anything from one page to another."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from portal.branding import brand
from portal.branding.brand import Brand
from portal.branding.colours import Colours
from portal.pagecache.fragments import fragments
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_is_kept_yet(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)
    fragments.cache_clear()
    brand.KEPT.fix(None)


def soup(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def marked(page):
    return [each["href"] for each in page.select(".menu [aria-current]")]


def test_the_menu_marks_where_each_page_is(client):
    article = builders.article()
    for path in ("/tin-tuc/", "/van-ban/", article.path, "/van-ban/", "/tin-tuc/"):
        assert marked(soup(client, path)) == ["/van-ban/" if "van-ban" in path else "/tin-tuc/"]
    assert marked(soup(client, "/")) == []


def test_an_english_page_takes_nothing_of_a_vietnamese_one(client):
    builders.article()
    vietnamese, english = client.get("/").text, client.get("/en/").text
    assert "Tìm kiếm" in vietnamese
    assert ">Search<" in english
    assert "/en/tim-kiem/" in english
    assert "/en/tim-kiem/" not in client.get("/").text


def test_a_page_without_the_search_in_its_head_takes_it_from_no_other(client):
    assert soup(client, "/").select_one(".masthead .search-form")
    assert not soup(client, "/tim-kiem/").select_one(".masthead .search-form")
    assert soup(client, "/").select_one(".masthead .search-form")


def test_heads_tools_and_printed_lines_are_the_page_s_own(client):
    found = [builders.article(title) for title in ("Một", "Hai")]
    for article in [*found, *found]:
        text = client.get(article.path).text
        other = next(each for each in found if each != article)
        assert f"<title>{article.title} –" in text
        assert text.count(f"{article.path}luu.html") == 1
        assert f"{other.path}luu.html" not in text
        assert f'src="{article.path}ma-qr.svg"' in text
    large = client.get(f"{found[0].path}?co-chu=lon").text
    assert f'href="{found[0].path}"' in large
    assert "?co-chu=lon" in client.get(found[0].path).text


def test_no_page_leads_to_large_letters_by_what_another_reader_asked(client):
    article = builders.article("Tin")
    assert "ai-do" not in client.get(f"{article.path}?email=ai-do").text
    assert "ai-do" not in client.get(article.path).text


def test_a_page_of_which_nothing_is_asked_keeps_its_head(client):
    shown = [projects.indicator(title) for title in ("Một", "Hai")]
    for indicator in [*shown, *shown]:
        assert soup(client, indicator.path).title.text.startswith(f"{indicator.title} –")
        asked = soup(client, f"{indicator.path}?ngay=01/02/2007").title.text
        assert "01/02/2007" in asked
    assert soup(client, "/su-kien/").title.text == soup(client, "/su-kien/").title.text
    kept = {key[-1].removesuffix("/") for key in fragments()._kept if key[0] == "page_head"}
    paths = ["/su-kien", *(each.path.removesuffix("/") for each in shown)]
    assert kept == {f"{settings.SITE_URL}{path}" for path in paths}


def test_pages_of_a_list_have_their_own_heads(client):
    for number in range(21):
        builders.article(f"Tin số {number}")
    for _ in range(2):
        assert "trang 2" not in soup(client, "/tin-tuc/").title.text
        assert "trang 2" in soup(client, "/tin-tuc/?trang=2").title.text
        assert client.get("/tin-tuc/?trang=3").status_code == 404


def test_a_preview_of_the_look_is_seen_by_nobody_else(client):
    plain = client.get("/").text
    with brand.KEPT.instead(Brand(colours=Colours(accent="#1a5fb4"), preview_stylesheet="/xem")):
        assert 'href="/xem"' in client.get("/").text
    assert client.get("/").text == plain
