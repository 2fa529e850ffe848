"""JSON-LD of the service points."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.servicepoints.counts import Commune
from enterprises.servicepoints.models import PointKind, ServicePoint
from portal.publishing.structured import json_ld_script, known_facts, organization

_TYPES = {PointKind.POST_OFFICE: "PostOffice", PointKind.VILLAGE_POST: "PostOffice"}


def points_json_ld(communes: Iterable[Commune]) -> SafeString:
    """Return the page with its points; samples are no places, and machines read of none."""
    address = settings.SITE_URL + reverse("enterprises:service_points")
    points = [
        _point(point, commune.unit.name)
        for commune in communes
        for point in commune.points
        if not point.is_sample
    ]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": _("Service points and map of communes"),
        "url": address,
        "publisher": organization(),
    }
    return json_ld_script(data | ({"hasPart": points} if points else {}))


def _point(point: ServicePoint, locality: str) -> dict[str, Any]:
    known: dict[str, Any] = {
        "@type": _TYPES.get(PointKind(point.kind), "CivicStructure"),
        "name": point.name,
        "address": ", ".join(filter(None, [point.address, locality])),
    }
    if point.hours:
        # In words, as staff write them: the property of the hours themselves has a grammar.
        hours = {"@type": "OpeningHoursSpecification", "description": point.hours}
        known["openingHoursSpecification"] = hours
    return known_facts(known)
