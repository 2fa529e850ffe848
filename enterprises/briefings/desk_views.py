"""Obstacles on the desk: what the enterprise raised, what came of it, and a form for more."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from enterprises.briefings.forms import ObstacleForm
from enterprises.briefings.models import ActionItem
from enterprises.briefings.services import raise_obstacle
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form_page, desk_page, for_representatives
from enterprises.profiles.models import Representative
from portal.publishing.paging import page_of


@for_representatives
def obstacle_list(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the enterprise's obstacles, the newest first."""
    page = page_of(request, me.enterprise.action_items.select_related("organisation"))
    return desk_page(request, me, "enterprises/briefings/desk/obstacle_list", page=page)


@for_representatives
def obstacle(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show an obstacle with the person in charge, the due day and the answer."""
    rows = me.enterprise.action_items.select_related("organisation", "event", "raised_by")
    return desk_page(
        request, me, "enterprises/briefings/desk/obstacle", item=get_object_or_404(rows, pk=pk)
    )


@for_representatives
def new_obstacle(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the form and save an obstacle; a form sent twice saves it once."""
    restored = draft_recovery.restore(request, me)
    sent = request.POST if request.method == "POST" else None
    form = ObstacleForm(sent, initial=restored.dict() if restored is not None else None)
    if request.method == "POST" and form.is_valid():
        try:
            item = raise_obstacle(me, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _received(request, me, item)
    return desk_form_page(request, me, "enterprises/briefings/desk/obstacle_form", form=form)


def _received(request: HttpRequest, me: Representative, item: ActionItem | None) -> HttpResponse:
    if item is None:
        raise Http404
    draft_recovery.discard(request, me)
    text = _("We have received it as number %(number)s. The answer comes here and by mail.")
    messages.success(request, text % {"number": item.label})
    return redirect("enterprises:desk_obstacle", item.pk)
