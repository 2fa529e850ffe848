"""The deadline of a page in its form and list: not part of the text, so kept beside it at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.audit.recording import record_deleted, record_saved
from portal.audit.values import snapshot
from portal.editing.unversioned import Unversioned, UnversionedForm
from portal.kit.admin_search import OneOfferedRow
from portal.kit.near_days import NEAR_DAY
from portal.obligations.models import Duty, Obligation, lock_days
from portal.publishing.models import Publication, State
from portal.publishing.models.access import has_appeared

OBLIGATION, DAY = "duty_obligation", "duty_counted_from"
# Fields of the form that are no columns of the page.
DEADLINE = (OBLIGATION, DAY)
# Where a deadline keeps the answer of `look_up_owed`.
_OWED = "_is_owed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What somebody set: the rule and its day, or neither."""

    obligation: Obligation | None
    counted_from: date | None

    @transaction.atomic
    def save(self, page: Publication, *, by: User) -> None:
        """Make it the page's deadline, and write down what it was before."""
        lock_days(is_shared=True)
        duty = Duty.objects.select_for_update().filter(publication_id=page.pk).first()
        before = snapshot(duty) if duty is not None else {}
        if self.obligation is not None and self.counted_from is not None:
            duty = duty or Duty(publication_id=page.pk)
            duty.obligation, duty.counted_from = self.obligation, self.counted_from
            duty.save(holds_days=True)
            record_saved(duty, before=before, by=by)
        elif duty is not None:
            record_deleted(duty, before=before, by=by)
            duty.delete()


class DeadlineForm(UnversionedForm):
    """Asks for the rule and its day."""

    unversioned_fields = (*UnversionedForm.unversioned_fields, *DEADLINE)
    duty_obligation = forms.ModelChoiceField(
        Obligation.objects.all(),
        required=False,
        label=gettext_lazy("Publication obligation"),
        help_text=gettext_lazy("Where a rule says how soon this has to be public; else empty."),
        widget=OneOfferedRow(Duty._meta.get_field("obligation"), admin.site),
        show_hidden_initial=True,
    )
    duty_counted_from = forms.DateField(
        required=False,
        label=gettext_lazy("Day of signature, receipt or decision"),
        help_text=gettext_lazy("The working days are counted from the day after it."),
        widget=AdminDateWidget,
        validators=NEAR_DAY,
        show_hidden_initial=True,
    )

    @property
    def _duty(self) -> Duty | None:
        return duty_of(self.instance)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        duty = self._duty if field_name in DEADLINE else None
        if duty is None:
            return super().get_initial_for_field(field, field_name)
        return duty.obligation_id if field_name == OBLIGATION else duty.counted_from

    @property
    def deadline(self) -> Deadline | None:
        """Return what was set here; None where nobody touched it."""
        if not self.was_touched(DEADLINE):
            return None
        return Deadline(self.cleaned_data.get(OBLIGATION), self.cleaned_data.get(DAY))

    @property
    def set_unversioned(self) -> list[Unversioned]:
        return [*super().set_unversioned, *filter(None, [self.deadline])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (set_here := self.deadline) is not None and not set(DEADLINE) & set(self.errors):
            self._refuse_half(set_here)
            self._refuse_stale_deadline()
        return cleaned

    def _refuse_half(self, typed: Deadline) -> None:
        rule, day = typed.obligation, typed.counted_from
        if rule is not None and day is None:
            values = {"event": rule.get_event_display()}
            self.add_error(DAY, _("Write the %(event)s, or leave the obligation empty.") % values)
        elif rule is None and day is not None:
            self.add_error(OBLIGATION, _("Choose the obligation, or leave the day empty."))
        elif rule is not None and day is not None and not rule.is_in_force_on(day):
            text = _("“%(rule)s” was not in force on this day; choose another.")
            self.add_error(OBLIGATION, text % {"rule": rule})

    def _refuse_stale_deadline(self) -> None:
        """Tell of the deadline that somebody else has set since the form was opened."""
        duty = self._duty
        stored = {
            OBLIGATION: str(duty.obligation_id) if duty else "",
            DAY: duty.counted_from.isoformat() if duty else "",
        }
        theirs = {"theirs": str(duty.obligation) if duty else _("none")}
        message = _(
            "Somebody else has set the deadline meanwhile (%(theirs)s); save again to set yours."
        )
        self.refuse_stale(stored, at=OBLIGATION, error=message % theirs)


class DeadlineMixin(admin.ModelAdmin[Any]):
    """Adds the deadline to the form of a kind, and reads it for the list."""

    deadline_fieldset = (
        gettext_lazy("Publication deadline"),
        {"classes": ["collapse"], "fields": [*DEADLINE, "due_label"]},
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "due_label"]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return [*super().get_list_select_related(request), "duty"]  # type: ignore[misc]  # a list here

    @admin.display(description=gettext_lazy("due on"), empty_value="—")
    def due_label(self, page: Publication | None) -> str:
        return due_text(page)

    # The form as who may not write sees it: Django writes what these give as it is.
    @admin.display(description=gettext_lazy("Publication obligation"))
    def duty_obligation(self, page: Publication | None) -> str:
        duty = duty_of(page)
        return str(duty.obligation if duty is not None else self.get_empty_value_display())

    @admin.display(description=gettext_lazy("Day of signature, receipt or decision"))
    def duty_counted_from(self, page: Publication | None) -> str:
        duty = duty_of(page)
        if duty is None or duty.counted_from is None:
            return str(self.get_empty_value_display())
        return date_format(duty.counted_from)


def duty_of(page: Publication | None) -> Duty | None:
    """Return the deadline of a page, where it has one."""
    return getattr(page, "duty", None) if page is not None and page.pk is not None else None


def due_text(page: Publication | None) -> str:
    """Return the day on which a page is due, with a word where it has gone by."""
    duty = duty_of(page)
    if duty is None or page is None:
        return ""
    day = date_format(duty.due_on)
    return _("%(day)s (overdue)") % {"day": day} if is_overdue(page, duty) else day


def due_mark(page: Publication) -> SafeString | str:
    """Return the day on which a page is due, marked where it has gone by."""
    duty, text = duty_of(page), due_text(page)
    return as_overdue(text) if duty is not None and is_overdue(page, duty) else text


def as_overdue(text: str) -> SafeString:
    """Return words of a list with the mark of what is late: a colour, and the word itself."""
    return format_html('<span class="overdue">{}</span>', text)


def is_overdue(page: Publication, duty: Duty) -> bool:
    """Return whether readers should have had the page before today and have not."""
    if not _may_be_overdue(page, duty):
        return False
    if page.live_number is not None and _OWED not in duty.__dict__:
        look_up_owed([page])
    return bool(duty.__dict__.get(_OWED, True))


def _may_be_overdue(page: Publication, duty: Duty) -> bool:
    gone_by = duty.due_on < timezone.localdate()
    return gone_by and page.state != State.BINNED and not has_appeared(page)


def look_up_owed(pages: Iterable[Publication]) -> None:
    """Note on the deadlines of these pages, at once, which of those gone by are still owed.

    Of a page that is not live now its steps say whether readers have had it.
    """
    with_duty = [(page, duty) for page in pages if (duty := duty_of(page)) is not None]
    asked = [
        duty
        for page, duty in with_duty
        if page.live_number is not None and _may_be_overdue(page, duty)
    ]
    if asked:
        rows = Duty.objects.filter(pk__in=[duty.pk for duty in asked]).open()
        owed = set(rows.values_list("pk", flat=True))
        for duty in asked:
            duty.__dict__[_OWED] = duty.pk in owed
