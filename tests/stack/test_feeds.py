"""Each feed that a page names is valid by the rules of its format."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from tests.stack.walking import Visited, Walk

ATOM = "{http://www.w3.org/2005/Atom}"
TYPES = {
    "application/rss+xml": "rss", "application/atom+xml": "atom", "application/feed+json": "json",
}  # fmt: skip


@pytest.fixture(scope="module")
def feeds(walk: Walk) -> dict[str, list[Visited]]:
    """The feeds by their format, as the pages name them in their heads."""
    found: dict[str, list[Visited]] = {kind: [] for kind in TYPES.values()}
    named = {}
    for page in walk.pages():
        for node in page.soup.find_all("link", rel="alternate", type=True):
            if node["type"] in TYPES:
                path = str(node["href"]).removeprefix(walk.address)
                named[path] = str(node["type"])
    for path, media_type in named.items():
        feed = walk.visited[path]
        assert feed.answer.status == 200, path
        assert feed.answer.content_type == media_type, path
        found[TYPES[media_type]].append(feed)
    return found


def _is_absolute(address: str | None) -> bool:
    return bool(re.fullmatch(r"https?://\S+", address or ""))


def test_rss_is_valid(feeds: dict[str, list[Visited]], walk: Walk) -> None:
    assert feeds["rss"]
    for feed in feeds["rss"]:
        root = ElementTree.fromstring(feed.answer.body)
        assert (root.tag, root.get("version")) == ("rss", "2.0"), feed.path
        [channel] = root.findall("channel")
        for name in ("title", "link", "description"):
            assert channel.findtext(name, "").strip(), (feed.path, name)
        assert _is_absolute(channel.findtext("link"))
        own = [node for node in channel.findall(f"{ATOM}link") if node.get("rel") == "self"]
        assert [node.get("href") for node in own] == [walk.address + feed.path]
        if built := channel.findtext("lastBuildDate"):
            assert parsedate_to_datetime(built).tzinfo
        _check_items(feed.path, channel.findall("item"))


def _check_items(path: str, items: list[ElementTree.Element]) -> None:
    guids = [item.findtext("guid") for item in items]
    assert None not in guids, path
    assert len(guids) == len(set(guids)), path
    for item in items:
        assert item.findtext("title") or item.findtext("description"), path
        assert _is_absolute(item.findtext("link")), path
        published = item.findtext("pubDate")
        assert published is None or parsedate_to_datetime(published).tzinfo, path
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink", "true") == "true":
            assert _is_absolute(guid.text), path
        for file in item.findall("enclosure"):
            assert _is_absolute(file.get("url"))
            assert file.get("length", "").isdecimal()
            assert file.get("type")
        _check_html(path, item.findtext("description", ""))


def test_atom_is_valid(feeds: dict[str, list[Visited]], walk: Walk) -> None:
    assert feeds["atom"]
    for feed in feeds["atom"]:
        root = ElementTree.fromstring(feed.answer.body)
        assert root.tag == f"{ATOM}feed"
        _check_atom(feed.path, root)
        own = [node.get("href") for node in root.findall(f"{ATOM}link")
               if node.get("rel") == "self"]  # fmt: skip
        assert own == [walk.address + feed.path]
        entries = root.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids)), feed.path
        named = root.find(f"{ATOM}author/{ATOM}name") is not None
        for entry in entries:
            _check_atom(feed.path, entry)
            assert named or entry.find(f"{ATOM}author/{ATOM}name") is not None, feed.path
            links = [node for node in entry.findall(f"{ATOM}link")
                     if node.get("rel", "alternate") == "alternate"]  # fmt: skip
            has_content = entry.find(f"{ATOM}content") is not None
            assert links or has_content, feed.path
            assert all(_is_absolute(node.get("href")) for node in links)
            _check_html(feed.path, entry.findtext(f"{ATOM}summary", ""))


def _check_atom(path: str, node: ElementTree.Element) -> None:
    for name in ("id", "title", "updated"):
        assert len(node.findall(ATOM + name)) == 1, (path, name)
        assert node.findtext(ATOM + name, "").strip(), (path, name)
    assert re.match(r"(https?|urn|tag):", node.findtext(f"{ATOM}id", "")), path
    assert datetime.fromisoformat(node.findtext(f"{ATOM}updated", "")).tzinfo, path


def test_json_feed_is_valid(feeds: dict[str, list[Visited]], walk: Walk) -> None:
    for feed in feeds["json"]:
        feed_data = json.loads(feed.answer.body)
        assert feed_data["version"] == "https://jsonfeed.org/version/1.1", feed.path
        assert feed_data["title"].strip()
        assert feed_data["feed_url"] == walk.address + feed.path
        assert _is_absolute(feed_data["home_page_url"])
        ids = [item["id"] for item in feed_data["items"]]
        assert len(ids) == len(set(ids)), feed.path
        for item in feed_data["items"]:
            assert isinstance(item["id"], str)
            assert item.get("content_html") or item.get("content_text"), feed.path
            assert _is_absolute(item["url"])
            for name in ("date_published", "date_modified"):
                assert name not in item or datetime.fromisoformat(item[name]).tzinfo, feed.path
            _check_html(feed.path, item.get("content_html", ""))


def _check_html(path: str, text: str) -> None:
    """What stands far from its page must not have addresses that start at the page."""
    relative = re.findall(r'(?:href|src)="(?!https?:|mailto:|tel:|data:|#)([^"]*)"', text)
    assert relative == [], path
    assert "<script" not in text
