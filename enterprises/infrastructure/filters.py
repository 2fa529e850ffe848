"""The offers and requests that readers see, and the filter of their list."""

from collections.abc import Mapping

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enterprises.infrastructure.models import Direction, Facility, InfrastructureListing
from enterprises.profiles.models import Locality
from portal.kit.filters import ALL, MAX_CHOICES, Choice, ListFilter, Lookup
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


def _localities() -> list[Choice]:
    """Return the localities in which something is offered or looked for."""
    used = public_listings().exclude(locality=None).order_by().values("locality")
    rows = Locality.objects.filter(pk__in=used).order_by("sort_key", "pk")
    return [(row.slug, str(row)) for row in rows[:MAX_CHOICES]]


class ListingFilter(ListFilter[Listings]):
    """The filter by direction, kind and locality."""

    loai = forms.ChoiceField(
        label=_("Offer or request"), required=False, choices=[ALL, *Direction.choices]
    )
    ha_tang = forms.ChoiceField(
        label=_("Kind of infrastructure"), required=False, choices=[ALL, *Facility.choices]
    )
    dia_ban = forms.ChoiceField(label=_("Locality"), required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        self.offer("dia_ban", _localities())

    def lookups(self) -> Mapping[str, Lookup]:
        return {"loai": "direction", "ha_tang": "facility", "dia_ban": in_locality}


def in_locality(slug: str) -> Q:
    """Return the condition: in a unit, in a part of it, or in one whose place it took."""
    return (
        Q(locality__slug=slug)
        | Q(locality__parent__slug=slug)
        | Q(locality__replaced_by__slug=slug)
    )
