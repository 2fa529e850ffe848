"""The search of the admin's lists and pickers: with or without marks, at any placing of the tone.

It stands below every admin (`UncountedAdmin`), so that a list, the fields that complete what is
typed, and the lens beside a number all find by one rule. Kinds of pages have words of their own
in an index (`portal.publishing.lookup`).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm, Media, Script
from django.http import HttpRequest

from portal.kit.postgres.folding import folded, folded_column

MAX_WORDS = 16


def with_folded_words[M: Model](rows: QuerySet[M], typed: str, columns: list[str]) -> QuerySet[M]:
    """Return the rows of which each typed word stands in one of the columns."""
    names = {f"folded_{number}": folded_column(column) for number, column in enumerate(columns)}
    # A column of zero bytes cannot be asked for.
    words = folded(typed.replace("\x00", "")).split()[:MAX_WORDS]
    if not words or not names:
        return rows
    rows = rows.alias(**names)
    for word in words:
        rows = rows.filter(
            Q.create([(f"{name}__contains", word) for name in names], connector=Q.OR)
        )
    return rows


class FoldedSearchMixin(admin.ModelAdmin[Any]):
    """Searches the columns of `search_fields` without case and marks."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        columns = [str(name) for name in self.get_search_fields(request)]
        found = with_folded_words(queryset, search_term, columns)
        repeats = any(lookup_spawns_duplicates(self.opts, name) for name in columns)
        return found, bool(search_term) and repeats


class _OfferedOnly(AutocompleteMixin):
    """Shows the rows that are chosen; a value that can be no key of a row chooses none."""

    # Rows by key that whoever made the form has read already.
    known_rows: Mapping[str, Model] = MappingProxyType({})

    @property
    def media(self) -> Media:
        # Django's own names no field for who cannot see its label.
        media: Media = super().media
        script: Any = Script("js/pickers.js", type="module")
        return media + Media(js=[script])

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if all(each in self.known_rows for each in value if each):
            return self.known_options(name, value)
        key = self.field.remote_field.model._meta.pk
        while key.is_relation:
            key = key.target_field
        return super().optgroups(name, [each for each in value if _may_be(key, each)], attr)

    def known_options(self: Any, name: str, value: Sequence[str]) -> Any:
        is_empty = not (self.is_required or self.allow_multiple_selected)
        options = [self.create_option(name, "", "", False, 0)] if is_empty else []
        rows = [self.known_rows[each] for each in value if each]
        label = self.choices.field.label_from_instance
        options += [
            self.create_option(name, row.pk, label(row), True, place)
            for place, row in enumerate(rows, start=len(options))
        ]
        return [(None, options, 0)]


def _may_be(field: Any, value: str) -> bool:
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return True


def offer_known_rows(form: BaseForm) -> None:
    """Let the pickers of a form of a row name what it has chosen, as far as that was read."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)  # the admin wraps its own
        if isinstance(widget, _OfferedOnly):
            widget.known_rows = {str(row.pk): row for row in _chosen_rows(form, name)}


def _chosen_rows(form: Any, name: str) -> list[Model]:
    initial = form.initial.get(name)
    if isinstance(initial, list):
        return [row for row in initial if isinstance(row, Model)]
    cached = form.instance._state.fields_cache.get(name)
    return [cached] if isinstance(cached, Model) else []


class OneOfferedRow(_OfferedOnly, AutocompleteSelect):
    """A field that completes what is typed to one row."""


class OfferedRows(_OfferedOnly, AutocompleteSelectMultiple):
    """A field that completes what is typed to rows."""


class PickerMixin(BaseModelAdmin[Any]):
    """Fields that complete what is typed stand any value in an address: no key chooses nothing."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneOfferedRow(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OfferedRows(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
