"""The page of service points: the map of communes beside the list that says the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enterprises.servicepoints.counts import communes_on
from enterprises.servicepoints.structured import points_json_ld
from enterprises.servicepoints.tiles import tile_map


@require_safe
def service_points(request: HttpRequest) -> HttpResponse:
    """Show what there is in each commune of today."""
    communes, elsewhere = communes_on(timezone.localdate())
    found = [commune for commune in communes if commune.total]
    others = [commune for commune in communes if not commune.total and commune.nearest]
    context = {
        "map": tile_map(communes),
        "communes": found,
        "others": others,
        "named": [commune for commune in communes if commune.total or commune.nearest],
        "empty": len(communes) - len(found) - len(others),
        "elsewhere": elsewhere,
        "json_ld": points_json_ld([*communes, elsewhere]),
    }
    return render(request, "enterprises/servicepoints/map.html", context)
