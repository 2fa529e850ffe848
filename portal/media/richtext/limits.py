"""Bounds on what the cleaner works on: a page of tags within tags would keep it for minutes.

A parser walks up all open elements at each tag, and copies the open inline ones into each block:
both are counted here, in one pass over the tags.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.media.richtext.figures import number_of_references

# Characters of a text with its tags; the longest report has a third of it.
MAX_LENGTH: Final = 1_000_000
# Open elements within one another. People write ten, old pages with tags never closed a hundred.
MAX_OPEN: Final = 200
# What is too deep is cut back to what people write.
_CUT: Final = 20
# Tags of one text; a table of two thousand rows has less.
MAX_TAGS: Final = 30_000
# Quoted figures of one text: each is put in anew whenever it is shown.
MAX_FIGURES: Final = 1_000
# Characters of open inline tags that would be written again in blocks.
MAX_COPIED: Final = 2_000_000
# A shorter tag counts as so many: in each block an element is made of it, and walked through.
_MIN_COPIED: Final = 16

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})[^>]*>?")
_VOID: Final = frozenset(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ]
)  # fmt: skip
# They end by themselves where the next begins, and are never closed on many a page.
_ENDING: Final = frozenset(
    [
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "optgroup",
        "colgroup", "rp", "rt",
    ]
)  # fmt: skip
_BLOCKS: Final = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dir",
        "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hgroup", "html", "legend", "main", "menu", "nav", "ol", "pre",
        "section", "summary", "table", "ul",
    ]
)  # fmt: skip


@dataclass(slots=True)
class _Count:
    """What is open at a place of a text, and what that would cost."""

    open: Counter[str] = field(default_factory=Counter)
    inline: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    depth: int = 0
    copied: int = 0
    length_of_inline: int = 0

    def add(self, tag: str, length: int, *, ends: bool) -> None:
        if ends:
            self._close(tag)
            return
        self.copied += self.length_of_inline
        if tag in _VOID or tag in _ENDING:
            return
        self.open[tag] += 1
        self.depth += 1
        if tag not in _BLOCKS:
            self.inline[tag].append(copied := max(length, _MIN_COPIED))
            self.length_of_inline += copied

    def _close(self, tag: str) -> None:
        if self.open[tag]:
            self.open[tag] -= 1
            self.depth -= 1
            if tag not in _BLOCKS:
                self.length_of_inline -= self.inline[tag].pop()

    @property
    def is_too_much(self) -> bool:
        return self.depth > MAX_OPEN or self.copied > MAX_COPIED


def is_too_deep(html: str) -> bool:
    """Return whether the tags of a text stand deeper within one another than anybody writes."""
    count = _Count()
    for found in _TAG.finditer(html):
        count.add(found[2].lower(), len(found[0]), ends=bool(found[1]))
        if count.is_too_much:
            return True
    return False


def is_out_of_bounds(html: str) -> bool:
    """Return whether a text is longer, deeper or has more tags than is taken from a form."""
    return (
        len(html) > MAX_LENGTH
        or has_too_many_tags(html)
        or is_too_deep(html)
        or number_of_references(html) > MAX_FIGURES
    )


def check_bounds(html: str) -> None:
    """Raise ValidationError, in words for who pasted it, where a text is out of bounds."""
    if len(html) > MAX_LENGTH:
        raise ValidationError(
            _(
                "The text has %(length)s characters with its formatting; the limit is %(most)s. "
                "Split it into several pages, or attach the long part as a file."
            ),
            code="length",
            params={"length": len(html), "most": MAX_LENGTH},
        )
    if has_too_many_tags(html) or is_too_deep(html):
        raise ValidationError(
            _(
                "What was pasted has more formatting within formatting than the site can take. "
                "Paste it once more with “paste as plain text”, then format it here."
            ),
            code="depth",
        )
    if (number := number_of_references(html)) > MAX_FIGURES:
        raise ValidationError(
            _(
                "The text quotes %(number)s figures; the limit is %(most)s. Split it into several "
                "pages, or attach the long table as a file."
            ),
            code="figures",
            params={"number": number, "most": MAX_FIGURES},
        )


def has_too_many_tags(html: str) -> bool:
    """Return whether a text has more tags than any table that somebody reads."""
    if html.count("<") <= MAX_TAGS:
        return False
    return sum(1 for _found in _TAG.finditer(html)) > 2 * MAX_TAGS


def flattened(html: str, kept: Collection[str], dropped: Collection[str]) -> str:
    """Return a text that is too deep with fewer tags: first none that mean nothing, then no inline.

    Where there are too many as well, nobody wrote them: the words alone are left, line by line.

    `kept` are tags that mean something; what stands in the `dropped` is no text and goes with them.
    """
    html = _without_content(html, dropped)
    lines_only: frozenset[str] = frozenset()
    fewer = (kept, (_BLOCKS | _ENDING) & {*kept}, lines_only)
    for tags in fewer[2:] if has_too_many_tags(html) else fewer:
        html = "".join(_only(html, tags))
        if not is_too_deep(html):
            return html
    return html


def _without_content(html: str, dropped: Collection[str]) -> str:
    """Return the text without these elements; one that is never closed goes on to the end."""
    pieces: list[str] = []
    start = 0
    until = ""
    for found in _TAG.finditer(html):
        tag = found[2].lower()
        if until:
            if found[1] and tag == until:
                until, start = "", found.end()
        elif not found[1] and tag in dropped:
            pieces.append(html[start : found.start()])
            until = tag
    if not until:
        pieces.append(html[start:])
    return "".join(pieces)


def _only(html: str, tags: Collection[str]) -> Iterator[str]:
    """Yield a text with these tags, as deep as is allowed; where another block was, a line ends."""
    start = 0
    depth = 0
    for found in _TAG.finditer(html):
        yield html[start : found.start()]
        start = found.end()
        tag, ends = found[2].lower(), bool(found[1])
        if tag not in tags:
            if tag in _BLOCKS or tag in _ENDING:
                yield "<p>"
            continue
        counts = tag not in _VOID and tag not in _ENDING
        depth += counts and not ends
        if not counts or depth <= _CUT:
            yield found[0]
        depth = max(0, depth - (counts and ends))
    yield html[start:]
