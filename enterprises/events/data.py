"""The events as data: no more of the time than is known."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.events.models import Event, Occasion, Standing
from enterprises.events.when import machine_end, machine_time
from portal.exchange.datafiles.reading import in_pieces
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Table
from portal.exchange.opendata.listing import FIRST, LAST, READ, first_cells, last_cells, list_data

EVENT = (
    *FIRST,
    Column("series", _("series of the event"), _("Empty: a single meeting.")),
    Column("occasion", _("kind of meeting"), _("What it is."), codes=dict(Occasion.choices)),
    Column("begins", _("begins"), _("Moment, day or year, as exactly as it is known.")),
    Column("ends", _("ends at"), _("Moment or day; empty: not known.")),
    Column("place", _("place"), _("Empty: not known.")),
    Column(
        "standing", _("what became of it"), _("As it is today."), codes=dict(Standing.choices)
    ),
    Column("standing_reason", _("why"), _("Of one that is moved or cancelled.")),
    *LAST,
)  # fmt: skip


def events_data() -> Dataset:
    """All public events."""
    rows = Event.objects.public()
    table = Table("events", _("Events"), EVENT, lambda: event_rows(rows))
    return list_data("su-kien", _("Events"), Event, table)


def event_rows(rows: QuerySet[Any]) -> Iterator[Cells]:
    """The events as EVENT has them, the last one first."""
    times = ("starts_at", "ends_at", "precision")
    own = ("series__name", "occasion", "place", "standing", "standing_reason")
    for piece in in_pieces(rows, "-starts_at", "-pk", fields=(*READ, *times, *own)):
        for record in piece:
            time = Event(**{name: record[name] for name in times})
            yield (
                *first_cells(record),
                record["series__name"],
                record["occasion"],
                machine_time(time),
                machine_end(time) or None,
                record["place"] or None,
                record["standing"],
                record["standing_reason"] or None,
                *last_cells(record),
            )
