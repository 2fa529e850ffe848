"""The public offers and requests as files: GeoJSON for maps, CSV and JSON for tables."""

import csv as csv_format
import io
import json as json_format
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.infrastructure.listings import ListingFilter, public_listings, with_owners
from enterprises.infrastructure.structured import geometry_of
from enterprises.models import InfrastructureListing
from enterprises.models.infrastructure_match import is_matched
from portal.sheets.writing import safe_cell

# A province has some hundreds; the newest are what anybody acts on.
MOST: Final = 5000
COLUMNS: Final = (
    "title", "direction", "facility", "place", "locality", "quantity", "unit",
    "available_from", "available_until", "listed_until", "owner", "is_matched", "is_sample", "url",
)  # fmt: skip
# Excel reads UTF-8 as such only behind this.
MARK: Final = "\ufeff"


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """A FeatureCollection of RFC 7946; what has no coordinates has no geometry."""
    features = [
        {
            "type": "Feature",
            "id": row.slug,
            "geometry": geometry_of(row),
            "properties": facts_of(row),
        }
        for row in _asked(request)
    ]
    return _answer({"type": "FeatureCollection", "features": features}, "application/geo+json")


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    rows = [
        facts_of(row) | {"points": [[float(part) for part in point] for point in row.points]}
        for row in _asked(request)
    ]
    told = {
        "title": _("Shared infrastructure"),
        "url": settings.SITE_URL + "/ha-tang/",
        "licence": settings.DATA_LICENCE,
        "points": _("Each point is latitude and longitude in degrees (WGS 84)."),
        "listings": rows,
    }
    return _answer(told, "application/json")


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """A row a listing; no text in it is a formula to a spreadsheet program."""
    file = io.StringIO(MARK)
    file.seek(0, io.SEEK_END)
    writer = csv_format.writer(file)
    writer.writerow([*COLUMNS, "coordinates"])
    for row in _asked(request):
        facts = facts_of(row)
        where = row.coordinates.replace("\n", "; ")
        writer.writerow([*(_cell(facts[name]) for name in COLUMNS), where])
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")


def facts_of(listing: InfrastructureListing) -> dict[str, Any]:
    """What all files tell of a listing; nothing here says whom to call."""
    facts = (
        listing.title,
        listing.direction,
        listing.facility,
        listing.place,
        listing.locality.name if listing.locality else None,
        None if listing.amount is None else f"{listing.amount:f}",
        listing.unit or None,
        listing.available_from and listing.available_from.isoformat(),
        listing.available_until and listing.available_until.isoformat(),
        (end := listing.listed_until) and timezone.localdate(end).isoformat(),
        listing.owner_name,
        listing.is_matched,  # type: ignore[attr-defined]  # asked for with the rows
        listing.is_sample,
        settings.SITE_URL + listing.path,
    )
    return dict(zip(COLUMNS, facts, strict=True))


def _asked(request: HttpRequest) -> list[InfrastructureListing]:
    """Those that the page shows for the same question, all its pages in one."""
    form = ListingFilter(request.GET)
    rows = form.narrowed(public_listings())
    if form.errors:
        raise BadRequest("Unknown condition.")
    found = with_owners(rows).annotate(is_matched=is_matched())
    return list(found.newest().defer("body")[:MOST])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value)


def _answer(data: dict[str, Any], content_type: str) -> HttpResponse:
    text = json_format.dumps(data, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type=content_type)
