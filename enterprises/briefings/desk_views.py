"""Obstacles on the desk: what the enterprise raised, what came of it, and a form for more."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from enterprises.briefings.forms import ObstacleForm
from enterprises.briefings.models import ActionItem
from enterprises.briefings.services import raise_obstacle
from enterprises.people import draft_recovery
from enterprises.people.access import for_representatives
from enterprises.profiles.models import Representative
from portal.publishing.paging import page_of


@for_representatives
def obstacle_list(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the enterprise's obstacles, the newest first."""
    page = page_of(request, me.enterprise.action_items.select_related("organisation"))
    context = {"me": me, "enterprise": me.enterprise, "page": page}
    return render(request, "enterprises/desk/obstacle_list.html", context)


@for_representatives
def obstacle(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show an obstacle with the person in charge, the due day and the answer."""
    rows = me.enterprise.action_items.select_related("organisation", "event", "raised_by")
    context = {"me": me, "enterprise": me.enterprise, "item": get_object_or_404(rows, pk=pk)}
    return render(request, "enterprises/desk/obstacle.html", context)


@for_representatives
def new_obstacle(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the form and save an obstacle; a form sent twice saves it once."""
    restored = draft_recovery.restore(request, me)
    sent = request.POST if request.method == "POST" else None
    form = ObstacleForm(sent, initial=restored.dict() if restored is not None else None)
    if request.method == "POST" and form.is_valid():
        item = raise_obstacle(me, form)
        if item is None:
            raise Http404
        draft_recovery.discard(request, me)
        text = _("We have received it as number %(number)s. The answer comes here and by mail.")
        messages.success(request, text % {"number": item.label})
        return redirect("enterprises:desk_obstacle", item.pk)
    context: dict[str, Any] = {"me": me, "enterprise": me.enterprise, "form": form}
    context |= draft_recovery.hidden_field(request, me)
    return render(request, "enterprises/desk/obstacle_form.html", context)


def obstacles_of(me: Representative, *, limit: int) -> list[ActionItem]:
    """Return the enterprise's newest obstacles."""
    return list(me.enterprise.action_items.all()[:limit])
