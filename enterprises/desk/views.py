"""The desk of an enterprise: what waits, and the ways to everything that is its own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enterprises.kit.panels import DeskPanel
from enterprises.people.access import for_representatives
from enterprises.profiles.models import Representative
from portal.kit.panels import load_panels


@for_representatives
def home(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show what is to do, then the panels that settings name."""
    panels: list[DeskPanel] = load_panels(settings.DESK_PANELS, me)
    to_do = [each for panel in panels for each in panel.to_do]
    context = {
        "me": me,
        "enterprise": me.enterprise,
        "to_do": sorted(to_do, key=lambda each: each.urgency),
        "panels": [panel.render(request) for panel in panels],
    }
    return render(request, "enterprises/desk/home.html", context)
