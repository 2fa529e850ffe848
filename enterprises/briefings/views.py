"""The obstacles that everybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enterprises.briefings.models import ActionItem
from portal.publishing.paging import page_of


def obstacles(request: HttpRequest) -> HttpResponse:
    """What was made public of the register, the newest first; never who raised it."""
    rows = ActionItem.objects.public().select_related("organisation").defer("details")
    context = {"page": page_of(request, rows)}
    return render(request, "enterprises/briefings/list.html", context)
