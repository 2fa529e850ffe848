"""A clerk's plain text as the paragraphs and lists of a page, and back again."""

import re
from itertools import groupby
from typing import Final

from django.utils.html import escape
from lxml import html as lxml_html

from portal.media.richtext.cleaning import clean_html

_BULLET: Final = re.compile(r"\s*[-•*–]\s+(.+)")
_NUMBER: Final = re.compile(r"\s*\d+[.)]\s+(.+)")
_LISTS: Final = {"ul": _BULLET, "ol": _NUMBER}


def to_html(text: str) -> str:
    """Return HTML: paragraphs between empty lines, lists of lines with a dash or a number."""
    usable = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", usable)]
    return clean_html("".join(_block(block) for block in blocks if block.strip()))


def _block(block: str) -> str:
    parts = []
    for kind, lines in groupby(block.split("\n"), key=_kind):
        if kind == "p":
            parts.append("<p>" + "<br>".join(escape(line.strip()) for line in lines) + "</p>")
        else:
            items = (_LISTS[kind].fullmatch(line) for line in lines)
            rows = "".join(f"<li>{escape(item[1].strip())}</li>" for item in items if item)
            parts.append(f"<{kind}>{rows}</{kind}>")
    return "".join(parts)


def _kind(line: str) -> str:
    return next((kind for kind, rule in _LISTS.items() if rule.fullmatch(line)), "p")


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
