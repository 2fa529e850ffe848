"""Actions for many pages in the list of a kind: each begins a job, which shows its effect first."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.roles import staff
from portal.newsroom.bulk_actions import offered
from portal.newsroom.bulk_jobs import MOST, Action, BulkJob, TooMany


class BulkMixin(ModelAdmin[Any]):
    """Offers in the list what the person may do with many pages of the kind."""

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request, action_location)
        if IS_POPUP_VAR in request.GET or action_location != ActionLocation.CHANGE_LIST:
            return actions
        for action in offered(staff(request), self.model):
            actions[action.value] = admin.options.Action(
                func=partial(_begin, action),
                name=action.value,
                description=str(action.label),
                plural_description=str(action.label),
                locations=[action_location],
            )
        return actions


def _begin(
    action: Action, modeladmin: BulkMixin, request: HttpRequest, rows: QuerySet[Any]
) -> HttpResponse | None:
    return plan(request, action, rows, kind=modeladmin.model.KIND)


def plan(
    request: HttpRequest, action: Action, rows: QuerySet[Any], *, kind: str = ""
) -> HttpResponse:
    """Write a job down for these pages and lead to it."""
    chosen = rows.values_list("pk", "revision_number", "title")[: MOST + 1]
    try:
        job = BulkJob.objects.plan(action, chosen, by=staff(request), kind=kind)
    except TooMany:
        text = _("At most %(most)d pages go at once; narrow the list by a filter or a search.")
        messages.error(request, text % {"most": MOST})
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(reverse("admin:bulk_job", args=[job.pk]))
