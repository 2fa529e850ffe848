"""The public offers and requests as files: GeoJSON for maps, the usual forms for tables."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from enterprises.infrastructure.filters import (
    ListingFilter,
    Listings,
    public_listings,
    with_owners,
)
from enterprises.infrastructure.models import Direction, Facility, InfrastructureListing
from enterprises.infrastructure.models.match import is_matched
from enterprises.infrastructure.structured import geometry_of
from portal.exchange.datafiles.columns import ID, SAMPLE
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.plain import plain
from portal.exchange.datafiles.responses import file_response
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table

# A province has some hundreds; the newest are what anybody acts on.
MAX_ROWS: Final = 5000
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
        "facility",
        _("kind of infrastructure"),
        _("What is shared."),
        codes=dict(Facility.choices),
    ),
    Column("place", _("place or route"), _("In words.")),
    Column("locality", _("locality"), _("Empty: not known.")),
    Column("quantity", _("capacity"), _("How much of it."), Kind.NUMBER),
    Column("unit", _("unit"), _("What is counted.")),
    Column("available_from", _("usable from"), _("Empty: at once."), Kind.DAY),
    Column("available_until", _("usable until"), _("Empty: without an end."), Kind.DAY),
    Column("listed_until", _("listed until"), _("Readers see it no longer."), Kind.DAY),
    Column("owner", _("listed by"), _("Whose offer or request it is.")),
    Column("is_matched", _("matched"), _("Offer and request have met."), Kind.YES_NO),
    SAMPLE,
    Column("url", _("address"), _("Of its page."), Kind.ADDRESS),
    Column(
        "coordinates",
        _("coordinates"),
        _("Latitude, longitude in degrees (WGS 84); points of a route are divided by “; ”."),
    ),
)
_OF_A_PLACE: Final = [column.name for column in COLUMNS if column.name not in ("id", "coordinates")]


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """A FeatureCollection of RFC 7946; what has no coordinates has no geometry."""
    features = [_feature(row) for row in _newest(_asked(request))]
    data = {"type": "FeatureCollection", "features": features}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type="application/geo+json")


@require_safe
def listings(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Those that the page shows for the same question, all its pages in one."""
    data = _dataset(_asked(request))
    return file_response(request, data, ExportOptions.of_table(request.GET), extension)


def listings_data() -> Dataset:
    """All public listings."""
    return _dataset(public_listings())


def listing_rows(rows: Listings) -> Iterator[Cells]:
    """The listings as COLUMNS has them, the newest first."""
    return map(_cells, _newest(rows))


def _dataset(rows: Listings) -> Dataset:
    page = settings.SITE_URL + reverse(InfrastructureListing.LIST_VIEW)
    newest = public_listings().order_by("-updated_at", "-id")
    facts = (
        Fact(TITLE, str(_("Shared infrastructure"))),
        Fact(ADDRESS, page),
        *facts_of_site(newest.values_list("updated_at", flat=True).first()),
    )
    table = Table("listings", _("Listings"), COLUMNS, lambda: listing_rows(rows))
    return Dataset("ha-tang", page, facts, (table,))


def _cells(listing: InfrastructureListing) -> Cells:
    """What all files tell of a listing; nothing here says whom to call."""
    end = listing.listed_until
    return (
        listing.pk,
        listing.title,
        listing.direction,
        listing.facility,
        listing.place,
        listing.locality.name if listing.locality else None,
        listing.amount,
        listing.unit or None,
        listing.available_from,
        listing.available_until,
        end and timezone.localdate(end),
        listing.owner_name,
        listing.is_matched,  # type: ignore[attr-defined]  # asked for with the rows
        listing.is_sample,
        settings.SITE_URL + listing.path,
        listing.coordinates.replace("\n", "; ") or None,
    )


def _feature(listing: InfrastructureListing) -> dict[str, Any]:
    names = [column.name for column in COLUMNS]
    told = dict(zip(names, map(plain, _cells(listing)), strict=True))
    return {
        "type": "Feature",
        "id": listing.slug,
        "geometry": geometry_of(listing),
        "properties": {name: told[name] for name in _OF_A_PLACE},
    }


def _asked(request: HttpRequest) -> Listings:
    form = ListingFilter(request.GET)
    rows = form.narrowed(public_listings())
    if form.errors:
        raise BadRequest("Unknown condition.")
    return rows


def _newest(rows: Listings) -> list[InfrastructureListing]:
    found = with_owners(rows).annotate(is_matched=is_matched())
    return list(found.newest().defer("body")[:MAX_ROWS])
