"""How lines and cells are aligned: whatever way a page says it, two classes of ours."""

import re
from typing import Final

from portal.media.richtext.tree import Element, Node

# The beginning is where lines stand anyway; both edges at once tear holes into lines on telephones.
CLASSES: Final = frozenset({"align-center", "align-right"})
ALIGNED: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"})
# What goes away; words that stand in it without a paragraph are aligned as it is.
WRAPPERS: Final = frozenset({"div", "center", "section"})
# What stands in these has an alignment of its own or none.
_APART: Final = frozenset({"table", "ul", "ol", "dl", "figure", "blockquote"})
_STYLE: Final = re.compile(r"(?:^|;)\s*text-align\s*:\s*([a-z]+)", re.IGNORECASE)
_MEANT: Final = {"center": "align-center", "right": "align-right", "end": "align-right"}


def align(nodes: list[Node], inherited: str = "") -> None:
    """Write the alignment of lines and cells as a class; that of what goes away is handed down."""
    for node in nodes:
        if isinstance(node, str):
            continue
        own = _own(node)
        here = inherited if own is None else own
        if node.tag in ALIGNED:
            if here:
                node.attributes["class"] = here
            align(node.children)
        elif node.tag in _APART:
            align(node.children)
        else:
            if here and node.tag in WRAPPERS:
                node.attributes["class"] = here
            align(node.children, here)


def _own(element: Element) -> str | None:
    """Return what an element says of itself: a class, "" for the beginning, None for nothing."""
    attributes = element.attributes
    styled = _STYLE.search(attributes.pop("style", ""))
    alignment = styled[1].lower() if styled else attributes.pop("align", "").lower()
    if element.tag in ALIGNED:
        for name in attributes.pop("class", "").split():
            if name in CLASSES:
                return name
    if element.tag == "center":
        alignment = "center"
    return _MEANT.get(alignment, "") if alignment else None
