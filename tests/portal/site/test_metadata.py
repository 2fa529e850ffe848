"""What machines read of each page: Dublin Core, OpenGraph and JSON-LD from the same facts."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from portal.publishing.models import State
from portal.publishing.models.kinds import kinds
from tests import builders
from tests.one_of_each import MAKERS, page_of
from tests.sampling import params

pytestmark = pytest.mark.django_db

NO_BREADCRUMBS = {"/"}


def read(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "html.parser")


def metas(page: BeautifulSoup) -> dict[str, str]:
    """The page's metas by name or property; none stands there twice."""
    all_of = page.select("meta[content]")
    found = [(meta.get("name") or meta.get("property"), meta["content"]) for meta in all_of]
    found = [(name, value) for name, value in found if name != "theme-color"]
    assert len(found) == len(dict(found)), found
    return dict(found)


def json_ld(page: BeautifulSoup) -> list[dict[str, Any]]:
    return [json.loads(each.string) for each in page.select('script[type="application/ld+json"]')]


def of_type(page: BeautifulSoup, kind: str) -> dict[str, Any]:
    (found,) = (each for each in json_ld(page) if each["@type"] == kind)
    return found


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_a_page_is_described_in_the_names_of_the_dublin_core(client, kind):
    page = page_of(kind, "Mạng “A” & <b>")
    known = metas(read(client, page.path))
    assert known["DC.title"].endswith("Mạng “A” & <b>")
    assert known["DC.identifier"] == settings.SITE_URL + page.path
    assert known["DC.date"] == "2007-02-01T10:27:14+07:00"
    assert known["DC.language"] == "vi"
    assert known["DC.publisher"] == settings.SITE_NAME
    assert known["DC.creator"] == {"document": "UBND tỉnh"}.get(kind, settings.SITE_NAME)
    assert known["DC.type"] == {"event": "Event", "indicator": "Dataset"}.get(kind, "Text")
    assert known["DC.format"] == "text/html"
    assert known["DC.description"] == known["description"]
    assert known["DC.rights"] == f"Được trích dẫn, miễn là ghi rõ nguồn: {settings.SITE_NAME}."
    assert known["DC.subject"].partition(";")[0].lower() == str(page._meta.verbose_name).lower()
    assert known["og:title"] == known["DC.title"]
    assert known["og:url"] == known["DC.identifier"]


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_each_page_without_a_picture_has_its_card(client, kind):
    page = page_of(kind)
    known = metas(read(client, page.path))
    assert known["og:image"].startswith(f"{settings.SITE_URL}/anh-chia-se/{page.pk}-")
    assert (known["og:image:width"], known["og:image:height"]) == ("1200", "630")
    assert "Mạng thông tin của tỉnh" in known["og:image:alt"] or kind == "annualplan"
    assert known["twitter:card"] == "summary_large_image"
    path = known["og:image"].removeprefix(settings.SITE_URL)
    assert client.get(path)["Content-Type"] == "image/png"


def test_a_page_with_a_cover_shows_that(client):
    page = page_of("article", cover=builders.picture(), cover_alt="Cầu Trường Tiền")
    head = read(client, page.path)
    known = metas(head)
    assert known["og:image"] == f"{settings.SITE_URL}/media/pictures/aa/cover.jpg"
    assert (known["og:image:width"], known["og:image:height"]) == ("960", "540")
    assert known["og:image:alt"] == "Cầu Trường Tiền"
    assert of_type(head, "NewsArticle")["image"] == known["og:image"]


def test_a_list_has_the_sites_card_and_no_names_of_a_page(client):
    known = metas(read(client, "/tin-tuc/"))
    assert known["og:image"].startswith(f"{settings.SITE_URL}/anh-chia-se/0-")
    assert [name for name in known if name.startswith("DC.")] == []


def test_an_article_says_the_same_in_each_language_of_machines(client):
    page = page_of("article")
    head = read(client, page.path)
    known, article = metas(head), of_type(head, "NewsArticle")
    assert article["datePublished"] == known["DC.date"] == known["article:published_time"]
    assert article["dateModified"] == known["article:modified_time"]
    assert article["mainEntityOfPage"] == known["DC.identifier"]
    assert article["image"] == known["og:image"]


def test_home_tells_how_to_search_the_site(client):
    site = of_type(read(client, "/"), "WebSite")
    assert site["url"] == f"{settings.SITE_URL}/"
    action = site["potentialAction"]
    assert (action["@type"], action["query-input"]) == (
        "SearchAction", "required name=search_term_string",
    )  # fmt: skip
    address = action["target"]["urlTemplate"].replace("{search_term_string}", "hoi+nghi")
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200
    assert site["publisher"]["@type"] == "GovernmentOrganization"


def every_page() -> list[str]:
    """A page of each kind, each list, and the pages about the site."""
    paths = [page_of(kind).path for kind in MAKERS]
    paths += [reverse(model.LIST_VIEW) for model in kinds().values() if model.LIST_VIEW]
    paths += ["/", "/gioi-thieu/", "/lien-he/", "/chu-de/", "/tim-kiem/"]
    return paths


def test_what_every_page_tells_machines_is_sound(client):
    for path in every_page():
        for each in json_ld(read(client, path)):
            assert each["@context"] == "https://schema.org", path
            assert each["@type"], path
            if each["@type"] == "BreadcrumbList":
                continue
            assert each.get("name") or each.get("headline"), path
            for name in ("url", "mainEntityOfPage"):
                assert each.get(name, settings.SITE_URL).startswith(settings.SITE_URL), path
            assert None not in each.values(), path


def test_every_page_says_of_which_kind_it_is(client):
    lists = {reverse(model.LIST_VIEW) for model in kinds().values() if model.LIST_VIEW}
    for path in every_page():
        page = read(client, path)
        names = [str(each.get("@type")) for each in json_ld(page)]
        found = [name for name in names if name != "BreadcrumbList"]
        assert len(found) == len(set(found)) > 0 or not page.select("link[rel=canonical]"), path
        # What stands below /gioi-thieu/ has no list, nor have English versions.
        if path in lists - {"/en/", "/gioi-thieu/"}:
            assert found == ["CollectionPage"], path
    assert of_type(read(client, "/gioi-thieu/tiep-cong-dan/"), "AboutPage")["inLanguage"] == "vi"


def test_every_page_with_breadcrumbs_tells_them_to_machines_once(client):
    for path in every_page():
        page = read(client, path)
        shown = [link["href"] for link in page.select("nav.breadcrumbs a")]
        lists = [each for each in json_ld(page) if each["@type"] == "BreadcrumbList"]
        assert len(lists) == (1 if shown else 0), path
        for trail in lists:
            steps = trail["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert [step["item"] for step in steps] == [
                settings.SITE_URL + address for address in [*shown, path]
            ]
            assert all(step["name"].strip() for step in steps), path


def test_the_last_step_of_the_way_has_the_pages_own_letters(client):
    page = page_of("article", "Bưu chính & <Viễn thông>")
    steps = of_type(read(client, page.path), "BreadcrumbList")["itemListElement"]
    assert steps[-1]["name"] == "Bưu chính & <Viễn thông>"


def test_a_page_that_is_not_there_is_described_by_nobody(client):
    page = page_of("article", state=State.DRAFT)
    assert "DC.title" not in client.get(page.path).text
