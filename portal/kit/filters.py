"""Filters of list pages: what narrows a list stands in the address, and none of it is needed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.formats import DATE_INPUT_FORMATS
from portal.kit.text.syllables import words

type Choice = tuple[str, str | StrPromise]
# The lookup of a field's value, or a function of the value.
type Lookup = str | Callable[[Any], Combinable | Q]

# Nobody reads a longer list to choose from.
MAX_CHOICES = 100
# Nor is anything later planned; such a year was mistyped.
YEARS_AHEAD = 10
ALL: Choice = ("", _("all"))


def with_chosen[Row](rows: list[Row], chosen: str) -> list[Row]:
    """Return as many rows as anybody reads, and the one that a link names by its slug."""
    return rows[:MAX_CHOICES] + [row for row in rows[MAX_CHOICES:] if _slug(row) == chosen]


def _slug(row: Any) -> str:
    return str(row.slug)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in words, and the query of the same list without it."""

    label: str | StrPromise
    value: str | StrPromise
    without: str


def oldest_and_newest[Rows: QuerySet[Any, Any]](rows: Rows, column: str) -> Rows:
    """Return the rows at both ends of a column, with that column only."""
    rows = rows.only(column)
    return rows.order_by(column)[:1].union(rows.order_by(f"-{column}")[:1])


def years_between(days: Iterable[date]) -> list[Choice]:
    """Return the years from the last of these days back to the first, to choose from.

    The oldest and the newest row say enough, and an index has them at its ends; to name the years
    in which there is something, all rows would be read. A mistyped year of before the forms had
    bounds offers neither thousands of years nor only those to come.
    """
    years = [day.year for day in days]
    last = min(max(years), timezone.localdate().year + YEARS_AHEAD) if years else 0
    found = range(last, min(years, default=1) - 1, -1)
    return [(str(year), str(year)) for year in found[:MAX_CHOICES]]


class ListFilter[Rows: QuerySet[Any, Any]](forms.Form):
    """A form whose fields narrow a list; what was written wrongly narrows nothing and says so."""

    def lookups(self) -> Mapping[str, Lookup]:
        """Return how each field narrows the list, by the field's name."""
        return {}

    def offer(self, name: str, choices: Iterable[Choice]) -> None:
        """Set what a field offers beside "all"."""
        # As a list: a function would be asked again each time that the field looks at its choices.
        cast("forms.ChoiceField", self.fields[name]).choices = [ALL, *choices]

    @cached_property
    def active(self) -> dict[str, Any]:
        """Return the values that narrow the list, by the names of their fields."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, rows: Rows) -> Rows:
        """Return the rows that fit all conditions."""
        for name, lookup in self.lookups().items():
            if name in self.active:
                value = self.active[name]
                condition = Q((lookup, value)) if isinstance(lookup, str) else lookup(value)
                rows = rows.filter(condition)
        return rows

    @property
    def is_used(self) -> bool:
        """Return whether the list is narrowed."""
        return bool(self.active)

    @property
    def chosen(self) -> list[Condition]:
        """Return what narrows the list, in words, each with the way to take it off."""
        return [
            Condition(
                cast("str", self.fields[name].label),
                self._in_words(name, value),
                self.query_with(**{name: ""}),
            )
            for name, value in self.active.items()
        ]

    @property
    def query(self) -> str:
        """Return the conditions as the end of an address; empty without any."""
        return self.query_with().removesuffix("?")

    def query_with(self, **changes: str) -> str:
        """Return the query of the same list with other values of some fields."""
        query = QueryDict(mutable=True)
        for name, value in (self.active | changes).items():
            if value:
                query[self.add_prefix(name)] = str(value)
        return f"?{query.urlencode()}"

    def _in_words(self, name: str, value: object) -> str:
        choices: dict[Any, Any] = dict(getattr(self.fields[name], "choices", ()))
        return cast("str", choices.get(value, value))


class WordsField(forms.CharField):
    """Words to look for; the browser remembers none of them."""

    def __init__(self, *, label: StrPromise) -> None:
        widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
        super().__init__(label=label, required=False, max_length=200, widget=widget)

    def validate(self, value: str) -> None:
        """Refuse signs alone: every row would fit them."""
        super().validate(value)
        if value and not words(value):
            raise ValidationError(_("Type at least one word."))


class DayField(forms.DateField):
    """A day as people here write it, in every language of the site."""

    def __init__(
        self, *, label: str | StrPromise | None = None, help_text: str | StrPromise = ""
    ) -> None:
        widget = forms.DateInput(
            attrs={"placeholder": _("dd/mm/yyyy"), "autocomplete": "off", "size": 14}
        )
        errors = {"invalid": _("This is no date; write it as dd/mm/yyyy, such as 30/01/2007.")}
        super().__init__(
            required=False,
            widget=widget,
            input_formats=DATE_INPUT_FORMATS,
            error_messages=errors,
            label=label,
            help_text=help_text,
        )
