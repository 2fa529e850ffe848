"""The whole site, walked through as a reader: nothing leads nowhere, nothing is left unsaid."""

import json
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from bs4 import Tag

from tests.stack.walking import DOORS, SIGN_IN, Visited, Walk


def test_the_walk_comes_to_every_part_of_the_site(walk: Walk) -> None:
    pages = {each.path for each in walk.pages()}
    assert len(pages) > 60
    for path in ("/tin-tuc/", "/van-ban/", "/quy-hoach/", "/chi-tieu/", "/doanh-nghiep/",
                 "/su-kien/", "/du-lieu/", "/tim-kiem/"):  # fmt: skip
        assert path in pages


def test_no_link_is_broken_and_none_leads_on(walk: Walk) -> None:
    """Only doors that ask for a sign-in may send elsewhere, to the sign-in."""
    wrong = {
        (page, linked, answer.status)
        for page, linked, _fragment in walk.links
        if linked in walk.visited
        and (answer := walk.visited[linked].answer).status != 200
        and not (answer.status == 302 and answer.headers["Location"].startswith(SIGN_IN))
    }
    assert wrong == set()


def test_every_anchor_has_its_target(walk: Walk) -> None:
    wrong = set()
    for page, linked, fragment in walk.links:
        target = walk.visited.get(linked)
        if fragment and target is not None and not _leads(fragment, target):
            wrong.add((page, linked, fragment))
    assert wrong == set()


def _leads(fragment: str, target: Visited) -> bool:
    """Whether the page has the anchor, and the words that a text fragment marks."""
    anchor, _, directive = fragment.partition(":~:text=")
    words = [part for part in directive.split(",") if part]
    return (not anchor or anchor in target.anchors) and all(part in target.words for part in words)


def test_no_two_pages_have_one_title(walk: Walk) -> None:
    titles = defaultdict(set)
    for page in walk.pages():
        # The same page asked for in several ways has one canonical address.
        titles[page.soup.title.get_text(strip=True)].add(page.canonical or page.path)
    assert {title: sorted(paths) for title, paths in titles.items() if len(paths) > 1} == {}


def test_every_page_says_what_it_is(walk: Walk) -> None:
    missing = {page.path: lacks for page in walk.pages() if (lacks := _lacks(page))}
    assert missing == {}


def _lacks(page: Visited) -> list[str]:
    soup = page.soup
    description = soup.find("meta", attrs={"name": "description"})
    scripts = soup.find_all("script", type="application/ld+json")
    has = {
        "a title": bool(soup.title and soup.title.get_text(strip=True)),
        "a description": bool(description and str(description.get("content", "")).strip()),
        "a canonical address": bool(page.canonical),
        # Forms to sign in or to write are for people alone.
        "JSON-LD of its kind": _kinds(scripts) - {"BreadcrumbList"} or not page.is_for_engines,
        "one h1": len(soup.find_all("h1")) == 1,
        "#noi-dung": "noi-dung" in page.anchors,
        "a language": bool(soup.html and soup.html.get("lang")),
    }
    return [name for name, there in has.items() if not there]


def _kinds(scripts: Iterable[Tag]) -> set[str]:
    return {str(json.loads(script.get_text()).get("@type")) for script in scripts}


def test_only_pages_with_forms_to_send_set_a_cookie(walk: Walk) -> None:
    wrong = [
        page.path
        for page in walk.visited.values()
        if page.answer.headers.get_all("Set-Cookie")
        and not (page.answer.is_page and page.soup.find("form", method="post"))
        and page.answer.status != 302
    ]
    assert wrong == []


def test_nothing_is_loaded_from_another_host(walk: Walk) -> None:
    host = urlsplit(walk.address).netloc
    assert {each for each in walk.loads if urlsplit(each[1]).netloc != host} == set()
    # A style could load, too.
    for page in walk.visited.values():
        if page.answer.content_type == "text/css":
            assert "url(http" not in page.answer.text
            assert "@import" not in page.answer.text


def test_doors_are_links_that_machines_do_not_follow(walk: Walk) -> None:
    for page in walk.pages():
        for node in page.soup.find_all("a", href=True):
            if str(node["href"]).startswith(DOORS[0]):
                assert "nofollow" in node.get("rel", []), (page.path, node["href"])
