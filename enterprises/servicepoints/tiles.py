"""The schematic map: a tile for each commune, near its neighbours, at no scale; drawn as SVG."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enterprises.profiles.models import Locality
from enterprises.servicepoints.counts import Commune
from portal.kit.charts.svg import Attribute, drawing, element

SIDE: Final = 64
_GAP: Final = 4
_MARGIN: Final = 2
# Letters that fit into a tile, and lines above its number.
_LETTERS: Final = 8
_LINES: Final = 3
# From so many things on, a tile is one shade darker.
_STEPS: Final = (1, 3, 6)


def tile_map(communes: Iterable[Commune], *, is_alone: bool = False) -> SafeString:
    """Return the map of those communes that have a place on it; empty where none has.

    Each tile leads to the commune's place in the list, which says the same; alone, no list is near.
    """
    placed = [each for each in communes if each.is_placed]
    if not placed:
        return SafeString("")
    columns = [each.unit.map_column or 0 for each in placed]
    rows = [each.unit.map_row or 0 for each in placed]
    left, top = min(columns), min(rows)
    size = (_length(max(columns) - left + 1), _length(max(rows) - top + 1))
    return drawing(
        "so-do-xa-phuong",
        size,
        kind="tiles",
        title=_("Schematic map of the communes and wards"),
        description=_(
            "One tile for each commune or ward, near its neighbours; not to scale. The list beside "
            "the map says the same."
        )
        if not is_alone
        else _("One tile for each commune or ward, near its neighbours; not to scale."),
        content=[_tile(each, left, top, is_alone=is_alone) for each in placed],
        role="img" if is_alone else "group",
    )


def _length(tiles: int) -> float:
    return tiles * SIDE + (tiles - 1) * _GAP + 2 * _MARGIN


def _tile(commune: Commune, left: int, top: int, *, is_alone: bool) -> SafeString:
    x = _MARGIN + ((commune.unit.map_column or 0) - left) * (SIDE + _GAP)
    y = _MARGIN + ((commune.unit.map_row or 0) - top) * (SIDE + _GAP)
    shade = sum(commune.total >= step for step in _STEPS)
    lines = name_lines(commune.unit)
    words = [
        element("text", {"x": x + SIDE / 2, "y": y + 17 + 14 * place}, line)
        for place, line in enumerate(lines)
    ]
    if commune.total:
        place: dict[str, Attribute] = {"class": "tile-number", "x": x + SIDE / 2, "y": y + SIDE - 7}
        words.append(element("text", place, str(commune.total)))
    box = {"x": x, "y": y, "width": SIDE, "height": SIDE, "rx": 5}
    drawn = [element("rect", box), *words]
    if not commune.total and not commune.nearest:
        # Below the list it is said once of how many nothing is known.
        name = element("title", {}, commune.unit.name)
        return element("g", {"class": f"tile tile-{shade}"}, name, *drawn)
    what = element("title", {}, f"{commune.unit.name}: {', '.join(_parts(commune))}")
    if is_alone:
        return element("g", {"class": f"tile tile-{shade}"}, what, *drawn)
    place = {"href": f"#{commune.anchor}", "class": f"tile tile-{shade}"}
    return element("a", place, what, *drawn)


def _parts(commune: Commune) -> Iterator[str]:
    if number := commune.enterprises:
        yield ngettext("%(number)d enterprise", "%(number)d enterprises", number) % {
            "number": number
        }
    if number := commune.listings:
        yield ngettext(
            "%(number)d offer or request of infrastructure",
            "%(number)d offers or requests of infrastructure",
            number,
        ) % {"number": number}
    if number := len(commune.points):
        yield ngettext("%(number)d service point", "%(number)d service points", number) % {
            "number": number
        }
    if commune.nearest:
        yield commune.nearest_names


def name_lines(unit: Locality) -> list[str]:
    """Return the name without its level in lines that fit into a tile."""
    lines: list[str] = []
    for word in unit.short_name.replace("-", " ").split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line[: _LETTERS + 3] for line in lines[:_LINES]]
