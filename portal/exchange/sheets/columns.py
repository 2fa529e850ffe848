"""The columns of a list: how the fields of a model are read from cells and written into them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from portal.exchange.sheets import values
from portal.exchange.sheets.writing import safe_cell
from portal.kit.typing import ModelField
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import RichTextField
from portal.media.richtext.limits import check_bounds
from portal.media.richtext.plain_text import is_markup, to_markup
from portal.publishing.models import Publication, State

# Between several names in one cell: a name may hold a comma.
BETWEEN: Final = ";"
type Reader = Callable[[object], Any]
type Choices = Callable[[], Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Cells:
    """Which columns a list has in a sheet."""

    # Fields that are read and written; the keys among them find the record that a row means.
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    # Written only; a sheet that brings them back is read without them.
    shown: tuple[str, ...] = ()
    choices: Mapping[str, Choices] = field(default_factory=dict)
    # Moments until which something goes on: of a day alone that would be its beginning.
    ends: tuple[str, ...] = ()
    # Texts of digits, such as a telephone number, of which no number may be made.
    codes: tuple[str, ...] = ()


class Column:
    """A field of a model as a column; `reader` is one of the functions of `values`."""

    def __init__(self, field: ModelField, reader: Reader, rule: str = "") -> None:
        self.name: str = field.name
        self.is_required = not field.blank and not field.has_default()
        # Of a line of text Excel makes a number or a day, unless the cell is a text.
        self.is_line = isinstance(field, models.CharField) and not field.choices
        self.read = reader
        self.rule = rule

    def help(self) -> str:
        """Return what may be written in its cells, for people."""
        rule = self.describe()
        return f"{_('Required.')} {rule}".strip() if self.is_required else rule

    def describe(self) -> str:
        return self.rule

    def render(self, value: object) -> Any:
        """Return a value as a sheet shows it."""
        return value

    def export(self, instance: models.Model) -> Any:
        """Return what a sheet shows of the record."""
        return self.render(getattr(instance, self.name, None))

    def as_text(self, value: object) -> str:
        """Return what a sheet shows as text: two values that it shows alike are the same.

        Excel gives 12,00 back as 12.
        """
        return values.text(safe_cell(value.normalize() if isinstance(value, Decimal) else value))


class ChoiceColumn(Column):
    """One of a field's choices, by its label."""

    def __init__(self, field: ModelField, choices: Choices) -> None:
        super().__init__(field, lambda value: values.one_of(value, choices()))
        self.choices = choices

    def describe(self) -> str:
        labels = ", ".join(f"“{label}”" for label in self.choices().values())
        return _("One of: %(labels)s.") % {"labels": labels}

    def render(self, value: object) -> str:
        return str(self.choices().get(value, value if value is not None else ""))


