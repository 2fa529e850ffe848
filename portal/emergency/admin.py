"""Duty contacts, notices and what works in the admin: editors and publishers keep them."""

from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest

from portal.accounts.admin import SharedRecordAdmin
from portal.emergency.models import DutyContact, EmergencyNotice, Lifeline

# What the hour beside a status is the hour of.
_SAID: Final = frozenset({"status", "place"})


@admin.register(DutyContact)
class DutyContactAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["name", "phone", "radio", "position", "is_sample"]
    search_fields = ["name"]


@admin.register(EmergencyNotice)
class EmergencyNoticeAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["text", "at"]


@admin.register(Lifeline)
class LifelineAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["name", "status", "place", "status_at", "position"]
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what was changed; a status that nobody looked at keeps its hour.

        Saved as it is, it is said anew.
        """
        if not change or not form.changed_data or not _SAID.isdisjoint(form.changed_data):
            super().save_model(request, obj, form, change)
            return
        form.values_before = self._stored_values(obj)
        obj.save(update_fields=form.changed_data)
