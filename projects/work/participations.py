"""Batches of participations: rows to add, change or remove."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from enterprises.profiles.models import Enterprise
from portal.kit.postgres.folding import folded, folded_column
from portal.organisations.models import Organisation
from portal.publishing import changes
from portal.publishing.applying import fields_from_plain
from portal.publishing.errors import Clash
from portal.publishing.models import State
from portal.publishing.revisions import plain_fields
from projects.work.models import Participation, Project

type BatchRow = dict[str, Any]

# Their name among the BATCHES of a project.
PARTICIPATIONS = "participations"
OWNER = frozenset({"project"})


def as_row(participation: Participation) -> BatchRow:
    """Return a participation as a batch of a change set keeps it; `id` is None for a new one."""
    return {"id": participation.pk} | plain_fields(participation, without=OWNER)


def removal(row: BatchRow) -> BatchRow:
    """Return the batch row that takes away a participation, which it still names afterwards."""
    return row | {"removed": True}


def comparable(rows: Sequence[BatchRow]) -> list[BatchRow]:
    """Return the rows as they are compared: of a removal its id alone, all that older ones have."""
    return [removal({"id": row["id"]}) if row.get("removed") else row for row in rows]


def removal_of(key: int | None) -> BatchRow:
    """Return the batch row that drops pending changes of a participation, or all new ones."""
    return {"id": key, "dropped": True}


def pending_rows(project: Project) -> list[BatchRow]:
    """Return the participation rows of the project's pending change."""
    version = changes.pending_version(project)
    rows: list[BatchRow] = (
        version.data.get("batches", {}).get(PARTICIPATIONS, []) if version else []
    )
    return rows


@dataclass(frozen=True, slots=True)
class _Named:
    """An organisation or an enterprise, with its names in small letters."""

    names: frozenset[str]
    columns: dict[str, Model]


def rows_for_names(project: Project, names: Sequence[str], *, role: str) -> list[BatchRow]:
    """Return a new row for each name of an organisation or an enterprise; an empty one is skipped.

    Capital letters, marks and the place of the tone may differ where no other has the very name.
    Raises ValidationError with a message for each name that nobody, or more than one, has.
    """
    found = _by_folded_name({folded(name) for name in names if name})
    problems, rows = [], []
    for place, name in enumerate(names, start=1):
        if not name:
            continue
        match _called(name, found[folded(name)]):
            case [only]:
                rows.append(as_row(Participation(project=project, role=role, **only.columns)))
            case []:
                text = _(
                    "Line %(number)d: nobody is called “%(name)s”; add it to the organisations."
                )
                problems.append(text % {"number": place, "name": name})
            case _several:
                text = _("Line %(number)d: more than one is called “%(name)s”; choose it below.")
                problems.append(text % {"number": place, "name": name})
    if problems:
        raise ValidationError(problems)
    return rows


def _called(name: str, alike: list[_Named]) -> list[_Named]:
    """Return those of the very name; where there is none, those whose name is alike."""
    return [each for each in alike if name.casefold() in each.names] or alike


def _by_folded_name(names: set[str]) -> dict[str, list[_Named]]:
    found: dict[str, list[_Named]] = defaultdict(list)
    enterprises = Enterprise.objects.exclude(state=State.BINNED).defer("body")
    for column, long, rows in (
        ("organisation", "name", _with_a_name(Organisation.objects.all(), "name", names)),
        ("enterprise", "title", _with_a_name(enterprises, "title", names)),
    ):
        for row in rows:
            own = {getattr(row, long), row.short_name} - {""}
            each = _Named(frozenset(name.casefold() for name in own), {column: row})
            for name in {folded(name) for name in own}:
                found[name].append(each)
    return found


def _with_a_name(rows: QuerySet[Any], long: str, names: set[str]) -> QuerySet[Any]:
    known: QuerySet[Any] = rows.alias(
        long_name=folded_column(long), brief_name=folded_column("short_name")
    )
    return known.filter(Q(long_name__in=names) | Q(brief_name__in=names))


@transaction.atomic
def apply_rows(project: Project, rows: list[BatchRow]) -> None:
    """Add, change and remove participations of a project, all or nothing.

    Raises ValidationError with one message a row, which begins with who takes part.
    """
    known = {row.pk: row for row in project.participations.all()}
    problems: list[str] = []
    for row in rows:
        try:
            _put_row(project, known, row)
        except ValidationError as error:
            problems += [f"{_who(row)}: {message}" for message in error.messages]
    if problems:
        raise ValidationError(problems)


def _who(row: BatchRow) -> str:
    """Return whom a row is of: its place in a batch says nothing to who typed or pasted it."""
    for model, key in (
        (Organisation, row.get("organisation_id")),
        (Enterprise, row.get("enterprise_id")),
    ):
        if key and (found := model._default_manager.filter(pk=key).first()) is not None:
            return str(found)
    return _("no longer there")


def _put_row(project: Project, known: dict[int, Participation], row: BatchRow) -> None:
    if row["id"] is not None and row["id"] not in known:
        raise ValidationError(_("Somebody has taken this participation away since."))
    if row.get("removed"):
        known.pop(row["id"]).delete()
        return
    participation = known.get(row["id"], Participation(project=project))
    fields_from_plain(participation, row)
    participation.full_clean(exclude=["project"])
    try:
        with transaction.atomic():
            participation.save()
    except IntegrityError as error:
        # The table alone knows who takes part in the project already.
        raise Clash(error) from error
