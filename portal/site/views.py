"""The page that the portal itself has: home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.emergency import alerts
from portal.site.emergency import light_home


def home(request: HttpRequest) -> HttpResponse:
    """Show the home page, composed from the tags of the apps; in an emergency the light page.

    `?ban=day-du` is the full page in an emergency, too.
    """
    if request.GET.get("ban") != "day-du" and alerts.current_alert() is not None:
        return light_home(request)
    return render(request, "portal/home.html", {"kept_page": True})
