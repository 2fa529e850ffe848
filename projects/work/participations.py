"""Batches of participations: rows to add, change or remove."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from enterprises.profiles.models import Enterprise
from portal.organisations.models import Organisation
from portal.publishing import changes
from portal.publishing.models import State
from portal.publishing.revisions import fields_from_plain, plain_fields
from projects.work.models import Participation, Project

type BatchRow = dict[str, Any]

# Their name among the BATCHES of a project.
PARTICIPATIONS = "participations"
OWNER = frozenset({"project"})


def as_row(participation: Participation) -> BatchRow:
    """Return a participation as a batch of a change set keeps it; `id` is None for a new one."""
    return {"id": participation.pk} | plain_fields(participation, without=OWNER)


def removal(participation: Participation) -> BatchRow:
    return {"id": participation.pk, "removed": True}


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


def rows_for_names(project: Project, names: Sequence[str], *, role: str) -> list[BatchRow]:
    """Return a new row for each name of an organisation or an enterprise.

    Raises ValidationError with a message for each name that nobody, or more than one, has.
    """
    found = _by_name(names)
    problems, rows = [], []
    for place, name in enumerate(names, start=1):
        match found.get(name.casefold(), []):
            case [only]:
                rows.append(as_row(Participation(project=project, role=role, **only)))
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


def _by_name(names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for organisation in Organisation.objects.filter(Q(name__in=names) | Q(short_name__in=names)):
        for name in {organisation.name.casefold(), organisation.short_name.casefold()}:
            found[name].append({"organisation": organisation})
    rows = Enterprise.objects.exclude(state=State.BINNED)
    for enterprise in rows.filter(Q(title__in=names) | Q(short_name__in=names)).defer("body"):
        for name in {enterprise.title.casefold(), enterprise.short_name.casefold()}:
            found[name].append({"enterprise": enterprise})
    return found


@transaction.atomic
def apply_rows(project: Project, rows: list[BatchRow]) -> None:
    """Add, change and remove participations of a project, all or nothing.

    Raises ValidationError with one message a row, which begins with its place, counted from 1.
    """
    known = {row.pk: row for row in project.participations.all()}
    problems: list[str] = []
    for place, row in enumerate(rows, start=1):
        try:
            _put_row(project, known, row)
        except ValidationError as error:
            problems += [
                _("Row %(number)d: ") % {"number": place} + message for message in error.messages
            ]
    if problems:
        raise ValidationError(problems)


def _put_row(project: Project, known: dict[int, Participation], row: BatchRow) -> None:
    if row["id"] is not None and row["id"] not in known:
        raise ValidationError(_("Somebody has taken this participation away since."))
    if row.get("removed"):
        known.pop(row["id"]).delete()
        return
    participation = known.get(row["id"], Participation(project=project))
    fields_from_plain(participation, row)
    participation.full_clean(exclude=["project"])
    with transaction.atomic():
        participation.save()
