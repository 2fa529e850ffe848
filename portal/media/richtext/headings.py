"""Headings of any six levels on the three that texts have, in their order."""

from portal.media.richtext.tree import Element

# The page's title is the first.
HIGHEST, LOWEST = 2, 4
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_MAX_LEVELS = LOWEST - HIGHEST + 1
# A heading below the lowest level: a line in bold of its own.
BOLD_LINE = "bold-line"


def level_headings(root: Element) -> None:
    """Give each heading a level that texts have; which of two is the higher stays so."""
    headings = [element for element in root.walk() if element.tag in _LEVELS]
    levels = sorted({_LEVELS[heading.tag] for heading in headings})
    if not levels or (levels[0] >= HIGHEST and levels[-1] <= LOWEST):
        return
    new = _leveled(levels[:_MAX_LEVELS])
    for heading in headings:
        level = new.get(_LEVELS[heading.tag])
        heading.tag = f"h{level}" if level else BOLD_LINE


def _leveled(levels: list[int]) -> dict[int, int]:
    """Return for each level the nearest one that leaves room for the others."""
    new = list(levels)
    for place in reversed(range(len(new))):
        below = new[place + 1] if place + 1 < len(new) else LOWEST + 1
        new[place] = min(new[place], below - 1)
    for place in range(len(new)):
        above = new[place - 1] if place else HIGHEST - 1
        new[place] = max(new[place], above + 1)
    return dict(zip(levels, new, strict=True))
