"""A list that goes out into sheets and comes back: what each row would do, and why one cannot."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult

from portal.accounts.models import User
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.exchange.sheets.columns import Column, column_of
from portal.exchange.sheets.reading import Table, folded
from portal.exchange.sheets.values import text
from portal.kit.text.slugs import slugify

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cells:
    """Which columns a list has in a sheet."""

    # Fields that are read and written; the keys among them find the row that is meant.
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    # Written only; a sheet that brings them back is read without them.
    shown: tuple[str, ...] = ()
    choices: Mapping[str, Callable[[], Mapping[Any, Any]]] = field(default_factory=dict)


class Problem(ValidationError):
    """What is wrong with one column of a row."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__({column: message})


class SheetResource(Resource):  # type: ignore[misc]  # the library has no types
    """Reads rows into records by their keys; a cell that says the same changes nothing.

    Columns that a sheet lacks are left as they are. Made for one import of one person.
    """

    MAX_ROWS: ClassVar[int] = 5_000

    def __init__(self, model: type[Any], cells: Cells, by: User) -> None:
        super().__init__()
        self.model, self.cells, self.by = model, cells, by
        self.fields = {
            name: column_of(name, model._meta.get_field(name), choices=cells.choices.get(name))
            for name in cells.columns
        }
        self.changed: dict[str, tuple[str, str]] = {}
        self.related: dict[str, list[Any]] = {}
        self._seen: dict[tuple[str, ...], int] = {}
        self._numbers: list[int] = []

    # --- headings ---------------------------------------------------------------------------

    def label(self, name: str) -> str:
        """The heading of a column; of what is none, the field's own name for people."""
        if name == NON_FIELD_ERRORS:
            return ""
        if name == "path":
            # “Address” is also where an enterprise has its office.
            return _("Address of the page")
        field: Any = self.model._meta.get_field(name)
        return str(capfirst(field.verbose_name))

    def headings(self) -> list[str]:
        """The headings of the columns that can be sent back."""
        return [self.label(name) for name in self.cells.columns]

    def name_of(self, heading: str) -> str | None:
        """The column that a heading means: by its label in any of our languages, or its name."""
        for name in (*self.cells.columns, *self.cells.shown):
            forms = {folded(name), folded(self.label(name))}
            with override("en"):
                forms.add(folded(self.label(name)))
            if folded(heading) in forms:
                return name
        return None

    def numbered(self, numbers: list[int]) -> None:
        """Say which rows of the sheet the rows to come are."""
        self._numbers = numbers

    # --- one row ----------------------------------------------------------------------------

    def get_queryset(self) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model._default_manager.all()
        return rows

    def init_instance(self, row: Any = None) -> Any:
        return self.model()

    def get_import_fields(self) -> list[Column]:
        return list(self.fields.values())

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Work out what the row is known by; no two rows may mean the same record."""
        number = self._numbers[kwargs["row_number"] - 1]
        if "slug" in self.cells.keys and not text(row.get("slug")):
            self._name_slug(row)
        key = tuple(text(row.get(name)).casefold() for name in self.cells.keys)
        first = self._seen.setdefault(key, number)
        if all(key) and first != number:
            raise Problem(
                self.cells.keys[-1], _("Row %(row)d has the same one already.") % {"row": first}
            )

    def _name_slug(self, row: Any) -> None:
        row["slug"] = slugify(text(row.get("name")))

    def get_instance(self, instance_loader: Any, row: Any) -> models.Model | None:
        asked = {}
        for name in self.cells.keys:
            try:
                asked[name] = self.fields[name].clean(row)
            except (KeyError, ValidationError):
                return None  # The row says so where its cells are read.
        try:
            return self.get_queryset().get(**asked) if all(asked.values()) else None
        except ObjectDoesNotExist:
            return None

    def import_instance(self, instance: models.Model, row: Any, **kwargs: Any) -> None:
        self.changed, self.related = {}, {}
        problems: dict[str, list[ValidationError]] = {}
        for name, column in self.fields.items():
            if name in row:
                try:
                    self._read(name, column, instance, row)
                except ValidationError as error:
                    problems[name] = error.error_list
        if problems:
            raise ValidationError(problems)

    def _read(self, name: str, column: Column, instance: models.Model, row: Any) -> None:
        value = column.clean(row)
        old, new = column.held(instance), column.written(value)
        if old == new:
            return
        self.changed[name] = (old, new)
        if isinstance(value, list):
            self.related[name] = value
        elif value is not None or self.model._meta.get_field(name).null:
            setattr(instance, name, value)

    def skip_row(self, instance: Any, original: Any, row: Any, problems: Any = None) -> bool:
        return instance.pk is not None and not self.changed and not problems

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        problems = dict(import_validation_errors or {})
        # What nobody types is worked out on saving.
        unseen = {field.name for field in self.model._meta.fields if not field.editable}
        try:
            instance.full_clean(exclude=unseen | set(problems), validate_unique=validate_unique)
        except ValidationError as error:
            problems = error.update_error_dict(problems)
        if problems:
            raise ValidationError(problems)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        # What the database refuses undoes this row only, and the next one is still tried.
        with transaction.atomic():
            self.write(instance)

    def write(self, instance: Any) -> None:
        """Store the record and write the change down."""
        before = {}
        if instance.pk is not None:
            before = snapshot(self.model._base_manager.select_for_update().get(pk=instance.pk))
        instance.save()
        record_saved(instance, before=before, by=self.by)

    def save_m2m(self, *args: Any, **kwargs: Any) -> None:
        """Nothing more: `write` has stored them."""

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        row_result.changed, row_result.waits = self.changed, False

    class Meta:
        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        store_instance = True
        skip_html_diff = True
        report_skipped = True
        use_transactions = True


# --- the whole sheet ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs from what is stored."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one row of the sheet does: it is new, changed, unchanged or wrong."""

    number: int
    outcome: str
    title: str
    changes: tuple[Change, ...] = ()
    # Readers see the old text until somebody approves it.
    waits: bool = False
    # Column and message; a row that is wrong as a whole names no column.
    problems: tuple[tuple[str, str], ...] = ()


