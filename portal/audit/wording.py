"""What an entry of the record says, in the words of the screens: fields, and values of choices.

The record keeps names of columns and plain values for good; how they are called may change.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from portal.audit.models import AuditEntry

NOTHING = "—"
# So many changes stand in the line of a list.
IN_SHORT: Final = 3
# Numbers of other rows: they stand on the page of an entry, and tell nothing in the list.
_NUMBERS = {"step", "change"}
# What entries say beside the columns of their record.
_OTHER_NAMES: dict[str, StrPromise] = {
    "state": gettext_lazy("state"),
    "step": gettext_lazy("step number"),
    "comment": gettext_lazy("word to the others"),
    "change": gettext_lazy("change number"),
    "forced": gettext_lazy("published without a second reader"),
    "forced_read": gettext_lazy("read by a second reader"),
    "accepted": gettext_lazy("accepted"),
    "refused": gettext_lazy("refused"),
    "owned": gettext_lazy("pages that they answered for"),
    "sections": gettext_lazy("sections"),
    "letter": gettext_lazy("letter"),
    "to": gettext_lazy("to whom"),
    "with": gettext_lazy("by"),
    "without_second_step": gettext_lazy("signed in without the second step"),
    "type": gettext_lazy("kind"),
    "given_to": gettext_lazy("work handed over to"),
    "drafts": gettext_lazy("drafts"),
    "changes": gettext_lazy("changes"),
    "pages": gettext_lazy("pages"),
    "bundles": gettext_lazy("bundles"),
    "links": gettext_lazy("preview links"),
    "questions": gettext_lazy("questions"),
    "assignee": gettext_lazy("given to"),
    "until": gettext_lazy("until"),
    "revoked": gettext_lazy("taken back"),
    "email": gettext_lazy("e-mail address"),
    "sign_in_by": gettext_lazy("other addresses to sign in by"),
    "role": gettext_lazy("role"),
    "sessions": gettext_lazy("sessions"),
    "times": gettext_lazy("times within an hour"),
    "since": gettext_lazy("first at"),
    "last": gettext_lazy("last at"),
    "address": gettext_lazy("address"),
    "others": gettext_lazy("others beyond what an hour holds"),
    "exported": gettext_lazy("taken out"),
    "as": gettext_lazy("as a file"),
}


class Change(NamedTuple):
    """A field of the record, and what it said before and after."""

    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return (
            f"{self.label}: {self.old} → {self.new}"
            if self.old != NOTHING
            else (f"{self.label}: {self.new}")
        )


def changes_of(entry: AuditEntry) -> list[Change]:
    """Return what the entry changed, field by field, as people read it."""
    return list(_changes(entry))


def in_short(entry: AuditEntry) -> str:
    """Return the first changes that tell people something in one line, for the list."""
    changes = (
        change for change in _changes(entry, _is_readable) if {change.old, change.new} != {NOTHING}
    )
    every = [Truncator(str(change)).chars(90) for change in changes]
    more = len(every) - IN_SHORT
    rest = [_("and %(number)d more") % {"number": more}] if more > 0 else []
    return "; ".join([*every[:IN_SHORT], *rest])


def subject_of(entry: AuditEntry) -> str:
    """Return the record of an entry with the name of its kind."""
    kind = kind_of(entry)
    return f"{capfirst(kind)}: {entry.subject_text}" if kind else entry.subject_text


def kind_of(entry: AuditEntry) -> str:
    """Return what the record of an entry is called; "" of none, or of a table that is gone."""
    model = _model(entry)
    return str(model._meta.verbose_name) if model is not None else ""


def _is_readable(field: Any, name: str) -> bool:
    """Return whether people read more in a field than what a machine goes by."""
    is_key = getattr(field, "primary_key", False)
    return not (is_key or name in _NUMBERS or isinstance(field, models.FileField))


def _changes(
    entry: AuditEntry, is_wanted: Callable[[Any, str], bool] = lambda _field, _name: True
) -> Iterator[Change]:
    model = _model(entry)
    for name in {**entry.old, **entry.new}:
        field = _field(model, name)
        if is_wanted(field, name):
            yield Change(
                _label(field, name),
                _value(field, entry.old.get(name)),
                _value(field, entry.new.get(name)),
            )


def _model(entry: AuditEntry) -> type[models.Model] | None:
    try:
        return apps.get_model(entry.subject_label) if entry.subject_label else None
    except (LookupError, ValueError):
        return None


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model is not None else None
    except FieldDoesNotExist:
        return None


def _label(field: Any, name: str) -> str:
    words = getattr(field, "verbose_name", None) or _OTHER_NAMES.get(name, name)
    return str(capfirst(str(words)))


def _value(field: Any, value: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_value(None, each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(None, each)}" for name, each in value.items())
    choices = dict(getattr(field, "flatchoices", ()))
    if value in choices:
        return str(choices[value])
    return _moment(field, str(value))


def _moment(field: Any, text: str) -> str:
    """Return a day or moment as it is written here; any other text as it is."""
    # Of an entry's own values a moment is known by its form.
    is_moment = isinstance(field, models.DateTimeField) or (field is None and text[10:11] == "T")
    if is_moment and (moment := _parsed(text)):
        local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        return date_format(local, "DATETIME_FORMAT")
    if isinstance(field, models.DateField) and (day := parse_date(text)):
        return date_format(day, "DATE_FORMAT")
    return text


def _parsed(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
