"""The briefing pack as a page for paper; the staff who keep the register see it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enterprises.briefings.pack import pack_for
from enterprises.briefings.waiting import keeps_the_register
from enterprises.events.programme import with_programme
from enterprises.models import Event
from portal.publishing.models import State


@require_safe
def briefing_pack(request: HttpRequest, number: int) -> HttpResponse:
    """All of it; the browser prints it, or makes a PDF of it."""
    if not keeps_the_register(request.user):
        raise PermissionDenied
    rows = with_programme(Event.objects.get_queryset().select_related("series"))
    event = get_object_or_404(
        rows.exclude(state=State.BINNED).defer("body", "minutes", "search_vector"), pk=number
    )
    context = {"pack": pack_for(event), "event": event, "printed_at": timezone.now()}
    return render(request, "admin/enterprises/event/pack.html", context)