def dataset_of(resource: SheetResource, table: Table) -> tablib.Dataset:
    """The rows by their columns; raises ValidationError for a sheet of another list."""
    names = [resource.name_of(heading) for heading in table.headings]
    unknown = [
        heading for heading, name in zip(table.headings, names, strict=True) if heading and not name
    ]
    said = {"known": ", ".join(f"“{label}”" for label in resource.headings())}
    if unknown:
        said["name"] = unknown[0]
        raise ValidationError(_("No column is called “%(name)s”. There are: %(known)s.") % said)
    title = resource.cells.columns[0] if "title" not in resource.fields else "title"
    if title not in names and not set(resource.cells.keys) <= set(names):
        said["name"] = resource.label(title)
        raise ValidationError(
            _("The column “%(name)s” is missing: is it another sheet? There are: %(known)s.") % said
        )
    used = [(place, name) for place, name in enumerate(names) if name in resource.fields]
    dataset = tablib.Dataset(headers=[name for place, name in used])
    for row in table.rows:
        dataset.append([row.values[place] for place, name in used])
    resource.numbered([row.number for row in table.rows])
    return dataset


def take_in(resource: SheetResource, table: Table, *, dry_run: bool) -> list[Line]:
    """Do what the sheet says, or only see what that would be; all of it or, at fault, nothing."""
    result = resource.import_data(
        dataset_of(resource, table), dry_run=dry_run, rollback_on_validation_errors=True
    )
    if result.base_errors:
        raise result.base_errors[0].error
    return [
        _line(resource, row.number, outcome)
        for row, outcome in zip(table.rows, result.rows, strict=True)
    ]


def _line(resource: SheetResource, number: int, result: RowResult) -> Line:
    if result.errors:
        logger.error("A row could not be taken in", exc_info=result.errors[0].error)
        message = _("This row cannot be stored. Try again; if it stays so, tell the operator.")
        return Line(number, "wrong", "", problems=(("", message),))
    if result.validation_error is not None:
        return Line(number, "wrong", "", problems=_problems(resource, result.validation_error))
    outcome = {"new": "new", "update": "changed"}.get(result.import_type, "unchanged")
    changes = tuple(
        Change(resource.label(name), old, new) for name, (old, new) in result.changed.items()
    )
    return Line(number, outcome, result.object_repr or "", changes, waits=result.waits)


def _problems(resource: SheetResource, error: ValidationError) -> tuple[tuple[str, str], ...]:
    if not hasattr(error, "error_dict"):
        return tuple(("", message) for message in error.messages)
    found: list[tuple[str, str]] = []
    for name, messages in error.message_dict.items():
        found += ((resource.label(name), message) for message in messages)
    return tuple(found)


def exported(resource: SheetResource, rows: Iterable[Any]) -> Iterable[Sequence[Any]]:
    """The rows as a sheet shows them, in the order of the columns."""
    shown = resource.cells.shown
    for row in rows:
        yield [
            *(column.said(row) for column in resource.fields.values()),
            *(shown_value(row, name) for name in shown),
        ]


def shown_value(row: Any, name: str) -> Any:
    """The value of a column that is not read back; of a choice its label."""
    label = getattr(row, f"get_{name}_display", None)
    return label() if label else getattr(row, name)
