"""The public list of obstacles, and the staff's briefing pack as a page for paper."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enterprises.briefings.models import ActionItem
from enterprises.briefings.pack import events_for_packs, pack_for
from enterprises.kit.periods import ReportPeriod
from portal.accounts.roles import edits
from portal.publishing.models import State
from portal.publishing.paging import page_of

PERIOD = "ky"
# The paper for the participants, without what was told in confidence.
HANDOUT = "phat"


def obstacles(request: HttpRequest) -> HttpResponse:
    """Show the public obstacles, the newest first; never the enterprise."""
    rows = ActionItem.objects.public().with_sample_mark()
    rows = rows.select_related("organisation").defer("details")
    context = {"page": page_of(request, rows)}
    return render(request, "enterprises/briefings/list.html", context)


@require_safe
def briefing_pack(request: HttpRequest, number: int) -> HttpResponse:
    """Show the pack, to be printed by the browser."""
    if not edits(request.user):
        raise PermissionDenied
    rows = events_for_packs().exclude(state=State.BINNED).defer("body", "minutes", "search_vector")
    event = get_object_or_404(rows, pk=number)
    pack, is_handout = pack_for(event, _period_of(request)), HANDOUT in request.GET
    context = {
        "pack": pack.for_participants() if is_handout else pack,
        "event": event,
        "printed_at": timezone.now(),
        "is_handout": is_handout,
    }
    return render(request, "admin/events/event/pack.html", context)


def _period_of(request: HttpRequest) -> ReportPeriod | None:
    """Return the quarter in `?ky=2007-q1`; Http404 where there is no such one."""
    if PERIOD not in request.GET:
        return None
    try:
        return ReportPeriod.of(request.GET[PERIOD])
    except ValueError as error:
        raise Http404 from error
