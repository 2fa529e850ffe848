"""How participations get in: a batch of rows, each added, changed or taken away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.publishing.revisions import fields_from_plain, plain_fields
from projects.models import Participation, Project

type Row = dict[str, Any]

OWNER = frozenset({"project"})


def as_row(participation: Participation) -> Row:
    """A participation as a batch of a change set keeps it; `id` is None for a new one."""
    return {"id": participation.pk} | plain_fields(participation, without=OWNER)


def removal(participation: Participation) -> Row:
    """The row of a batch that takes a participation away."""
    return {"id": participation.pk, "removed": True}


@transaction.atomic
def put(project: Project, rows: list[Row]) -> None:
    """Add, change and take away participations of a project; all or nothing.

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


def _put_row(project: Project, known: dict[int, Participation], row: Row) -> None:
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
