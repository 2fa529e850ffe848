"""What the search finds of service points: each commune and each point, by its name."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.servicepoints.counts import Commune, communes_on
from portal.kit.places import Place, Rank


def point_places() -> Iterator[Place]:
    """Yield the communes that have a point or a post office near, and the points; four queries."""
    page = reverse("enterprises:service_points")
    communes, _elsewhere = communes_on(timezone.localdate())
    for commune in communes:
        if commune.points or commune.nearest:
            yield _commune(page, commune)


def _commune(page: str, commune: Commune) -> Place:
    """Return the commune under the names of its points, and of what people look for there."""
    name = commune.unit.short_name
    shown = [point.name for point in commune.points]
    if commune.nearest:
        shown.append(commune.nearest_names)
    also = _(
        "post office %(name)s; post office in %(name)s; Wi-Fi %(name)s; service points %(name)s"
    )
    return Place(
        f"{page}#{commune.anchor}",
        _("Service points: %(commune)s") % {"commune": commune.unit.name},
        "; ".join(shown),
        "; ".join([also % {"name": name}, *(point.name for point in commune.points)]),
        kind=_("commune or ward"),
        rank=Rank.ROW,
    )
