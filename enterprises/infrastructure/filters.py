"""The offers and requests that readers see, and the filter of their list."""

from collections.abc import Mapping

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.infrastructure.models import Direction, Facility, InfrastructureListing
from enterprises.profiles.filters import enterprise_field, offer_enterprise
from enterprises.profiles.models import Locality
from enterprises.profiles.units import MAX_UNITS, linked, units_within
from portal.kit.filters import ALL, Choice, ListFilter, Lookup
from portal.publishing.models import PublicationQuerySet, heavy_columns

# So many others stand beside a listing.
MAX_SIMILAR = 5

type Listings = PublicationQuerySet[InfrastructureListing]


def public_listings() -> Listings:
    return InfrastructureListing.objects.public()


def with_owners(rows: Listings) -> Listings:
    """Return the rows with the names of owner and place, in the same query."""
    rows = rows.select_related("enterprise", "organisation", "locality")
    return rows.defer(*heavy_columns("enterprise"))


def similar_to(listing: InfrastructureListing) -> list[InfrastructureListing]:
    """Return the newest other offers and requests of the same kind of infrastructure."""
    rows = public_listings().filter(facility=listing.facility).exclude(pk=listing.pk)
    return list(with_owners(rows.for_lists()).newest()[:MAX_SIMILAR])


def _units() -> dict[int, Locality]:
    """Return all units by name, with whether a public listing is in each."""
    used = public_listings().exclude(locality=None).order_by().values("locality")
    return linked(Locality.objects.annotate(is_used=Q(pk__in=used)).order_by("sort_key", "pk"))


def units_of_today_with(key: int) -> set[int]:
    """Return the units, by their keys, that are one with this unit today; itself among them."""
    units = linked(Locality.objects.all())
    today = units[key].of_today
    return {unit.pk for unit in units.values() if unit.of_today == today}


class ListingFilter(ListFilter[Listings]):
    """The filter by direction, kind, locality, and one enterprise."""

    loai = forms.ChoiceField(
        label=_("Offer or request"), required=False, choices=[ALL, *Direction.choices]
    )
    ha_tang = forms.ChoiceField(
        label=_("Kind of infrastructure"), required=False, choices=[ALL, *Facility.choices]
    )
    dia_ban = forms.ChoiceField(label=_("Locality"), required=False)
    doanh_nghiep = enterprise_field()

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        self._units = _units()
        self.offer("dia_ban", self._localities(query.get("dia_ban", "")))
        offer_enterprise(self, query)

    def lookups(self) -> Mapping[str, Lookup]:
        return {
            "loai": "direction",
            "ha_tang": "facility",
            "dia_ban": self._in_locality,
            "doanh_nghiep": "enterprise__slug",
        }

    def _localities(self, chosen: str) -> list[Choice]:
        """Return the units in which something is, and those of today that took their place.

        The chosen one is among them even where they are too many.
        """
        day, shown = timezone.localdate(), set()
        for key, unit in self._units.items():
            if vars(unit)["is_used"]:
                shown |= {key} | {each.pk for each in [unit.of_today] if each.exists_on(day)}
        rows: list[Choice] = [
            (unit.slug, str(unit)) for key, unit in self._units.items() if key in shown
        ]
        return rows[:MAX_UNITS] + [row for row in rows[MAX_UNITS:] if row[0] == chosen]

    def _in_locality(self, slug: str) -> Q:
        """Return the condition: in a unit, in a part of it, or in one whose place it took."""
        chosen = next(unit for unit in self._units.values() if unit.slug == slug)
        return Q(locality__in=units_within(chosen, self._units, timezone.localdate()))
