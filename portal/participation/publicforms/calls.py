"""Calls to those who left a telephone number only: which wait, and the note that one was made."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.participation.publicforms.contacts import PHONE_ONLY, Reachable


@transaction.atomic
def mark_phoned(row: Reachable, *, by: User) -> bool:
    """Note that somebody told the sender by telephone; return False where this was noted before."""
    rows = type(row)._base_manager.filter(PHONE_ONLY, pk=row.pk, phoned_at=None)
    is_new = bool(rows.update(phoned_at=timezone.now(), phoned_by=by))
    if is_new:
        # The record is for good: the number stays out of it.
        record(Action.STEP, by=by, subject=row, new={"phoned": True})
    return is_new


class ToBePhonedFilter(admin.SimpleListFilter):
    """Filters the rows whose sender waits for a call; the manager has `to_be_phoned`."""

    title = _("telephone")
    parameter_name = "goi"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, StrPromise]]:
        return [("cho", _("to be called")), ("khong", _("no call to make"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("cho", "khong"):
            return queryset
        manager: Any = queryset.model._default_manager
        waits = Q(pk__in=manager.to_be_phoned().values("pk"))
        return queryset.filter(waits if self.value() == "cho" else ~waits)
