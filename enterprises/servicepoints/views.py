"""The page of service points, and its map away from it: as a file, a picture, and in frames."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.servicepoints.counts import Commune, communes_on
from enterprises.servicepoints.structured import points_json_ld
from enterprises.servicepoints.tiles import tile_map
from portal.exchange.chart_files import ChartFile, framed, framed_answer
from portal.publishing.paging import only_page


@require_safe
def service_points(request: HttpRequest) -> HttpResponse:
    """Show what there is in each commune of today."""
    only_page(request)
    communes, elsewhere = communes_on(timezone.localdate())
    found = [commune for commune in communes if commune.total]
    others = [commune for commune in communes if not commune.total and commune.nearest]
    context = {
        "map": _map_of(communes, tile_map(communes)),
        "communes": found,
        "others": others,
        "named": [commune for commune in communes if commune.total or commune.nearest],
        "empty": len(communes) - len(found) - len(others),
        "elsewhere": elsewhere,
        "json_ld": points_json_ld([*communes, elsewhere]),
    }
    return render(request, "enterprises/servicepoints/map.html", context)


@require_safe
def map_file(request: HttpRequest, answer: Callable[[ChartFile], HttpResponse]) -> HttpResponse:
    """Send the map as a file of the kind that the address ends in; 404 where there is none."""
    return answer(_map_or_404())


@framed
def map_embedded(request: HttpRequest) -> HttpResponse:
    """Show the map alone, for a frame on any site."""
    return framed_answer(request, _map_or_404())


def _map_or_404() -> ChartFile:
    """Return the map with all that goes with it; raise Http404 where no commune has a place."""
    communes, _elsewhere = communes_on(timezone.localdate())
    found = _map_of(communes, tile_map(communes, is_alone=True))
    if found is None:
        raise Http404
    return found


def _map_of(communes: list[Commune], picture: SafeString) -> ChartFile | None:
    """Return the map with all that goes with it; None where no commune has a place on it."""
    if not picture:
        return None
    placed = [commune for commune in communes if commune.is_placed]
    summary = _("Something is entered of %(known)d of the %(all)d communes and wards of the map.")
    return ChartFile(
        "so-do-diem-phuc-vu",
        _("Service points, enterprises and shared infrastructure by commune"),
        picture,
        reverse("enterprises:service_points"),
        is_sample=any(commune.has_samples for commune in placed),
        summary=summary % {"known": sum(each.total > 0 for each in placed), "all": len(placed)},
    )
