"""Moments and days: where one begins, now, and fields for them, within bounds."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db import models
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Other years are slips of the hand: 0207 for 2007. Of the first day that there is, PostgreSQL's
# year in UTC may be one that Python has not, and no day comes after the last.
MIN_YEAR: Final = 1900
MAX_YEAR: Final = 2200


def midnight(day: date) -> datetime:
    """Return the moment at which the day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_after(day: date) -> date:
    """Return the next day; the last of all has none, and stays."""
    return day if day == date.max else day + timedelta(days=1)


def is_within_bounds(day: date) -> bool:
    """Return whether a day, or a moment, is of a year that people write on purpose."""
    return MIN_YEAR <= day.year <= MAX_YEAR


def refuse_other_years(day: date) -> None:
    """Raise ValidationError where a day, or a moment, is of no year that people write."""
    if not is_within_bounds(day):
        raise forms.ValidationError(
            _("Write a day from %(first)d to %(last)d.") % {"first": MIN_YEAR, "last": MAX_YEAR},
            # Not “invalid”, for which a field has words of its own.
            code="year",
        )


def now_after(earlier: datetime) -> datetime:
    """Return now; where a clock that was ahead has noted what came before, that moment."""
    return max(timezone.now(), earlier)


def moment_or_dash(moment: datetime | None) -> str:
    """Return day and hour as people read them: a form writes what a method gives as it is."""
    return "—" if moment is None else date_format(timezone.localtime(moment), "DATETIME_FORMAT")


class BoundedDayField(forms.DateField):
    """A day of a year that people write on purpose."""

    default_validators: list[Any] = [refuse_other_years]


class MomentField(forms.SplitDateTimeField):
    """Day and hour in two boxes, which show less than is stored.

    Where the minute on screen is that of the stored moment, that moment stays as it is, with its
    seconds and what is below them: else each save of a form would propose another one.
    """

    stored: datetime | None = None

    def get_bound_field(self, form: BaseForm, field_name: str) -> BoundField:
        """Remember what the form was opened with: `compress` is told only what was typed."""
        initial = form.initial.get(field_name, self.initial)
        self.stored = initial if isinstance(initial, datetime) else None
        return super().get_bound_field(form, field_name)

    def compress(self, data_list: Any) -> datetime | None:
        typed: datetime | None = super().compress(data_list)
        if typed is not None:
            refuse_other_years(typed)
        if typed is None or self.stored is None:
            return typed
        return self.stored if _minute(typed) == _minute(self.stored) else typed

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another minute was typed; what cannot be read is a change."""
        if not super().has_changed(initial, data):
            return False
        try:
            return self.stored is None or self.clean(data) != self.stored
        except forms.ValidationError:
            return True


# For `formfield_overrides`: each form of the staff, and of its rows, reads moments and days so.
MOMENTS: Final[dict[Any, Any]] = {
    models.DateTimeField: {"form_class": MomentField},
    models.DateField: {"form_class": BoundedDayField},
}


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
