"""A small tree of HTML that is already well formed: read, walk, write."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

from portal.kit.text.legacy import Encoding, encoding_of

VOID = frozenset({"br", "hr", "img", "source"})
# Deeper than any text that a person writes; what is nested further loses its tags, not its words.
MAX_DEPTH = 60
# Left by word processors, invisible and in the way of search; or turning the reading direction.
_INVISIBLE_LETTERS = (
    "\u00ad\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_LETTERS}]")
_TAG: Final = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*")*)>""")
_ATTRIBUTE: Final = re.compile(r"""([a-z-]+)="([^"]*)\"""")
_ENTITY: Final = re.compile("&[a-z]*;?")
_ENTITIES: Final = frozenset(["&amp;", "&lt;", "&gt;", "&nbsp;", "&quot;"])
# A parser takes what stands in these for no tags.
_RAW: Final = frozenset(
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"]
)
# A stroke over the character before; after a tag's `>` it would become part of the markup.
STROKE = "\u0338"


@dataclass(slots=True, eq=False)
class Element:
    """One element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """Yield all elements below this one, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """Return the text in it, without any tag."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


type Node = Element | str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_tidy = False
        self.root = Element("")
        # Each with the tag that opened it: what says nothing is its parent by another name.
        self.open = [("", self.root)]
        # Of one text that tags without a meaning of their own part; it is put together once.
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.open) > MAX_DEPTH and tag not in VOID:
            return
        if tag == "span" and not attrs:
            self.open.append((tag, self.open[-1][1]))
            return
        self._end_text()
        element = Element(tag, {name: tidy(value or "").strip() for name, value in attrs})
        self.open[-1][1].children.append(element)
        if tag not in VOID:
            self.open.append((tag, element))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth][0] == tag:
                if self.open[depth - 1][1] is not self.open[-1][1]:
                    self._end_text()
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if text := data if self.is_tidy else tidy(data):
            self.words.append(text)

    def close(self) -> None:
        super().close()
        self._end_text()

    def _end_text(self) -> None:
        words, self.words = self.words, []
        text = "".join(words)
        if any(unicodedata.combining(each[0]) for each in words[1:]):
            text = tidy(text)
        if text:
            self.open[-1][1].children.append(text)


def tidy(text: str) -> str:
    """Return the text in NFC, without invisible characters."""
    if "\u00ad" in text and encoding_of(text) == Encoding.TCVN3:
        # The old fonts drew their ư where others have a hyphen that nobody sees.
        text = text.replace("\u00ad", "ư")
    if not text.isascii() and any(letter in text for letter in _INVISIBLE_LETTERS):
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text)


def read(html: str) -> Element:
    """Return the tree of well-formed HTML, under a root without a tag."""
    # As nh3 writes it: text, tag, text … with four pieces for each tag.
    pieces = _TAG.split(html)
    if _is_plain(html, pieces):
        return _read_plain(pieces, is_tidy=_is_tidy(html))
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def _is_plain(html: str, pieces: list[str]) -> bool:
    """Return whether the pieces are text and tags alone, all written in the plainest way."""
    return (
        not any("<" in text for text in pieces[::4])
        and _RAW.isdisjoint(pieces[2::4])
        and _ENTITIES.issuperset(_ENTITY.findall(html))
    )


def _is_tidy(html: str) -> bool:
    """Return whether `tidy` would leave each text of this HTML as it is."""
    return html.isascii() or (
        unicodedata.is_normalized("NFC", html)
        and STROKE not in html
        and not any(letter in html for letter in _INVISIBLE_LETTERS)
    )


def _read_plain(pieces: list[str], *, is_tidy: bool) -> Element:
    reader = _Reader()
    reader.is_tidy = is_tidy
    reader.handle_data(unescape(pieces[0]))
    each = zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True)
    for slash, tag, attributes, text in each:
        if slash:
            reader.handle_endtag(tag)
        else:
            found = _ATTRIBUTE.findall(attributes) if attributes else []
            reader.handle_starttag(tag, [(name, unescape(value)) for name, value in found])
        if text:
            reader.handle_data(unescape(text) if "&" in text else text)
    reader.close()
    return reader.root


def write(nodes: list[Node]) -> str:
    """Return the HTML of some nodes; letters stay letters."""
    return "".join(_write(node) for node in nodes)


def _write(node: Node) -> str:
    if isinstance(node, str):
        return escape(node.lstrip(STROKE), quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    if node.tag in VOID:
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{write(node.children)}</{node.tag}>"
