"""The batch of participations of a change, as a table with old and new values."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from enterprises.profiles.models import Enterprise
from portal.kit.text.numbers import amount
from portal.organisations.models import Organisation
from portal.publishing.applying import fields_from_plain
from portal.publishing.batches import BatchTable, Cell
from portal.publishing.models import Publication
from projects.work.models import Participation, Project
from projects.work.participations import BatchRow

NONE = "—"
_COLUMNS = ("role", "state", "quantity", "website", "starts_on", "ends_on", "evidence", "position")


def table(project: Project, rows: list[BatchRow], decided: datetime | None) -> BatchTable:
    """Return the batch as a table: participant, kind of change, and each column old and new.

    Once the change was decided on, old values are not shown any more.
    """
    keys = [row["id"] for row in rows if row["id"] is not None] if decided is None else []
    held = project.participations.with_names().in_bulk(keys)
    names = _Names([*rows, *(vars(each) for each in held.values())])
    headings = [_("who takes part"), _("what happens"), *(_label(name) for name in _COLUMNS)]
    cells = tuple(_cells(row, held.get(row["id"]), names) for row in rows)
    label = _("Who takes part") + f" ({len(rows)})"
    return BatchTable(label, tuple(capfirst(heading) for heading in headings), cells)


class _Names:
    """The names of what the rows point to, read at once."""

    def __init__(self, rows: list[BatchRow]) -> None:
        self._read = {
            "organisation": _named(Organisation, rows, "organisation_id"),
            "enterprise": _named(Enterprise, rows, "enterprise_id"),
            "evidence": _named(Publication, rows, "evidence_id"),
        }

    def of(self, name: str, key: int | None) -> str:
        return str(self._read[name].get(key, _("no longer there"))) if key else ""


def _named(model: type[Model], rows: list[BatchRow], column: str) -> dict[int, Model]:
    return model._default_manager.in_bulk({row[column] for row in rows if row.get(column)})


def _label(name: str) -> str:
    field: Any = Participation._meta.get_field(name)
    return str(field.verbose_name)


def _cells(row: BatchRow, held: Participation | None, names: _Names) -> tuple[Cell, ...]:
    after = Participation()
    fields_from_plain(after, row)
    if row.get("removed"):
        gone = held or after
        return (
            Cell(_who(gone, names) or NONE),
            Cell(_("is taken away")),
            *_values(gone, None, names),
        )
    what = _("is added") if row["id"] is None else _("is changed")
    before = _who(held, names) if held else ""
    who = _who(after, names)
    return (
        Cell(who, old=before if before != who else ""),
        Cell(what),
        *_values(after, held, names),
    )


def _who(row: Participation, names: _Names) -> str:
    organisation = names.of("organisation", row.organisation_id)
    return organisation or names.of("enterprise", row.enterprise_id)


def _values(after: Participation, before: Participation | None, names: _Names) -> Iterator[Cell]:
    for name in _COLUMNS:
        text, old = _text(after, name, names), _text(before, name, names) if before else ""
        is_new = before is not None and text != old
        yield Cell(text or (NONE if is_new else ""), old=(old or NONE) if is_new else "")


def _text(row: Participation, name: str, names: _Names) -> str:
    value = getattr(row, name) if name != "evidence" else None
    match name:
        case "role":
            return row.get_role_display()
        case "state":
            return row.get_state_display()
        case "quantity":
            return "" if value is None else f"{amount(value)} {row.quantity_unit}"
        case "starts_on" | "ends_on":
            return date_format(value, "d/m/Y") if value else ""
        case "evidence":
            return names.of("evidence", row.evidence_id)
    return str(value)
