"""What stands behind the words of a text, for who compares two: hints, and which figure is quoted.

Neither is seen where the words are the same, and yet readers are told it.
"""

import re
from collections import Counter
from collections.abc import Collection
from functools import partial
from html import escape, unescape
from typing import Final

from django.utils.translation import gettext as _

from portal.media.richtext import figures

_INSIDE: Final = r'((?:[^>"]|"[^"]*")*)'
# Each with its end, behind which it is told; one may stand within another.
_ELEMENTS: Final = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"<abbr\b{_INSIDE}>.*?</abbr>",
        rf"<a\b{_INSIDE}>.*?</a>",
        rf"<img\b{_INSIDE}>(?:</picture>)?",
        rf"<data\b{_INSIDE}>.*?</data>",
    )
)
_ATTRIBUTES: Final = re.compile(r'\b(title|value)="([^"]*)"')


def with_differing_attributes(before: str, after: str) -> tuple[str, str]:
    """Return two clean texts, each with what stands behind words of it and not of the other."""
    old, new = _attributes(before), _attributes(after)
    if old == new:
        return before, after
    differing = Counter(old).items() ^ Counter(new).items()
    # Where the very same ones stand in another order, all of them are told.
    shown = {each for each, _times in differing} or {*old, *new}
    known = figures.resolve(unescape(value) for name, value in shown if name == "value")
    names = {reference: figure.name for reference, figure in known.items()}
    return _annotated(before, shown, names), _annotated(after, shown, names)


def _attributes(text: str) -> list[tuple[str, str]]:
    found = (each[1] for element in _ELEMENTS for each in element.finditer(text))
    return [attribute for inside in found for attribute in _ATTRIBUTES.findall(inside)]


def _annotated(text: str, shown: Collection[tuple[str, str]], names: dict[str, str]) -> str:
    for element in _ELEMENTS:
        text = element.sub(partial(_with_attributes, shown=shown, names=names), text)
    return text


def _with_attributes(
    found: re.Match[str], *, shown: Collection[tuple[str, str]], names: dict[str, str]
) -> str:
    behind = [attribute for attribute in _ATTRIBUTES.findall(found[1]) if attribute in shown]
    return " ".join([found[0], *(escape(_words(name, value, names)) for name, value in behind)])


def _words(name: str, value: str, names: dict[str, str]) -> str:
    plain = unescape(value)
    if name == "title":
        return _("[Hint: %(words)s]") % {"words": plain}
    # What readers may not see has no name for them.
    return _("[Figure: %(words)s]") % {"words": names.get(plain) or plain}
