"""What there is in each commune: enterprises, shared infrastructure, service points."""

from dataclasses import dataclass, field
from datetime import date
from math import hypot
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from enterprises.infrastructure.filters import public_listings
from enterprises.profiles.models import Enterprise, Locality, LocalityLevel
from enterprises.profiles.units import linked
from enterprises.servicepoints.models import ServicePoint, shown_points
from portal.kit.text.sorting import sort_key
from portal.publishing.models import PublicationQuerySet

# From a tile to one that touches it at a corner.
_CORNER: Final = hypot(1, 1)
_MAX_NEAREST: Final = 3


@dataclass(slots=True)
class Commune:
    """A unit of today with what readers find in it."""

    unit: Locality
    enterprises: int = 0
    listings: int = 0
    points: list[ServicePoint] = field(default_factory=list)
    # Where the next post offices are, for a commune without one: all that are equally near.
    nearest: list["Nearest"] = field(default_factory=list)
    # Whether anything that is counted here is made up.
    has_samples: bool = False

    @property
    def anchor(self) -> str:
        """Return the name of its place in the list."""
        return f"dia-ban-{self.unit.slug}"

    @property
    def total(self) -> int:
        return self.enterprises + self.listings + len(self.points)

    @property
    def is_placed(self) -> bool:
        """Return whether it has a tile on the map."""
        return self.unit.map_column is not None

    @property
    def nearest_names(self) -> str:
        """Return the nearest post offices in words; "" where none is known."""
        names = ", ".join(each.point.name for each in self.nearest)
        return _("nearest post office: %(name)s") % {"name": names} if names else ""

    @property
    def has_post_office(self) -> bool:
        return any(point.is_postal for point in self.points)


@dataclass(frozen=True, slots=True)
class Nearest:
    """A post office near a commune that has none, and where it is."""

    point: ServicePoint
    commune: Commune


def communes_on(day: date) -> tuple[list[Commune], Commune]:
    """Return the communes of a day by name, and what is known of no commune; four queries.

    What is in a unit that has ended by then counts in the one that took its place. Communes
    without a post office name the nearest ones.
    """
    units = linked(Locality.objects.all())
    today = {
        pk: Commune(unit)
        for pk, unit in units.items()
        if unit.level == LocalityLevel.COMMUNE and unit.exists_on(day)
    }
    rest = Commune(Locality(name="", slug=""))

    def commune_of(key: int | None) -> Commune:
        unit = units[key].followed_to(day) if key is not None else None
        return today.get(unit.pk, rest) if unit is not None else rest

    for key, number, samples in _by_locality(Enterprise.objects.public()):
        commune_of(key).enterprises += number
        commune_of(key).has_samples |= samples > 0
    for key, number, samples in _by_locality(public_listings()):
        commune_of(key).listings += number
        commune_of(key).has_samples |= samples > 0
    for point in sorted(shown_points(), key=lambda each: (each.kind, sort_key(each.name))):
        commune_of(point.locality_id).points.append(point)
        commune_of(point.locality_id).has_samples |= point.is_sample
    communes = sorted(today.values(), key=lambda each: each.unit.sort_key)
    _name_nearest(communes)
    return communes, rest


def _name_nearest(communes: list[Commune]) -> None:
    """Name the nearest post offices by the tiles of the map, which stand beside their neighbours.

    The tiles know no roads and hills: of those that are equally near, people choose themselves.
    """
    serving = [each for each in communes if each.has_post_office and each.is_placed]
    for commune in communes:
        if serving and commune.is_placed and not commune.has_post_office:
            ways = {each.anchor: _distance(each.unit, commune.unit) for each in serving}
            # Tiles that touch are all near, those at a corner, too.
            reach = max(min(ways.values()), _CORNER)
            near = sorted(serving, key=lambda each: ways[each.anchor])
            commune.nearest = [
                Nearest(next(point for point in each.points if point.is_postal), each)
                for each in near
                if ways[each.anchor] <= reach
            ][:_MAX_NEAREST]


def _distance(one: Locality, other: Locality) -> float:
    columns = (one.map_column or 0) - (other.map_column or 0)
    rows = (one.map_row or 0) - (other.map_row or 0)
    return hypot(columns, rows)


def _by_locality(rows: PublicationQuerySet[Any]) -> list[tuple[int | None, int, int]]:
    """Return how many there are by the key of their locality, and how many of them are made up."""
    samples = Count("pk", filter=Q(is_sample=True))
    counted = rows.order_by().values("locality").annotate(number=Count("pk"), samples=samples)
    return list(counted.values_list("locality", "number", "samples"))
