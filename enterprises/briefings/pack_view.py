"""The briefing pack as a page for paper; the staff who keep the register see it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enterprises.briefings.pack import pack_for
from enterprises.briefings.waiting import keeps_the_register
from enterprises.models import Event
from portal.publishing.models import State


@require_safe
def briefing_pack(request: HttpRequest, number: int) -> HttpResponse:
    """All of it; the browser prints it, or makes a PDF of it."""
    if not keeps_the_register(request.user):
        raise PermissionDenied
    rows = Event.objects.select_related("series").exclude(state=State.BINNED)
    event = get_object_or_404(rows.defer("body", "minutes"), pk=number)
    context = {"pack": pack_for(event), "event": event, "printed_at": timezone.now()}
    return render(request, "admin/enterprises/event/pack.html", context)
