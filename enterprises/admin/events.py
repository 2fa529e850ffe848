"""Events in the admin: what staff announce, with agenda and slots; a moved time says why."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enterprises.models import AgendaItem, Event, EventSeries, Slot, Standing
from portal.accounts.admin import SharedRecordAdmin
from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.filters import ShortRelatedFilter
from portal.newsroom.forms import PublicationForm
from portal.newsroom.parts import AttachmentInline, PartInline
from portal.publishing.models import Publication, Revision


@admin.register(EventSeries)
class EventSeriesAdmin(SharedRecordAdmin):
    """Series of meetings; each has a page and a calendar of its own."""

    handbook = "su-kien"
    list_display = ["name", "occasion", "rhythm"]
    list_filter = ["occasion"]
    search_fields = ["name"]


class EventForm(PublicationForm):
    """Notes by itself from when a meeting was moved, as readers saw it, and asks why."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        announced = _announced_start(self.instance)
        starts = cleaned.get("starts_at")
        if announced is None or starts is None or starts == announced:
            return cleaned
        if cleaned.get("standing") == Standing.PLANNED:
            cleaned["standing"] = Standing.MOVED
        if cleaned.get("standing") == Standing.MOVED:
            cleaned["moved_from"] = announced
            if not (cleaned.get("standing_reason") or "").strip():
                self.add_error("standing_reason", _("Say why it is moved; readers see it."))
        return cleaned


def _announced_start(event: Publication) -> datetime | None:
    """When the event begins as readers see it now; None where they see nothing."""
    if event.pk is None or event.live_number is None:
        return None
    live = Revision.objects.filter(publication_id=event.pk, number=event.live_number).first()
    said = live.data["fields"].get("starts_at") if live else None
    return forms.DateTimeField().to_python(said) if said else None


class AgendaInline(PartInline):
    model = AgendaItem
    fk_name = "event"
    fields = ["day", "at", "title", "speaker", "position"]


class SlotInline(PartInline):
    model = Slot
    fk_name = "event"
    fields = ["starts_at", "minutes", "is_open"]


@admin.register(Event)
class EventAdmin(PublicationAdmin):
    """Meetings; who registered is told by mail when one that is public is moved or cancelled."""

    handbook = "su-kien"
    form = EventForm
    list_display = ["title", "starts_at", "occasion", "standing", "state_label", "updated_at"]
    list_filter = ["state", "occasion", "standing", ("series", ShortRelatedFilter)]
    list_select_related = ["section"]
    kind_fields = ("series", "occasion", ("starts_at", "ends_at"), "precision", "place")
    sheet_kind = ("series", "occasion", "starts_at", "ends_at", "place", "standing")
    kind_fieldsets = (
        (
            _("Moved, cancelled or held"),
            {"classes": ["collapse"], "fields": ["standing", "standing_reason", "moved_from"]},
        ),
        (
            _("Registration"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("registration_opens_at", "registration_closes_at"),
                    ("seats", "seats_per_enterprise"),
                    "online_url",
                ],
            },
        ),
    )
    autocomplete_fields = ["topics", "series"]
    inlines = [AgendaInline, SlotInline, AttachmentInline]
