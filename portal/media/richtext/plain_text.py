"""A clerk's plain text as the paragraphs and lists of a page, and back again."""

import re
from dataclasses import dataclass, field
from typing import Final

from django.utils.html import escape
from lxml import html as lxml_html
from lxml.html import defs

from portal.media.richtext.cleaning import clean_html

_BULLET: Final = re.compile(r"\s*[-•*–]\s+(\S.*)")
_NUMBER: Final = re.compile(r"\s*(\d+)[.)]\s+(\S.*)")
_LISTS: Final = ("ul", "ol")
# A tag of HTML, whose attributes have values, or a sign written as HTML: “y<b” is neither.
_MARKUP: Final = re.compile(
    rf"</?(?:{'|'.join(sorted(defs.tags))})(?:\s*/?|\s[^<>=]*=[^<>]*)>|&(?:#\d+|[a-z]+\d*);", re.I
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, "p", with its lines, or a list, "ul" or "ol", with its items."""

    tag: str
    lines: list[str] = field(default_factory=list)

    def html(self) -> str:
        lines = [escape(line.strip()) for line in self.lines]
        if self.tag == "p":
            return f"<p>{'<br>'.join(lines)}</p>"
        return f"<{self.tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{self.tag}>"


def to_html(text: str) -> str:
    """Return clean HTML: paragraphs between empty lines, lists of lines with a dash or a number.

    Only the numbers 1, 2, 3 in turn make a list, which counts for itself: a year or a telephone
    number stays in its line.
    """
    return clean_html(to_markup(text))


def to_markup(text: str) -> str:
    """Return what `to_html` makes of a text before it is cleaned, which takes most of the time."""
    usable = text.replace("\r\n", "\n").replace("\r", "\n")
    parts: list[_Part] = []
    for block in re.split(r"\n[^\S\n]*\n", usable):
        _add(parts, block.strip("\n"))
    return "".join(part.html() for part in parts)


def _add(parts: list[_Part], block: str) -> None:
    """Add the lines between two empty ones; only a list of numbers goes on over an empty line."""
    begun = len(parts)
    for line in block.split("\n") if block.strip() else ():
        last = parts[-1] if parts else _Part("")
        tag, number, words = _read(line, number=len(last.lines) + 1 if last.tag == "ol" else 1)
        goes_on = number > 1 if tag == "ol" else last.tag == tag and len(parts) > begun
        if not goes_on:
            parts.append(_Part(tag))
        parts[-1].lines.append(words)


def _read(line: str, *, number: int) -> tuple[str, int, str]:
    """Return the tag of a line, its number in a list, where `number` comes next, and its words."""
    if item := _BULLET.fullmatch(line):
        return "ul", 0, item[1]
    if (item := _NUMBER.fullmatch(line)) and item[1] in ("1", str(number)):
        return "ol", int(item[1]), item[2]
    return "p", 0, line


def is_markup(text: str) -> bool:
    """Return whether a text is HTML already, by its tags or by signs such as &amp;."""
    return _MARKUP.search(text) is not None


def to_text(html: str) -> str:
    """Return the text that `to_html` would make this of, as far as it is one; see `is_plain`."""
    if not html.strip():
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return "\n\n".join(filter(None, (_block_text(element) for element in root)))


def _block_text(element: lxml_html.HtmlElement) -> str:
    if element.tag in _LISTS:
        return "\n".join(
            f"{f'{number}.' if element.tag == 'ol' else '-'} {_line(item)}"
            for number, item in enumerate(element, 1)
        )
    for line_break in element.findall(".//br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "\n".join(line.strip() for line in element.text_content().split("\n")).strip()


def _line(element: lxml_html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def is_plain(html: str) -> bool:
    """Return whether plain typing would lose nothing of it, such as a table or a link."""
    return clean_html(to_html(to_text(html))) == clean_html(html)
