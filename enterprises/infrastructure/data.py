"""The public offers and requests as files: GeoJSON for maps, the usual forms for tables."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from enterprises.infrastructure.filters import ListingFilter, Listings, public_listings, with_owners
from enterprises.infrastructure.models import Direction, Facility, InfrastructureListing
from enterprises.infrastructure.models.match import is_matched
from enterprises.infrastructure.structured import geometry_of
from portal.exchange.datafiles.reading import cells_of, records_of
from portal.exchange.datafiles.tables import (
    ID,
    SAMPLE,
    Cells,
    Column,
    Computed,
    Dataset,
    Kind,
    Table,
)
from portal.exchange.datafiles.writing import plain
from portal.exchange.opendata.listing import list_data, refuse_unknown, send_narrowed
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins

# A province has some hundreds; the newest are what anybody acts on.
MAX_ROWS: Final = 5000
# Nothing here says whom to call.
COLUMNS: Final = (
    ID,
    Column("title", _("title"), _("As the page is called.")),
    Column(
        "direction",
        _("offer or request"),
        _("Whether the owner has it, or looks for it."),
        codes=dict(Direction.choices),
    ),
    Column(
        "facility", _("kind of infrastructure"), _("What is shared."), codes=dict(Facility.choices)
    ),
    Column("place", _("place or route"), _("In words.")),
    Column("locality", _("locality"), _("May be empty."), value="locality__name"),
    Column("quantity", _("capacity"), _("How much of it."), Kind.DECIMAL, value="amount"),
    Column("unit", _("unit"), _("What is counted.")),
    Column("available_from", _("usable from"), _("Empty: at once."), Kind.DATE),
    Column("available_until", _("usable until"), _("Empty: without an end."), Kind.DATE),
    Column("listed_until", _("listed until"), _("Readers see it no longer."), Kind.DATE),
    Column("owner", _("listed by"), _("Whose offer or request it is."), value="owner_name"),
    Column("is_matched", _("matched"), _("Offer and request have met."), Kind.BOOLEAN),
    SAMPLE,
    Column("url", _("address"), _("Of its page."), Kind.ADDRESS, value="path"),
    Column(
        "coordinates",
        _("coordinates"),
        _("Latitude, longitude in degrees (WGS 84); points of a route are divided by “; ”."),
        value=Computed(lambda points: points.replace("\n", "; "), ("coordinates",)),
    ),
)
_PROPERTIES: Final = tuple(each for each in COLUMNS if each.name not in ("id", "coordinates"))


@for_all_origins
def geojson(request: HttpRequest) -> HttpResponse:
    """Send a FeatureCollection of RFC 7946; what has no coordinates has no geometry."""
    form = ListingFilter(request.GET)
    if (refusal := refuse_unknown(form)) is not None:
        return refusal
    listings = _newest(form.narrowed(public_listings()))
    features = [
        _feature(listing, cells)
        for listing, cells in zip(listings, _cells(listings, _PROPERTIES), strict=True)
    ]
    data = {"type": "FeatureCollection", "features": features}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type="application/geo+json")


@for_all_origins
def listings(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the page shows for the same query, all its pages in one."""
    form = ListingFilter(request.GET)
    return send_narrowed(request, form, public_listings(), _dataset, extension)


def listings_data() -> Dataset:
    """Return all public listings."""
    return _dataset(public_listings())


def listing_rows(rows: Listings) -> Iterator[Cells]:
    """Yield the cells of the listings, the newest first."""
    return _cells(_newest(rows), COLUMNS)


def _dataset(rows: Listings, narrowed_by: str = "") -> Dataset:
    table = Table("listings", _("Listings"), COLUMNS, lambda: listing_rows(rows))
    title = _("Shared infrastructure")
    return list_data("ha-tang", title, InfrastructureListing, table, narrowed_by=narrowed_by)


def _cells(listings: list[InfrastructureListing], columns: tuple[Column, ...]) -> Iterator[Cells]:
    return cells_of(records_of(listings, columns), columns)


def _feature(listing: InfrastructureListing, cells: Cells) -> dict[str, Any]:
    names = [column.name for column in _PROPERTIES]
    return {
        "type": "Feature",
        "id": listing.pk,
        "geometry": geometry_of(listing),
        "properties": dict(zip(names, map(plain, cells), strict=True)),
    }


def _newest(rows: Listings) -> list[InfrastructureListing]:
    found = with_owners(rows).annotate(is_matched=is_matched())
    return list(found.newest().defer("body")[:MAX_ROWS])


SETS = [
    OpenSet(
        slug="ha-tang",
        title=_("Shared infrastructure"),
        description=_("Masts, ducts, poles, fibre and stations offered to share or looked for."),
        dataset=listings_data,
        queryset=public_listings,
        rows=listing_rows,
        version="2.0",
        files="enterprises:infrastructure_data",
        more_files=(("GeoJSON", "enterprises:infrastructure_geojson", "application/geo+json"),),
    )
]
