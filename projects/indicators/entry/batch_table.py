"""The batch of figures of a change, as a table with old and new values."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.text.numbers import figure
from portal.kit.text.periods import period_label
from portal.publishing.batches import BatchTable, Cell
from portal.publishing.models import Publication
from projects.indicators.models import Certainty, Indicator, Observation
from projects.indicators.observations import BatchRow


def table(indicator: Indicator, rows: list[BatchRow], decided: datetime | None) -> BatchTable:
    """Return the batch as a table: series, period, figure, state, source, note and reason."""
    held = _held(rows, decided or timezone.now())
    series = dict(indicator.series.values_list("pk", "name"))
    sources = Publication.objects.only("title", "path").in_bulk({row["evidence"] for row in rows})
    headings = (
        _("series"), _("period"), _("value"), _("state"), _("source"), _("note"),
        _("why it is corrected"),
    )  # fmt: skip
    cells = []
    for row in rows:
        first, last = _days(row)
        before = held.get((row["series"], first, last))
        source = sources.get(row["evidence"])
        cells.append(
            (
                Cell(series.get(row["series"]) or _("new series")),
                Cell(period_label(indicator.period_kind, first, last)),
                _value(indicator, row, before),
                _state(row, before),
                Cell(str(source or _("no longer there")), path=source.path if source else ""),
                Cell(row.get("note", "")),
                Cell(row.get("reason", "")),
            )
        )
    label = _("Figures that the change brings") + f" ({len(rows)})"
    return BatchTable(label, tuple(capfirst(str(heading)) for heading in headings), tuple(cells))


def _held(rows: list[BatchRow], moment: datetime) -> dict[tuple[int, date, date], Observation]:
    days = {_days(row) for row in rows}
    found = Observation.objects.as_published_on(moment).filter(
        series__in={row["series"] for row in rows}, ends_on__in={last for _first, last in days}
    )
    return {(row.series_id, row.starts_on, row.ends_on): row for row in found}


def _days(row: BatchRow) -> tuple[date, date]:
    return date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])


def _value(indicator: Indicator, row: BatchRow, before: Observation | None) -> Cell:
    new = _figure_text(indicator, Decimal(row["value"]), row.get("is_sample", False))
    if row.get("numerator") is not None and row.get("denominator") is not None:
        new += f" ({figure(Decimal(row['numerator']))} / {figure(Decimal(row['denominator']))})"
    if before is None:
        return Cell(new, is_new=True)
    old = _figure_text(indicator, before.value, before.is_sample)
    return Cell(new, old=old if old != new else "")


def _figure_text(indicator: Indicator, value: Decimal, is_sample: bool) -> str:
    text = f"{figure(value)} {indicator.unit}"
    return f"{text} ({_('sample')})" if is_sample else text


def _state(row: BatchRow, before: Observation | None) -> Cell:
    new = str(Certainty(row["state"]).label)
    old = before.get_state_display() if before else ""
    return Cell(new, old=old if old != new else "")
