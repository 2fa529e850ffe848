"""The columns of a list: how the fields of a model are read from cells and written into them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from portal.exchange.sheets import values
from portal.exchange.sheets.writing import safe_cell
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import RichTextField

# Between several names in one cell: a name may hold a comma.
BETWEEN = ";"


class Cell(Widget):  # type: ignore[misc]  # the library has no types
    """Read a cell by one of the functions of `values`; write the value back the same way."""

    def __init__(self, read: Callable[[Any], Any], told: str = "") -> None:
        super().__init__()
        self.read, self.told = read, told

    def help(self) -> str:
        """What to write, for people."""
        return self.told

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.read(value)

    def render(self, value: Any, **kwargs: Any) -> Any:
        return value


class Choice(Cell):
    """One of a field's choices, by its label."""

    def __init__(self, choices: Callable[[], Mapping[Any, Any]]) -> None:
        super().__init__(lambda value: values.one_of(value, choices()))
        self.choices = choices

    def help(self) -> str:
        labels = ", ".join(f"“{label}”" for label in self.choices().values())
        return _("One of: %(labels)s.") % {"labels": labels}

    def render(self, value: Any, **kwargs: Any) -> Any:
        return str(self.choices().get(value, value if value is not None else ""))


class Named(Cell):
    """Another record, by its name or its address word; each is looked up once."""

    def __init__(self, rows: models.QuerySet[Any]) -> None:
        super().__init__(self._found)
        self.rows = rows
        fields = {field.name for field in rows.model._meta.get_fields()}
        self.names = [name for name in ("name", "title", "slug") if name in fields]
        self.known: dict[str, Any] = {}

    def help(self) -> str:
        what = self.rows.model._meta.verbose_name_plural
        return _("A name out of: %(what)s.") % {"what": what}

    def render(self, value: Any, **kwargs: Any) -> Any:
        return str(value) if value is not None else ""

    def _found(self, value: Any) -> Any:
        said = values.text(value)
        if not said:
            return None
        if said not in self.known:
            self.known[said] = self._look_up(said)
        return self.known[said]

    def _look_up(self, said: str) -> Any:
        asked = Q()
        for name in self.names:
            asked |= Q(**{name: said})
        found = list(self.rows.filter(asked).order_by("pk")[:2])
        what = {"said": said[:100], "what": self.rows.model._meta.verbose_name}
        if not found:
            raise ValidationError(
                _("There is no %(what)s “%(said)s”. Write a name that is in the list, or add it.")
                % what
            )
        if len(found) > 1:
            raise ValidationError(
                _("There is more than one %(what)s “%(said)s”; write its address word.") % what
            )
        return found[0]


class SeveralNamed(Named):
    """Other records, by their names with a semicolon between."""

    def __init__(self, rows: models.QuerySet[Any]) -> None:
        super().__init__(rows)
        self.read = self._all_found

    def help(self) -> str:
        what = self.rows.model._meta.verbose_name_plural
        return _("Names out of: %(what)s; “;” stands between them.") % {"what": what}

    def render(self, value: Any, **kwargs: Any) -> Any:
        rows = value.all() if hasattr(value, "all") else value or ()
        return f"{BETWEEN} ".join(sorted(str(row) for row in rows))

    def _all_found(self, value: Any) -> list[Any]:
        names = (name.strip() for name in values.text(value).split(BETWEEN))
        return list({row.pk: row for name in names if name and (row := self._found(name))}.values())


class Column(Field):  # type: ignore[misc]  # the library has no types
    """A field of the model as a column."""

    is_required = False

    def said(self, instance: models.Model) -> Any:
        """What a sheet shows of the record."""
        if isinstance(self.widget, SeveralNamed) and instance.pk is None:
            return ""
        return self.export(instance)

    def help(self) -> str:
        """What may be written in its cells, for people."""
        told = self.widget.help()
        return str(f"{_('Required.')} {told}".strip() if self.is_required else told)

    def held(self, instance: models.Model) -> str:
        """The same as text."""
        return values.text(safe_cell(self.said(instance)))

    def written(self, value: Any) -> str:
        """A value as that text: two that a sheet shows alike are the same."""
        return values.text(safe_cell(self.widget.render(value)))


def column_of(name: str, field: Any, *, choices: Callable[[], Mapping[Any, Any]] | None) -> Column:
    """The column of a model's field."""
    column = Column(attribute=name, column_name=name, widget=_cell_of(field, choices))
    column.is_required = not field.blank and not field.has_default()
    return column


def _cell_of(field: Any, choices: Callable[[], Mapping[Any, Any]] | None) -> Cell:
    if field.many_to_many:
        return SeveralNamed(field.related_model._default_manager.all())
    if field.is_relation:
        return Named(field.related_model._default_manager.all())
    if choices is not None:
        return Choice(choices)
    if field.choices:
        return Choice(lambda: dict(field.flatchoices))
    return _plain_cell(field)


def _plain_cell(field: Any) -> Cell:
    if isinstance(field, RichTextField):
        return Cell(lambda value: clean_html(values.text(value)), _("Text or HTML."))
    readers: tuple[tuple[type[Any], Callable[[Any], Any], str], ...] = (
        (models.DateTimeField, values.moment, _("dd/mm/yyyy hh:mm, such as 01/02/2007 08:30.")),
        (models.DateField, values.day, _("dd/mm/yyyy, such as 01/02/2007.")),
        (models.BooleanField, values.yes_or_no, _("“Có” or “Không”.")),
        (models.IntegerField, values.whole, _("A whole number.")),
        (models.DecimalField, values.number, _("A number, such as 35,5.")),
    )
    for kind, reader, told in readers:
        if isinstance(field, kind):
            return Cell(reader, told)
    told = _("Up to %(most)d letters.") % {"most": field.max_length} if field.max_length else ""
    if field.null:
        return Cell(lambda value: values.text(value) or None, told)
    return Cell(values.text, told)
