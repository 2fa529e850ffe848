"""Two texts as one with marks, and as two again: what the comparison of words gives, cleaned."""

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.html import HtmlElement

from portal.kit.text.normalize import usable
from portal.media.richtext import table

# How htmldiff writes the address of a link that has changed.
_ADDRESS = re.compile(r"\s*Link: (\S+)\s*")
_KEPT = table.allowed() | {"ins": set(), "del": set()}


def spaced(markup: str) -> str:
    """Return the text with plain spaces.

    `htmldiff` loses those that do not break, as an editor writes them
    behind a link, and no reader sees a difference. Of what was stored long ago it gets no letter
    that it would end at.
    """
    return usable(markup).replace("&nbsp;", " ").replace("\xa0", " ")


def safe(markup: str) -> SafeString:
    """Return the merged text through the site's own allow-list, with the two marks of a change."""
    cleaned = nh3.clean(markup, tags=set(_KEPT), attributes=_KEPT, link_rel=None).strip()
    return mark_safe(cleaned)  # noqa: S308  # cleaned in the line above


def tidy(markup: str) -> SafeString:
    """Return the merged text without marks around nothing, as a line break between items."""
    root = lxml_html.fragment_fromstring(safe(markup), create_parent="div")
    for element in root.xpath(".//ins | .//del"):
        if _is_empty(element):
            element.drop_tree()
        elif found := _ADDRESS.fullmatch(element.text or ""):
            element.text = _(" Link: %(address)s ") % {"address": found[1]}
    _put_old_first(root)
    return _inner(root)


def _put_old_first(parent: HtmlElement) -> None:
    """Let what was taken out stand before what took its place: htmldiff has it the other way.

    Words, and whole paragraphs, headings, items and tables that hold nothing but the one or the
    other, with no text between them.
    """
    run: list[HtmlElement] = []
    for child in list(parent):
        mark = _mark_of(child)
        ends = bool((child.tail or "").strip())
        if mark == "ins":
            run.append(child)
        elif mark == "del" and run:
            last, tail = child.getprevious(), child.tail
            child.tail, last.tail = last.tail or " ", tail
            run[0].addprevious(child)
        else:
            run = []
            _put_old_first(child)
        if ends:
            run = []


def _mark_of(element: HtmlElement) -> str | None:
    """Return the mark that everything in an element has; None of what is kept, or mixed."""
    if element.tag in ("ins", "del"):
        return str(element.tag)
    texts = [element.text, *(child.tail for child in element)]
    if any((text or "").strip() for text in texts):
        return None
    marks = {_mark_of(child) for child in element}
    return marks.pop() if len(marks) == 1 else None


def _is_empty(element: HtmlElement) -> bool:
    shows = element.find(".//img") is not None or element.find(".//hr") is not None
    return not shows and not element.text_content().strip()


def without(markup: str, tag: str) -> SafeString:
    """Return one side of the merged text, without the other one's words and what they filled."""
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in root.findall(f".//{tag}"):
        element.drop_tree()
    for element in reversed(root.xpath(".//p | .//li | .//ul | .//ol")):
        if _is_empty(element):
            element.drop_tree()
    return _inner(root)


def _inner(root: HtmlElement) -> SafeString:
    inner = (escape(root.text) if root.text else "") + "".join(
        lxml_html.tostring(child, encoding="unicode") for child in root
    )
    return safe(inner)
