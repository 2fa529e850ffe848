"""The records of an admin list in a sheet: written out, and read back in by their keys."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import OperationalError, models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.recording import record_saved
from portal.audit.values import Values, snapshot
from portal.exchange.sheets.columns import Cells, column_of
from portal.exchange.sheets.imports import Change, ImportRow, SheetImport, refuse_duplicates
from portal.exchange.sheets.reading import Table
from portal.exchange.sheets.values import text
from portal.exchange.sheets.writing import TextHeading
from portal.kit.text.normalize import slugify
from portal.pagecache.generation import invalidate_public_content, unseen

logger = logging.getLogger(__name__)


class Problem(ValidationError):
    """What is wrong with one column of a row."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__({column: message})


class RecordImport(SheetImport[ImportRow]):
    """Rows that add records or change those of their keys; a cell that says the same does nothing.

    Columns that a sheet lacks are left as they are. A plan stores each row, so that the database
    has its say and the next row sees it: a preview undoes all that, and applying tells of it.
    """

    MAX_ROWS: ClassVar[int] = 5_000
    row_class = ImportRow

    def __init__(self, model: type[Any], cells: Cells, by: User) -> None:
        self.model, self.cells, self.by = model, cells, by
        self.keys = cells.keys
        # What a plan has stored, with the values of before.
        self.stored: list[tuple[models.Model, Values]] = []
        self.columns = {
            name: column_of(
                model._meta.get_field(name), cells.choices.get(name), is_code=name in cells.codes
            )
            for name in cells.columns
        }

    # --- columns ------------------------------------------------------------------------------

    def label(self, column: str) -> str:
        """Return the heading of any field; of what is none, nothing."""
        if column in ("", NON_FIELD_ERRORS):
            return ""
        if column == "path":
            # “Address” is also where an enterprise has its office.
            return _("Address of the page")
        field: Any = self.model._meta.get_field(column)
        return str(capfirst(field.verbose_name))

    def labels(self) -> dict[str, str]:
        return {name: self.label(name) for name in self.cells.columns}

    def ignored_labels(self) -> dict[str, str]:
        return {name: self.label(name) for name in self.cells.shown}

    def help_texts(self) -> dict[str, str]:
        return {name: column.help() for name, column in self.columns.items()}

    def missing_column(self, columns: set[str]) -> str | None:
        title = "title" if "title" in self.columns else self.cells.columns[0]
        return None if title in columns or set(self.keys) <= columns else title

    # --- out ----------------------------------------------------------------------------------

    def headings(self) -> list[str]:
        """Return the headings of a sheet that goes out, and say which stand above texts."""
        return [
            TextHeading(label) if self.columns[name].is_line else label
            for name, label in self.labels().items()
        ]

    def export(self, records: Iterable[models.Model]) -> Iterator[list[Any]]:
        """Yield the records as a sheet shows them, in the order of the columns."""
        for record in records:
            yield [
                *(column.export(record) for column in self.columns.values()),
                *(_display(record, name) for name in self.cells.shown),
            ]

    # --- in -----------------------------------------------------------------------------------

    def preview(self, table: Table) -> list[ImportRow]:
        with transaction.atomic():
            rows = super().preview(table)
            transaction.set_rollback(True)
        return rows

    def plan(self, rows: list[ImportRow]) -> None:
        self.stored = []
        for row in rows:
            self._attempt(row, self._name)
        message = _("Row %(row)d has the same one already.")
        refuse_duplicates(rows, key=self._key, column=self.keys[-1], message=message)
        for row in rows:
            if not row.problems:
                self._attempt(row, self._store)

    def apply(self, rows: list[ImportRow]) -> None:
        """Write down what the plan has stored, and show it to readers.

        Both hold a lock to the transaction's end, for which sign-ins, citizens' forms and whoever
        publishes wait: so neither is taken while thousands of rows are tried.
        """
        if self.stored:
            invalidate_public_content()
        for record, before in self.stored:
            record_saved(record, before=before, by=self.by)

    def _attempt(self, row: ImportRow, step: Callable[[ImportRow], None]) -> None:
        """Take a step with a row, and note at the row why it cannot be taken."""
        try:
            step(row)
        except ValidationError as error:
            for name, errors in error.update_error_dict({}).items():
                row.refuse(name, *(message for each in errors for message in each.messages))
        except OperationalError:
            # A deadlock, or a database that is away: nothing is wrong with the row.
            raise
        except Exception:
            logger.exception("A row could not be taken in")
            message = _("This row cannot be stored. Try again; if it stays so, tell the operator.")
            row.refuse("", message)

    def _name(self, row: ImportRow) -> None:
        if "slug" in self.keys and not text(row.cells.get("slug")):
            row.cells["slug"] = self.slug_of(row)

    def slug_of(self, row: ImportRow) -> str:
        """Return the address word of a row that has none."""
        return slugify(text(row.cells.get("name")))

    def _key(self, row: ImportRow) -> tuple[str, ...] | None:
        if row.problems:
            return None
        try:
            key = tuple(text(row.cells.get(name)).casefold() for name in self.keys)
        except ValidationError:
            return None  # It is said where the cell is read.
        return key if all(key) else None

    def _store(self, row: ImportRow) -> None:
        record = self._find(row)
        is_new = record is None
        if record is None:
            record = self.model()
        else:
            self.check_access(record)
        related, errors = self._fill(record, row)
        if not (is_new or row.changes or errors):
            return
        self.check(record, errors)
        # What the database refuses undoes this row only, and the next one is still tried.
        with transaction.atomic():
            self.write(record, related)
        row.result, row.title = "new" if is_new else "changed", str(record)
        row.waits = "" if is_new else self.waits(record)

    def _find(self, row: ImportRow) -> Any:
        """Return the record that the row means; None for a new one."""
        try:
            lookup = {name: self.columns[name].read(row.cells[name]) for name in self.keys}
            return self.records().get(**lookup) if all(lookup.values()) else None
        except (KeyError, ValidationError, ObjectDoesNotExist):
            return None  # What is wrong with a key is said where its cell is read.

    def _fill(
        self, record: models.Model, row: ImportRow
    ) -> tuple[dict[str, list[models.Model]], dict[str, list[ValidationError]]]:
        """Put the cells into the record; return its relations, and what is wrong by column."""
        changes: list[Change] = []
        related: dict[str, list[models.Model]] = {}
        errors: dict[str, list[ValidationError]] = {}
        for name, column in self.columns.items():
            if name not in row.cells:
                continue
            try:
                old = column.as_text(column.export(record))
                # What stands there as it goes out need not be read, nor be right for others.
                if column.as_text(row.cells[name]) == old:
                    continue
                value = column.read(row.cells[name])
                new = column.as_text(column.render(value))
            except ValidationError as error:
                errors[name] = error.error_list
                continue
            if old == new:
                continue
            if _is_left_out(self.model._meta.get_field(name), value):
                # What has a value of its own stays as it is.
                if column.is_required:
                    errors[name] = [ValidationError(_("Required."))]
                continue
            if self.needs_hour(record, name) and _is_midnight(value):
                errors[name] = [ValidationError(_("Write the hour, too, such as 17:00."))]
                continue
            changes.append(Change(self.label(name), old, new))
            if isinstance(value, list):
                related[name] = value
            else:
                setattr(record, name, value)
        row.changes = tuple(changes)
        return related, errors

    # --- what a kind of record may do otherwise -------------------------------------------------

    def records(self) -> models.QuerySet[Any]:
        """Return the records that a row may mean."""
        rows: models.QuerySet[Any] = self.model._default_manager.all()
        return rows

    def needs_hour(self, record: Any, column: str) -> bool:
        """Return whether a day alone is too little for the column."""
        return column in self.cells.ends

    def check_access(self, record: Any) -> None:
        """Raise ValidationError where the person may not change the record."""

    def check(self, record: Any, errors: Mapping[str, list[ValidationError]]) -> None:
        """Raise ValidationError for what is wrong in the cells and with the record."""
        # What nobody types is worked out on saving.
        unseen = {field.name for field in self.model._meta.fields if not field.editable}
        problems = dict(errors)
        try:
            record.full_clean(exclude=unseen | set(problems))
        except ValidationError as error:
            problems = error.update_error_dict(problems)
        if problems:
            raise ValidationError(problems)

    def write(self, record: Any, related: dict[str, list[models.Model]]) -> None:
        """Store the record; it is written down with the others, by `apply`."""
        before: Values = {}
        if record.pk is not None:
            rows = self.model._base_manager.select_for_update(no_key=True)
            before = snapshot(rows.get(pk=record.pk))
        with unseen():
            self.save(record)
        self.stored.append((record, before))

    def save(self, record: Any) -> None:
        """Store the row itself."""
        record.save()

    def waits(self, record: Any) -> str:
        """Return how a change of the record stands that readers do not see at once."""
        return ""


def _is_left_out(field: Any, value: object) -> bool:
    """Return whether a cell is empty of what cannot be; an empty choice is the empty text."""
    return (value is None and not field.null) or (
        value == "" and not field.blank and field.has_default()
    )


def _is_midnight(value: object) -> bool:
    return isinstance(value, datetime) and timezone.localtime(value).time() == time.min


def _display(record: models.Model, name: str) -> Any:
    """Return the value of a column that is not read back; of a choice its label."""
    label = getattr(record, f"get_{name}_display", None)
    return label() if label else getattr(record, name)
