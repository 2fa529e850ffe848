"""Duty contacts, notices and what works in the admin: editors and publishers keep them."""

from typing import Any, Final

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.accounts.admin import SharedRecordAdmin
from portal.emergency.models import (
    MAX_CONTACTS,
    MAX_LIFELINES,
    DutyContact,
    EmergencyNotice,
    Lifeline,
)

# What the hour beside a status is the hour of.
_STATUS_FIELDS: Final = frozenset({"status", "place"})


def _say_left_out(request: HttpRequest, *, rows: int, most: int) -> None:
    """Tell who has saved a row how many do not fit on the light page, whichever these are."""
    if rows > most:
        words = _(
            "The light page has room for the first %(most)d only; %(left)d do not stand there. "
            "Smaller positions stand first."
        )
        messages.warning(request, words % {"most": most, "left": rows - most})


@admin.register(DutyContact)
class DutyContactAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["name", "phone", "radio", "position", "is_sample"]
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _say_left_out(request, rows=DutyContact.objects.to_call().count(), most=MAX_CONTACTS)


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
        if not change or not form.changed_data or not _STATUS_FIELDS.isdisjoint(form.changed_data):
            super().save_model(request, obj, form, change)
        else:
            form.values_before = self._stored_values(obj)
            obj.save(update_fields=form.changed_data)
        _say_left_out(request, rows=Lifeline.objects.count(), most=MAX_LIFELINES)
