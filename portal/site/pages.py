"""The page that the portal itself has: home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.emergency import board
from portal.site.emergency import light_home


def home(request: HttpRequest) -> HttpResponse:
    """The first ten seconds, composed from the tags of the apps; in an emergency the light page.

    `?ban=day-du` is the full page in an emergency, too.
    """
    if request.GET.get("ban") != "day-du" and board.current() is not None:
        return light_home(request)
    return render(request, "portal/home.html")
