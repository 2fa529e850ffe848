"""The table of an indicator's figures: a row for each period, a column for each series."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from portal.kit.text.periods import PeriodKind, period_label, period_with
from portal.publishing.models import Publication
from projects.indicators.figures.query import PERIODS
from projects.indicators.models import Indicator, Observation, Series

type Period = tuple[date, date]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure with the number of its source below the table; None where there is none.

    The heading is that of its column, for screens where a row is a card.
    """

    figure: Observation | None = None
    source: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """The figures of a period, or a gap: one period or more of which no series has any."""

    label: str
    at: date
    cells: list[FigureCell]
    is_gap: bool = False

    @property
    def shown_cells(self) -> list[FigureCell]:
        """Return the cells; none in a gap, where one sentence stands for all of them."""
        return [] if self.is_gap else self.cells


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A page that figures come from; None where it is not public at present."""

    number: int
    page: Publication | None


@dataclass(frozen=True, slots=True)
class FigureNote:
    label: str
    series: Series
    text: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The newest periods first; `older` is where the page before begins, if there is one."""

    series: Sequence[Series]
    rows: list[PeriodRow]
    sources: list[NumberedSource]
    notes: list[FigureNote]
    older: date | None

    @property
    def figures(self) -> Iterator[Observation]:
        return (cell.figure for row in self.rows for cell in row.cells if cell.figure)

    def column(self, place: int) -> list[tuple[PeriodRow, Observation | None]]:
        """Return the periods, the oldest first, each with the figure of a series or a gap."""
        return [(row, row.cells[place].figure) for row in reversed(self.rows)]

    @property
    def has_samples(self) -> bool:
        return any(figure.is_sample for figure in self.figures)


def table_of(
    indicator: Indicator,
    series: Sequence[Series],
    figures: Iterable[Observation],
    *,
    before: date | None = None,
) -> FigureTable:
    """Return the table of the newest figures, of periods that end before a day if given."""
    kind = indicator.period_kind
    columns = {each.pk: place for place, each in enumerate(series)}
    found: dict[Period, dict[int, Observation]] = defaultdict(dict)
    for figure in figures:
        if figure.series_id in columns and (before is None or figure.ends_on < before):
            found[figure.starts_on, figure.ends_on][figure.series_id] = figure
    shown, older = _newest(found)
    sources = _SourceNumbers()
    rows: list[PeriodRow] = []
    notes: list[FigureNote] = []
    for period in shown:
        row = found[period]
        label = period_label(kind, *period)
        cells = [sources.cell(row.get(each.pk), each.name) for each in series]
        rows.append(PeriodRow(label, period[1], cells))
        notes += [
            FigureNote(label, each, row[each.pk].note)
            for each in series
            if each.pk in row and row[each.pk].note
        ]
    return FigureTable(series, _with_gaps(kind, shown, rows), sources.list, notes, older)


def _newest(found: dict[Period, dict[int, Observation]]) -> tuple[list[Period], date | None]:
    """Return the newest periods, and the day before which the older ones end.

    A series that was read up to its limit tells nothing of what lies before.
    """
    count: dict[int, int] = defaultdict(int)
    reach: dict[int, date] = {}
    by_end: dict[date, list[Period]] = defaultdict(list)
    for period in sorted(found, key=lambda each: (each[1], each[0]), reverse=True):
        by_end[period[1]].append(period)
        for key in found[period]:
            count[key] += 1
            reach[key] = period[1]
    floor = max((reach[key] for key, rows in count.items() if rows > PERIODS), default=date.min)
    days = [day for day in by_end if day > floor] or list(by_end)
    shown = days[:PERIODS]
    older = shown[-1] if len(by_end) > len(shown) else None
    return [period for day in shown for period in by_end[day]], older


def _with_gaps(kind: str, periods: Sequence[Period], rows: Sequence[PeriodRow]) -> list[PeriodRow]:
    """Return the rows, with a gap row for each stretch of periods without any figure."""
    if kind == PeriodKind.DAY or not rows:
        return list(rows)
    width = len(rows[0].cells)
    filled = [rows[0]]
    for (newer, older), row in zip(pairwise(periods), rows[1:], strict=True):
        first, last = older[1] + _DAY, newer[0] - _DAY
        if first <= last:
            label = _gap_label(kind, first, last)
            filled.append(PeriodRow(label, last, [FigureCell()] * width, is_gap=True))
        filled.append(row)
    return filled


def _gap_label(kind: str, first: date, last: date) -> str:
    ends = (period_label(kind, *period_with(kind, day)) for day in (first, last))
    return " – ".join(dict.fromkeys(ends))


class _SourceNumbers:
    """Numbers the sources in the order in which they are named."""

    def __init__(self) -> None:
        self.list: list[NumberedSource] = []
        self._numbers: dict[int, int] = {}

    def cell(self, figure: Observation | None, heading: str) -> FigureCell:
        # A sample comes from no source, wherever it stands.
        if figure is None or figure.is_sample:
            return FigureCell(figure, heading=heading)
        page = figure.evidence if figure.evidence.is_public else None
        key = page.pk if page else 0
        if key not in self._numbers:
            self._numbers[key] = len(self.list) + 1
            self.list.append(NumberedSource(self._numbers[key], page))
        return FigureCell(figure, self._numbers[key], heading)
