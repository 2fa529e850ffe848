"""A walk through the whole site from the home page, by every link that a reader can follow."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.stack.asking import Answer, Browser

# The demo has some hundreds; more means that pages make pages without an end.
MAX_ROWS = 2500
# Of a list narrowed down in all ways, so many are enough.
QUERIES_OF_A_PATH = 8
# One reads while the two processes of the site answer the others.
AT_ONCE = 3
# Beyond these doors somebody has to sign in.
DOORS = ("/admin/", "/doanh-nghiep/cua-toi/")
SIGN_IN = "/tai-khoan/login/"


@dataclass(frozen=True)
class Visited:
    """A page or file that was asked for."""

    path: str
    answer: Answer

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.answer.body, "lxml")

    @cached_property
    def anchors(self) -> set[str]:
        return {str(node["id"]) for node in self.soup.find_all(id=True)}

    @property
    def is_for_saving(self) -> bool:
        return self.answer.headers.get("Content-Disposition", "").startswith("attachment")

    @property
    def is_for_engines(self) -> bool:
        """Whether search engines may keep it."""
        robots = self.soup.find("meta", attrs={"name": "robots"})
        return not (isinstance(robots, Tag) and "noindex" in str(robots["content"]))

    @cached_property
    def words(self) -> str:
        """The text of the page as it stands there, on one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def canonical(self) -> str:
        node = self.soup.find("link", rel="canonical")
        return str(node["href"]) if isinstance(node, Tag) else ""


@dataclass
class Walk:
    """All that was visited, and the links that led there."""

    address: str
    visited: dict[str, Visited] = field(default_factory=dict)
    # Path and fragment, with the page that has the link.
    links: list[tuple[str, str, str]] = field(default_factory=list)
    # Addresses that a browser would ask for by itself, with their page.
    loads: list[tuple[str, str]] = field(default_factory=list)

    def pages(self) -> list[Visited]:
        """Pages that were there, to be read in place and not to be saved."""
        return [
            each
            for each in self.visited.values()
            if each.answer.status == 200 and each.answer.is_page and not each.is_for_saving
        ]


def walked(address: str) -> Walk:
    """Visit whatever can be reached; raises AssertionError where that has no end."""
    walk, waiting = Walk(address), ["/"]
    seen, queries = {"/"}, Counter[str]()

    def visited(path: str) -> Visited:
        # Each page as somebody who comes there first: no cookie of another page.
        return Visited(path, Browser(address).get(path))

    with ThreadPoolExecutor(AT_ONCE) as readers:
        while waiting:
            assert len(seen) <= MAX_ROWS, "the site makes pages without an end"
            # In the order of the links, whoever is answered first.
            pages, waiting = readers.map(visited, waiting), []
            for page in pages:
                walk.visited[page.path] = page
                waiting += _next(walk, page, seen, queries)
    return walk


def _next(walk: Walk, page: Visited, seen: set[str], queries: Counter[str]) -> Iterator[str]:
    """Write down the links of a page; where to go from it."""
    if not page.answer.is_page:
        return
    for linked, fragment in _noted(walk, page):
        walk.links.append((page.path, linked, fragment))
        bare = urlsplit(linked).path
        if linked in seen or linked.startswith(DOORS):
            continue
        if "?" in linked:
            queries[bare] += 1
            if queries[bare] > QUERIES_OF_A_PATH:
                continue
        seen.add(linked)
        yield linked


def _noted(walk: Walk, page: Visited) -> Iterator[tuple[str, str]]:
    """The links of a page into the site; what it loads is written down."""
    for node in page.soup.find_all(["a", "area", "link", "img", "script", "source", "audio",
                                    "video", "iframe", "object", "embed", "use"]):  # fmt: skip
        for value in _addresses(node):
            full = urljoin(walk.address + page.path, value)
            if _is_loaded(node):
                walk.loads.append((page.path, full))
            bare, fragment = urldefrag(full)
            inside = bare.startswith((walk.address + "/", walk.address + "?"))
            if inside and urlsplit(full).scheme in {"http", "https"}:
                yield bare.removeprefix(walk.address), unquote(fragment)


def _addresses(node: Tag) -> Iterator[str]:
    for name in ("href", "src", "data", "poster"):
        if node.get(name) and not str(node[name]).startswith("data:"):
            yield str(node[name])
    for part in str(node.get("srcset", "")).split(","):
        if part.strip():
            yield part.split()[0]


def _is_loaded(node: Tag) -> bool:
    if node.name == "link":
        return bool({"stylesheet", "icon", "preload", "modulepreload"} & set(node.get("rel", [])))
    return node.name not in {"a", "area"}
