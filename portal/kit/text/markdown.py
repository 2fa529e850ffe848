"""Our own documents, written in Markdown, as HTML; markup in them is shown as it is typed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import unquote

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.kit.text.normalize import slugify

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
# Other documents of the repository have no address here; their names stand as words.
_ADDRESS: Final = re.compile(r"https?://|/(?!/)|#")


class Heading(NamedTuple):
    """A heading below the title, with the name that links lead to."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its title, which the HTML leaves out, and its headings in order."""

    title: str
    html: SafeString
    headings: tuple[Heading, ...]


def render(source: str, *, picture: Callable[[str], str]) -> Document:
    """Return the text as HTML; `picture` gives the address of a picture by what the text names."""
    tokens = _MARKDOWN.parse(source)
    headings = []
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            headings.append(_named(token, following))
        elif token.type == "inline":
            token.children = list(_spans(token.children or (), picture))
        elif token.type in {"th_open", "td_open"}:
            # An alignment would be an inline style, which the site's policy refuses.
            token.attrs = {"scope": "col"} if token.type == "th_open" else {}
    title = next((heading.words for heading in headings if heading.level == 1), "")
    html = _MARKDOWN.renderer.render(list(_below_title(tokens)), _MARKDOWN.options, {})
    # The parser knows no HTML: whatever stood in the text is escaped.
    safe = mark_safe(html.strip())  # noqa: S308  # escaped, as above
    return Document(title, safe, tuple(heading for heading in headings if heading.level > 1))


def _named(opening: Token, inline: Token) -> Heading:
    """Give a heading the name that links lead to, and return it."""
    words = "".join(child.content for child in inline.children or ())
    heading = Heading(int(opening.tag[1]), words, slugify(words))
    opening.attrSet("id", heading.anchor)
    return heading


def _spans(children: Iterable[Token], picture: Callable[[str], str]) -> Iterator[Token]:
    """Yield what a line holds: pictures by their address here, links only where they lead."""
    leads = False
    for child in children:
        if child.type == "link_open":
            address = _address(str(child.attrs["href"]))
            leads = _ADDRESS.match(address) is not None
            child.attrSet("href", address)
        elif child.type == "image":
            child.attrSet("src", picture(str(child.attrs["src"])))
        if leads or child.type not in {"link_open", "link_close"}:
            yield child


def _address(written: str) -> str:
    """Return where a link leads: a section goes by the name that its heading has here."""
    if written.startswith("#"):
        return f"#{slugify(unquote(written))}"
    return written


def _below_title(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield all but the heading of the first level."""
    in_title = False
    for token in tokens:
        if token.tag == "h1":
            in_title = token.nesting == 1
        elif not in_title:
            yield token
