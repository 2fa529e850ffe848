"""JSON-LD and GeoJSON geometry of an offer or request."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from enterprises.infrastructure.models import Direction, InfrastructureListing
from portal.publishing.structured import json_ld_script, known_facts, made_up


def geometry_of(listing: InfrastructureListing) -> dict[str, Any] | None:
    """Return a Point or LineString of RFC 7946, longitude first; None without a place."""
    places = [[float(point.longitude), float(point.latitude)] for point in listing.points]
    if not places:
        return None
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "LineString", "coordinates": places}


def listing_json_ld(listing: InfrastructureListing) -> SafeString:
    """Return the owner as schema.org's Organization with its offer; without the contact."""
    owner: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": listing.owner_name,
    }
    if listing.enterprise is not None:
        owner["url"] = settings.SITE_URL + listing.enterprise.path
    is_offer = listing.direction == Direction.OFFER
    name, kind = ("makesOffer", "Offer") if is_offer else ("seeks", "Demand")
    return json_ld_script(owner | {name: {"@type": kind} | _terms(listing)})


def _terms(listing: InfrastructureListing) -> dict[str, Any]:
    facility = str(listing.get_facility_display())
    known: dict[str, Any] = {
        "name": listing.title,
        "url": settings.SITE_URL + listing.path,
        "description": listing.summary,
        "itemOffered": {"@type": "Service", "serviceType": facility},
        "availableAtOrFrom": _place(listing),
        "availabilityStarts": listing.available_from and listing.available_from.isoformat(),
        "availabilityEnds": listing.available_until and listing.available_until.isoformat(),
        "validThrough": (end := listing.listed_until) and timezone.localtime(end).isoformat(),
        "eligibleQuantity": _quantity(listing),
    }
    return known_facts(known) | made_up(listing)


def _quantity(listing: InfrastructureListing) -> dict[str, Any] | None:
    if listing.quantity is None:
        return None
    value = float(listing.quantity)
    return {"@type": "QuantitativeValue", "value": value, "unitText": listing.unit}


def _place(listing: InfrastructureListing) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": listing.place}
    if listing.locality is not None:
        place["address"] = listing.locality.name
    points = listing.points
    if len(points) == 1:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(points[0].latitude),
            "longitude": float(points[0].longitude),
        }
    elif points:
        line = " ".join(f"{point.latitude} {point.longitude}" for point in points)
        place["geo"] = {"@type": "GeoShape", "line": line}
    return place
