"""What the rows of an inline point to, read at once and not row by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, Field
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator

from portal.accounts.models import User
from portal.editing.converting import convert_rows
from portal.editing.lost_right import OWN_CORRECTION, loses_right
from portal.editing.page_field import KnownPageField, PageChoiceField
from portal.editing.part_rows import KnownRows
from portal.editing.row_merge import RowMerge
from portal.kit.admin_search import OneOfferedRow
from portal.kit.text.lines import keep_single_ends
from portal.kit.text.numbers import parse_key
from portal.publishing.models import Publication


class RelatedCache:
    """The rows of a model by key; those whose keys were added beforehand come in one query."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self._keys: set[int] = set()
        self._rows: dict[str, models.Model] = {}
        # The rows that point here, each with the relation by which it does.
        self._pointing: list[tuple[models.Model, Any]] = []

    def add_rows(self, relation: Any, rows: Iterable[models.Model]) -> None:
        """Add the keys that rows name, and let `load` give each of them the row it names."""
        self._pointing += [(row, relation) for row in rows]
        self.add(getattr(row, relation.attname) for row in rows)

    def load(self) -> None:
        """Read what was added, and let the rows that point to it have it at hand."""
        self.get(None)
        for row, relation in self._pointing:
            found = self._rows.get(str(getattr(row, relation.attname)))
            if found is not None:
                row._state.fields_cache[relation.name] = found
        self._pointing.clear()

    def add(self, keys: Iterable[int | None]) -> None:
        self._keys.update(key for key in keys if key is not None)

    def get(self, key: object) -> models.Model | None:
        """Return the row of a key; None where there is none."""
        number = parse_key(str(key))
        keys = self._keys | ({number} if number is not None else set())
        if missing := [each for each in keys if str(each) not in self._rows]:
            heavy = [name for name in ("body", "summary") if hasattr(self.model, name)]
            rows = self.model._default_manager.defer(*heavy).in_bulk(missing)
            self._rows |= {str(row.pk): row for row in rows.values()}
            self._keys.clear()
        return self._rows.get(str(key))

    def at_path(self, path: str) -> models.Model | None:
        """Return the page at an address, where a row names it; None where nothing says so yet."""
        self.get(None)
        return next((row for row in self._rows.values() if getattr(row, "path", "") == path), None)


class CachedRawIdWidget(ForeignKeyRawIdWidget):
    """Shows a page by its address and any other row by its number, and names it beside.

    It asks no query of its own.
    """

    related_cache: RelatedCache

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if isinstance(self._field, KnownPageField):
            context["widget"]["attrs"]["class"] = "vTextField page-address"
        return context

    def format_value(self, value: object) -> str | None:
        row = self.related_cache.get(value) if value else None
        if isinstance(row, Publication) and isinstance(self._field, KnownPageField):
            return (row.path if self._field.may_name(row) else "") or str(row.pk)
        shown: str | None = super().format_value(value)
        return shown

    @property
    def _field(self) -> Any:
        return self.choices.field  # type: ignore[attr-defined]  # the field leaves it here

    def label_and_url_for_value(self, value: object) -> tuple[str, str]:
        row = self.related_cache.get(value)
        if row is None:
            return "", ""
        field = self._field
        if isinstance(field, PageChoiceField) and not field.may_name(row):
            return field.label_from_instance(row), ""
        name = f"{self.admin_site.name}:{row._meta.app_label}_{row._meta.model_name}_change"
        try:
            url = reverse(name, args=[row.pk])
        except NoReverseMatch:
            url = ""
        return Truncator(row).words(14), url


class CachedAutocomplete(OneOfferedRow):
    """Shows the chosen row, without a query of its own."""

    related_cache: RelatedCache

    def optgroups(self, name: str, value: Sequence[str], attr: object = None) -> list[Any]:
        found = {key: self.related_cache.get(key) for key in value}
        self.known_rows = {key: row for key, row in found.items() if row is not None}
        return self.known_options(name, list(self.known_rows))  # type: ignore[no-any-return]  # Django's


class CachedFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Says to its widgets beforehand what the saved rows point to; a new row stands last.

    `seen` are the rows of the version that the writer had on screen, where another one is stored;
    `decider` decides about the page by the press that sent them.
    """

    def __init__(
        self,
        *arguments: Any,
        seen: list[dict[str, Any]] | None = None,
        decider: User | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.decider = decider
        convert_rows(self)
        if isinstance(self.queryset, KnownRows):
            # All sets of a form before the first of them is shown.
            self._add_keys(self.queryset)
        self.merged = RowMerge(self, seen)
        if f"{self.prefix}-INITIAL_FORMS" in self.data and self.instance.pk is not None:
            self.merged.merge()

    def get_queryset(self) -> models.QuerySet[Any]:
        is_first = not hasattr(self, "_queryset")
        rows = super().get_queryset()
        if is_first and not isinstance(rows, KnownRows):
            self._add_keys(rows)
        return rows

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add what each row has; its long texts are as stored, however a browser ends lines."""
        super().add_fields(form, index)
        keep_single_ends(form.fields.values())

    def clean(self) -> None:
        super().clean()
        if self.has_changed() and loses_right(self.decider, self.instance):
            raise ValidationError(OWN_CORRECTION)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Store a new row; where nobody gave it a place it stands last."""
        if "position" in form.fields and "position" not in form.changed_data:
            others = (other.instance for other in self.forms if other is not form)
            places = [row.position for row in others if row.pk is not None]
            form.instance.position = max(places, default=-1) + 1
        return super().save_new(form, commit=commit)

    def _add_keys(self, rows: models.QuerySet[models.Model] | KnownRows) -> None:
        for name, cache in caches_of(self.form.base_fields):
            cache.add_rows(rows.model._meta.get_field(name), rows)


def caches_of(fields: Mapping[str, Field]) -> Iterator[tuple[str, RelatedCache]]:
    """Give what the fields of a form name out of a cache, by the names of the fields."""
    for name, field in fields.items():
        widget = getattr(field.widget, "widget", field.widget)  # the admin wraps its own
        cache = getattr(widget, "related_cache", None)
        if isinstance(cache, RelatedCache):
            yield name, cache
