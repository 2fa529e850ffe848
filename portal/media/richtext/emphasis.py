"""Emphasis that is said by a style, as Google Docs says all of it, written in tags."""

import re
from typing import Final

from portal.media.richtext.tree import Element, Node

# Where such a style is read: words, and what holds words of its own.
STYLED: Final = frozenset({"span", "b", "strong", "i", "em", "u", "ins", "p", "li", "td", "dd"})
PROPERTIES: Final = frozenset(
    {"font-weight", "font-style", "text-decoration", "text-decoration-line", "vertical-align"}
)
_DECLARATION: Final = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_BOLD: Final = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_SLANTED: Final = frozenset({"italic", "oblique"})
_RAISED: Final = {"super": "sup", "sub": "sub"}
# Tags that a style takes back: Google Docs puts each text into a bold that is none.
_TAKEN_BACK: Final = {
    **dict.fromkeys(("b", "strong"), ("font-weight", {"normal", "400", "lighter"})),
    **dict.fromkeys(("i", "em"), ("font-style", {"normal"})),
    **dict.fromkeys(("u", "ins"), ("text-decoration", {"none"})),
}
# What a tag says already of the words in it; pages underline their links anyway.
_MEANT: Final = {"b": "strong", "i": "em", "ins": "u", "a": "u"}


def emphasise(element: Element, around: frozenset[str] = frozenset()) -> None:
    """Put words into the tags that their styles mean; `around` stands in these already."""
    children: list[Node] = []
    for child in element.children:
        children.extend(_written(child, around) if isinstance(child, Element) else [child])
    element.children = children


def _written(element: Element, around: frozenset[str]) -> list[Node]:
    styles = _styles_of(element)
    is_none = _is_taken_back(element.tag, styles)
    tags = [] if is_none else [tag for tag in _tags(styles) if tag not in around]
    # Of a line it also says how it is aligned, which is read after this.
    if element.tag in STYLED and "text-align" not in styles:
        element.attributes.pop("style", None)
    here = around | set(tags)
    emphasise(element, here if is_none else here | _meant_by(element.tag))
    for tag in tags:
        element.children = [Element(tag, {}, element.children)]
    is_bare = element.tag == "span" and not element.attributes
    return element.children if is_none or is_bare else [element]


def _meant_by(tag: str) -> frozenset[str]:
    return frozenset({_MEANT.get(tag, tag)})


def _styles_of(element: Element) -> dict[str, str]:
    if element.tag not in STYLED:
        return {}
    found = _DECLARATION.findall(element.attributes.get("style", ""))
    styles = {name.lower(): value.strip().lower() for name, value in found}
    if "text-decoration-line" in styles:
        styles["text-decoration"] = styles["text-decoration-line"]
    return styles


def _is_taken_back(tag: str, styles: dict[str, str]) -> bool:
    name, values = _TAKEN_BACK.get(tag, ("", set[str]()))
    return styles.get(name, "-") in values


def _tags(styles: dict[str, str]) -> list[str]:
    lines = styles.get("text-decoration", "").split()
    found = {
        "strong": styles.get("font-weight") in _BOLD,
        "em": styles.get("font-style") in _SLANTED,
        "u": "underline" in lines,
        "s": "line-through" in lines,
    }
    raised = _RAISED.get(styles.get("vertical-align", ""))
    return [tag for tag, is_meant in found.items() if is_meant] + ([raised] if raised else [])
