"""Which offers and requests readers see, and by what they narrow the list down."""

from collections.abc import Callable, Iterator
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.infrastructure.models import Direction, Facility, InfrastructureListing
from enterprises.profiles.models import Locality
from portal.publishing.models import PublicationQuerySet

type Listings = PublicationQuerySet[InfrastructureListing]

# Nobody reads a longer list to choose from.
MAX_ROWS = 100
ALL: tuple[str, StrPromise] = ("", _("all"))
UNSEEN = ("enterprise__body", "enterprise__summary", "enterprise__search_vector")


def public_listings() -> Listings:
    """What readers may see now."""
    return InfrastructureListing.objects.public()


def with_owners(rows: Listings) -> Listings:
    """With the names of owner and place, in the same query."""
    return rows.select_related("enterprise", "organisation", "locality").defer(*UNSEEN)


def localities() -> list[tuple[str, str | StrPromise]]:
    """Those in which something is offered or looked for."""
    used = public_listings().exclude(locality=None).order_by().values("locality")
    rows = Locality.objects.filter(pk__in=used).order_by("sort_key", "pk")
    return [ALL, *((row.slug, str(row)) for row in rows[:MAX_ROWS])]


class ListingFilter(forms.Form):
    """Offer or request, kind and locality: all in the address, and none of them needed."""

    loai = forms.ChoiceField(
        label=_("Offer or request"), required=False, choices=[ALL, *Direction.choices]
    )
    ha_tang = forms.ChoiceField(
        label=_("Kind of infrastructure"), required=False, choices=[ALL, *Facility.choices]
    )
    dia_ban = forms.ChoiceField(label=_("Locality"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As a list: a function would be asked again each time that the field looks at it.
        cast(forms.ChoiceField, self.fields["dia_ban"]).choices = localities()

    def narrowed(self, rows: Listings) -> Listings:
        """Those that fit; what was asked for wrongly narrows nothing and says so."""
        ways: dict[str, Callable[[str], Q]] = {
            "loai": lambda direction: Q(direction=direction),
            "ha_tang": lambda facility: Q(facility=facility),
            "dia_ban": in_locality,
        }
        for name, value in self._given():
            rows = rows.filter(ways[name](value))
        return rows

    @property
    def query(self) -> str:
        """The conditions as the end of an address; empty without any."""
        given = list(self._given())
        return f"?{urlencode(given)}" if given else ""

    def _given(self) -> Iterator[tuple[str, str]]:
        self.is_valid()
        yield from ((name, value) for name, value in self.cleaned_data.items() if value)


def in_locality(slug: str) -> Q:
    """In a unit, in a part of it, or in one whose place it took."""
    return (
        Q(locality__slug=slug)
        | Q(locality__parent__slug=slug)
        | Q(locality__replaced_by__slug=slug)
    )
