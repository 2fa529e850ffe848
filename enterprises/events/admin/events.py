"""Events in the admin, with agenda and slots; a moved time needs a reason."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.events.admin.guests import GuestsMixin
from enterprises.events.event_time import describe_start
from enterprises.events.models import (
    AgendaItem,
    Event,
    EventSeries,
    EventStatus,
    Precision,
    Slot,
)
from enterprises.events.models.precision import as_known
from portal.accounts.admin import SharedRecordAdmin
from portal.editing.filters import ShortRelatedFilter
from portal.editing.forms import PublicationForm
from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin
from portal.editing.related_cache import CachedFormSet
from portal.editing.sheets import PublicationImport
from portal.exchange.sheets.records import Problem
from portal.publishing.models import Publication, Revision


@admin.register(EventSeries)
class EventSeriesAdmin(SharedRecordAdmin):
    """Series of events; each has a page and a calendar of its own."""

    handbook = "su-kien"
    list_display = ["name", "occasion", "rhythm"]
    list_filter = ["occasion"]
    search_fields = ["name"]


class EventForm(PublicationForm):
    """The form of an event; it notes the former start of a moved one, and asks why."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        announced, starts = _announced_start(self.instance), cleaned.get("starts_at")
        if announced is None or starts is None:
            return cleaned
        former, precision = announced
        # Who names an hour of the day that was announced moves nothing.
        if as_known(starts, precision) == former:
            return cleaned
        if cleaned.get("status") == EventStatus.PLANNED:
            cleaned["status"] = EventStatus.MOVED
        if cleaned.get("status") == EventStatus.MOVED:
            cleaned["moved_from"] = former
            if not (cleaned.get("status_reason") or "").strip():
                self.add_error("status_reason", _("Say why it is moved; readers see it."))
        return cleaned


def _announced_start(event: Publication) -> tuple[datetime, str] | None:
    """Return the public start, as far as known, and how far; None where it is not public."""
    if event.pk is None or event.live_number is None:
        return None
    live = Revision.objects.filter(publication_id=event.pk, number=event.live_number).first()
    fields = live.data["fields"] if live else {}
    starts_at = forms.DateTimeField().to_python(fields.get("starts_at"))
    if starts_at is None:
        return None
    precision = fields.get("precision", Precision.HOUR)
    return as_known(starts_at, precision), precision


class AgendaInline(PartInline):
    stands_early = True
    model = AgendaItem
    fk_name = "event"
    fields = ["day", "at", "title", "speaker", "position"]


class SlotFormSet(CachedFormSet):
    """Slots that move with their event, except those that get another time in the form."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        self._move_along()
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        spans = sorted(
            (slot.starts_at, slot.starts_at + timedelta(minutes=slot.minutes))
            for slot in (form.instance for form in remaining)
            if slot.starts_at and slot.minutes
        )
        for (_begins, ends), (begins, _ends) in pairwise(spans):
            if begins < ends:
                when = {"time": f"{timezone.localtime(begins):%d/%m/%Y %H:%M}"}
                message = _("Before the slot of %(time)s begins, another one must have ended.")
                raise ValidationError(message, params=when)

    def _move_along(self) -> None:
        stored = Event.objects.filter(pk=self.instance.pk).values_list("starts_at", flat=True)
        before, after = stored.first(), self.instance.starts_at
        if before is None or after is None or before == after:
            return
        for form in self.initial_forms:
            if "starts_at" not in form.changed_data:
                form.instance.starts_at += after - before
                # Else the row would count as untouched, and not be written.
                form.changed_data.append("starts_at")


class SlotInline(PartInline):
    model = Slot
    fk_name = "event"
    formset = SlotFormSet
    fields = ["starts_at", "minutes", "is_open"]


_SLOTS = Slot.objects.filter(event=OuterRef("pk"))


class EventImport(PublicationImport):
    """Events in a sheet, which has no column for what is known of their time, or why it changes."""

    def needs_hour(self, record: Event, column: str) -> bool:
        return super().needs_hour(record, column) and record.precision == Precision.HOUR

    def check(self, record: Any, errors: Mapping[str, list[ValidationError]]) -> None:
        """Refuse to move what readers or enterprises have noted down: the form does all of it."""
        super().check(record, errors)
        known = Event.objects.filter(pk=record.pk).exclude(starts_at=record.starts_at)
        if known.filter(Q(live_number__isnull=False) | Exists(_SLOTS)).exists():
            text = _("Move it in its form: it asks why, for readers, and takes the slots along.")
            raise Problem("starts_at", str(text))


@admin.register(Event)
class EventAdmin(GuestsMixin, PublicationAdmin):
    """Events; letters go out when a public one is moved or cancelled."""

    handbook = "su-kien"
    wording: ClassVar[Any] = {
        "title": (
            _("Name of the event"),
            _("Which meeting, of what or of when, in one line: “Giao ban quý I năm 2007”."),
        )
    }
    form = EventForm
    change_form_template = "admin/events/event/change_form.html"
    list_display = ["title", "starts_label", "occasion", "status", "state_label", "updated_at"]
    sortable_by = (*PublicationAdmin.sortable_by, "starts_label")
    list_filter = ["state", "occasion", "status", ("series", ShortRelatedFilter)]
    list_select_related = ["section"]
    kind_fields = ("series", "occasion", ("starts_at", "ends_at"), "precision", "place")
    sheet_import = EventImport
    sheet_kind = ("series", "occasion", "starts_at", "ends_at", "place", "status")
    sheet_ends = ("ends_at",)
    # An event has a day; the copy's is that of the event before, until somebody writes its own.
    copied_fields = (
        "series", "occasion", "starts_at", "precision", "place", "seats", "seats_per_enterprise",
    )  # fmt: skip
    kind_fieldsets = (
        (
            _("Moved, cancelled or held"),
            {"classes": ["collapse"], "fields": ["status", "status_reason", "moved_from"]},
        ),
        (_("After the meeting"), {"classes": ["collapse"], "fields": ["minutes"]}),
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

    @admin.display(description=_("begins"), ordering="starts_at")
    def starts_label(self, event: Event) -> str:
        return describe_start(event)

    # Pages beside the form that other areas add: address below the events, view, name.
    pages_beside: ClassVar[list[tuple[str, Callable[..., HttpResponse], str]]] = []

    def get_urls(self) -> list[Any]:
        """Return the form's addresses, and before them those of the pages beside it."""
        beside = [
            path(address, self.admin_site.admin_view(view), name=name)
            for address, view, name in self.pages_beside
        ]
        return [*beside, *super().get_urls()]