class RelationColumn(Column):
    """Another record, by its name or its address word; each is looked up once.

    A page in the bin is found only where no other has the name.
    """

    def __init__(self, field: Any) -> None:
        super().__init__(field, self._find)
        self.rows: models.QuerySet[Any] = field.related_model._default_manager.all()
        names = {each.name for each in field.related_model._meta.get_fields()}
        self.lookups = [name for name in ("name", "title", "slug") if name in names]
        self.found: dict[str, Any] = {}

    def describe(self) -> str:
        what = self.rows.model._meta.verbose_name_plural
        return _("A name out of: %(what)s.") % {"what": what}

    def render(self, value: object) -> str:
        return self.name_of(value) if value is not None else ""

    def name_of(self, row: Any) -> str:
        """Return the word by which `_look_up` finds the row again, which `str` need not be."""
        name = str(getattr(row, self.lookups[0])) if self.lookups else str(row)
        return row.slug if "slug" in self.lookups and self._is_unclear(row, name) else name

    def _is_unclear(self, row: Any, name: str) -> bool:
        """Return whether the name may lead to another row, or in a list of names to none."""
        is_binned = isinstance(row, Publication) and row.state == State.BINNED
        return is_binned or BETWEEN in name or name in self._shared_names

    @cached_property
    def _shared_names(self) -> frozenset[str]:
        """Return the names that several rows have."""
        name = self.lookups[0]
        if self.rows.model._meta.get_field(name).unique:
            return frozenset()
        rows = self._unbinned().order_by().values_list(name)
        return frozenset(
            rows.annotate(rows=Count("pk")).filter(rows__gt=1).values_list(name, flat=True)
        )

    def _unbinned(self) -> models.QuerySet[Any]:
        is_page = issubclass(self.rows.model, Publication)
        return self.rows.exclude(state=State.BINNED) if is_page else self.rows

    def _find(self, value: object) -> Any:
        name = values.text(value)
        if name and name not in self.found:
            self.found[name] = self._look_up(name)
        return self.found.get(name)

    def _look_up(self, name: str) -> Any:
        named = Q()
        for lookup in self.lookups:
            named |= Q(**{lookup: name})
        found = list(self._unbinned().filter(named).order_by("pk")[:2])
        found = found or list(self.rows.filter(named).order_by("pk")[:2])
        details = {"said": name[:100], "what": self.rows.model._meta.verbose_name}
        if not found:
            raise ValidationError(
                _("There is no %(what)s “%(said)s”. Write a name that is in the list, or add it.")
                % details
            )
        if len(found) > 1:
            raise ValidationError(
                _("There is more than one %(what)s “%(said)s”; write its address word.") % details
            )
        return found[0]


class ManyColumn(RelationColumn):
    """Other records, by their names with a semicolon between."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.read = self._find_all

    def describe(self) -> str:
        what = self.rows.model._meta.verbose_name_plural
        return _("Names out of: %(what)s; “;” stands between them.") % {"what": what}

    def render(self, value: Any) -> str:
        rows = value.all() if hasattr(value, "all") else value
        return f"{BETWEEN} ".join(sorted(map(self.name_of, rows)))

    def export(self, instance: models.Model) -> str:
        # A record that is not stored has no relations to ask for.
        return "" if instance.pk is None else self.render(getattr(instance, self.name))

    def _find_all(self, value: object) -> list[Any]:
        names = (name.strip() for name in values.text(value).split(BETWEEN))
        return list({row.pk: row for name in names if name and (row := self._find(name))}.values())


def _rich_text(value: object) -> str:
    """Return the clean HTML of a cell: of HTML, or of the lines of a plain text."""
    written = values.text(value)
    markup = written if is_markup(written) else to_markup(written)
    check_bounds(markup)
    return clean_html(markup)


def column_of(field: Any, choices: Choices | None, *, is_code: bool) -> Column:
    """Return the column of a model's field."""
    if field.many_to_many:
        return ManyColumn(field)
    if field.is_relation:
        return RelationColumn(field)
    if choices is not None or field.choices:
        return ChoiceColumn(field, choices or (lambda: dict(field.flatchoices)))
    if isinstance(field, RichTextField):
        rule = _("Text, in which an empty line begins a paragraph, or HTML.")
        return Column(field, _rich_text, rule)
    is_yes = _("“Có” or “Không”; empty leaves it as it is, in a new row as usual.")
    readers: tuple[tuple[type[Any], Reader, str], ...] = (
        (models.DateTimeField, values.moment, _("dd/mm/yyyy hh:mm, such as 01/02/2007 08:30.")),
        (models.DateField, values.day, _("dd/mm/yyyy, such as 01/02/2007.")),
        (models.BooleanField, values.yes_or_no, is_yes),
        (models.IntegerField, values.integer, _("A whole number.")),
        (models.DecimalField, values.number, _("A number, such as 35,5.")),
    )
    for kind, reads, rule in readers:
        if isinstance(field, kind):
            return Column(field, reads, rule)
    rule = _("Up to %(most)d letters.") % {"most": field.max_length} if field.max_length else ""
    reader = values.code if is_code else values.text
    if field.null:
        return Column(field, lambda value: reader(value) or None, rule)
    return Column(field, reader, rule)
