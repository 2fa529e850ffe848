"""Figures that a text quotes: a reference is stored, and its figure is put in when it is shown.

`<data value="so-lieu:7:2007-01-01:2007-12-31">35,5</data>` holds the number that readers were told
last. Only the app that registered its name knows what a reference means.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import translation

from portal.kit.text import numbers
from portal.media.richtext.tree import Element, Node

# Stands where no number is known yet.
UNKNOWN: Final = "…"
_REFERENCE: Final = r"[a-z]+(?:-[a-z]+)*(?::[0-9]{1,18}(?:-[0-9]{2}){0,2}){1,4}"
_STORED: Final = re.compile(rf'<data value="({_REFERENCE})">([^<]*)</data>')
# What a text is shown by: where links begin and end, and the references between.
_SHOWN: Final = re.compile(rf"<a |</a>|{_STORED.pattern}")
_ANY: Final = re.compile(r"<data\s|\[\[", re.IGNORECASE)
_TYPED: Final = re.compile(rf"\[\[\s*({_REFERENCE})\s*\]\]")
_MEANT: Final = re.compile(r"\[\[[^\[\]\n]{0,100}(?:\]\])?")
_NUMBER: Final = re.compile(rf"[-\u2212]?\d(?:[\d.,]*\d)?|{UNKNOWN}")


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure behind a reference today; if readers may not see it, only where it belongs.

    Its name, unit and path are in the language spoken now, its number is written in Vietnamese.
    """

    page_id: int
    is_public: bool = False
    number: str = ""
    value: Decimal = Decimal(0)
    unit: str = ""
    # Which figure it is: of what, and of which period.
    name: str = ""
    path: str = ""
    recorded_at: datetime | None = None
    is_sample: bool = False

    def full(self, number: str) -> str:
        """Return it in one line, with its number as that is written there.

        Mật độ điện thoại, 2007: 35,5 máy/100 dân.
        """
        return f"{self.name}: {number} {self.unit}".strip()

    def is_written(self, number: str) -> bool:
        """Return whether a written number is this figure; 35,5 and 35,50 are the same."""
        return value_of(number) == self.value


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that can be quoted, with its reference."""

    reference: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Source:
    """A source of figures: looks up all references of one name at once."""

    look_up: Callable[[Collection[str]], Mapping[str, Figure]]
    # Up to so many public figures by words.
    find: Callable[[str, int], Iterable[Found]]
    # The admin view in which editors find a figure to quote.
    chooser: str = ""


_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let texts hold references that begin with this name."""
    _sources[name] = source


def choosers() -> list[str]:
    """Return the admin views in which editors find figures to quote."""
    return [source.chooser for source in _sources.values() if source.chooser]


def find(words: str, most: int) -> list[Found]:
    """Return up to so many public figures whose names have the words."""
    found = [each for source in _sources.values() for each in source.find(words, most)]
    return found[:most]


def resolve(references: Iterable[str]) -> dict[str, Figure]:
    """Return the figures that these references mean today; one query for each source."""
    by_name: dict[str, set[str]] = {}
    for reference in references:
        by_name.setdefault(reference.partition(":")[0], set()).add(reference)
    found: dict[str, Figure] = {}
    for name, named in by_name.items():
        if name in _sources:
            found |= _sources[name].look_up(named)
    return found


def is_reference(text: str) -> bool:
    return bool(re.fullmatch(_REFERENCE, text)) and text.partition(":")[0] in _sources


def value_of(number: str) -> Decimal | None:
    """Return the value of a number written as 1.234,5; None if it is not a number."""
    plain = number.replace(".", "").replace(",", ".").replace("\u2212", "-")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def written_in(language: str, number: str) -> str:
    """Return a written number as readers of that language write it: 35,5 is 35.5 in English."""
    value = value_of(number)
    if value is None:
        return number
    with translation.override(language):
        return numbers.figure(value)


# --- on the way in ------------------------------------------------------------------------------


def parse_references(text: str) -> list[Node]:
    """Return the text as nodes, each typed [[so-lieu:…]] made a reference."""
    nodes: list[Node] = []
    end = 0
    if not may_be_typed(text):
        return [text]
    for found in _TYPED.finditer(text):
        if is_reference(found[1]):
            nodes += [text[end : found.start()], Element("data", {"value": found[1]}, [UNKNOWN])]
            end = found.end()
    return [*nodes, text[end:]] if end else [text]


def is_bound(node: Element) -> bool:
    """Return whether an element is a reference just as it is stored."""
    return (
        set(node.attributes) == {"value"}
        and is_reference(node.attributes["value"])
        and len(node.children) == 1
        and isinstance(node.children[0], str)
        and bool(_NUMBER.fullmatch(node.children[0]))
    )


def rebind(node: Element) -> list[Node]:
    """Return the children of the element, with the reference around the number alone.

    Words typed behind a number are typed into the element: none of them is lost.
    """
    reference = node.attributes.get("value", "")
    if not is_reference(reference):
        return node.children
    if _bind(node.children, reference):
        return node.children
    return [Element("data", {"value": reference}, [UNKNOWN]), *node.children]


def _bind(children: list[Node], reference: str) -> bool:
    for place, child in enumerate(children):
        if isinstance(child, str):
            if found := _NUMBER.search(child):
                number = Element("data", {"value": reference}, [found.group()])
                around: list[Node] = [child[: found.start()], number, child[found.end() :]]
                children[place : place + 1] = [each for each in around if each]
                return True
        elif child.tag != "data" and _bind(child.children, reference):
            return True
    return False


# --- in a stored text ---------------------------------------------------------------------------


def quoted(body: str) -> dict[str, str]:
    """Return the references of a clean text, each with the number in its first place."""
    found: dict[str, str] = {}
    if "<data " in body:
        for reference, number in _STORED.findall(body):
            found.setdefault(reference, number)
    return found


def number_of_references(html: str) -> int:
    """Return how many references a text may have, stored or typed, as it came in."""
    return len(_ANY.findall(html))


def may_be_typed(text: str) -> bool:
    return "[[" in text


def malformed_references(text: str) -> list[str]:
    """Return what was meant as a reference, by its name in brackets, and is none."""
    if not may_be_typed(text):
        return []
    names = tuple(_sources)
    return [each for each in _MEANT.findall(text) if each[2:].strip().lower().startswith(names)]


def names_number(text: str, number: str) -> bool:
    """Return whether a text names just this number: "3" does not stand in "3,5"."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text))


def with_numbers(body: str, new: Mapping[str, str]) -> str:
    """Return a clean text with other numbers in the references that are keys."""

    def write(found: re.Match[str]) -> str:
        number = new.get(found[1], found[2])
        return f'<data value="{found[1]}">{number}</data>'

    return _STORED.sub(write, body) if new else body


def render(body: str, show: Callable[[str, str, bool], str]) -> str:
    """Return a clean text with `show(reference, number, is in a link)` for each reference."""

    is_in_link = False

    def write(found: re.Match[str]) -> str:
        nonlocal is_in_link
        if found[1]:
            return show(found[1], found[2], is_in_link)
        is_in_link = found[0] == "<a "
        return found[0]

    return _SHOWN.sub(write, body)
