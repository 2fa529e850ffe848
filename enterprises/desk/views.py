"""The desk of an enterprise: what waits, and the ways to everything that is its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enterprises.people.access import for_representatives
from enterprises.profiles.models import Representative


@for_representatives
def home(request: HttpRequest, me: Representative) -> HttpResponse:
    """The desk; its panels are composed in the template, each by its own tag."""
    context = {"me": me, "enterprise": me.enterprise, "waits": []}
    return render(request, "enterprises/desk/home.html", context)
