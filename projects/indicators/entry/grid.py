"""A series' figures as a grid: a row for each period, to be typed over, the newest on top."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.kit.text.periods import PeriodKind, is_full_period, period_label, periods_until
from projects.indicators.entry import parsing
from projects.indicators.entry.forms import FigureForm, cells_of, typed
from projects.indicators.entry.sources import Sources
from projects.indicators.models import Indicator, Observation, ObservationQuerySet, Series
from projects.indicators.observations import BatchRow, Validation, withdrawal
from projects.kit.numbers import FIRST_YEAR, LAST_YEAR

SHOWN: Final = 12
_NEW_DAYS: Final = 3
_MAX_SENT: Final = 40
_MAX_READ: Final = 100
_BETWEEN: Final = "_"
_NEW: Final = "new-"
_CELLS: Final = (
    "value", "state", "source", "numerator", "denominator", "note", "reason", "is_sample",
)  # fmt: skip


class GridForm(FigureForm):
    """A row of the grid; a new row of days says its period itself."""

    period = forms.CharField(label=gettext_lazy("period"), required=False)

    def name_cells(self, place: str) -> None:
        """Name each cell for those who do not see the row that it stands in."""
        for name in (*_CELLS, "period"):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label}, {place}"

    def clean_period(self) -> tuple[date, date] | None:
        if not (self.prefix or "").startswith(_NEW):
            return None
        return parsing.parse_period(self.cleaned_data["period"], self.indicator.period_kind)


@dataclass(slots=True)
class GridRow:
    """A row of the grid: a period, the figure that is there, and the form to type over it."""

    key: str
    period: tuple[date, date] | None
    label: str
    stored: Observation | None
    form: GridForm
    # The figure stands in the pending change; readers do not see it yet.
    waits: bool = False
    # Why nothing can be typed here.
    closed: str = ""
    touched: bool = False

    @property
    def stored_value(self) -> str:
        """Return the figure that is there, as somebody types it."""
        return typed(self.stored.value) if self.stored else ""

    @property
    def seen(self) -> str:
        """Return the cells as one text, to compare with what is sent back."""
        return _seen(cells_of(self.stored))

    @property
    def is_dropped(self) -> bool:
        """Return whether a pending figure is withdrawn: all its numbers were emptied."""
        data = self.form.data
        names = ("value", "numerator", "denominator")
        written = any(data.get(self.form.add_prefix(name), "").strip() for name in names)
        return self.waits and self.form.is_bound and not written


class Grid:
    """The figures of one series as rows of forms; read inside `with_what_fits`."""

    def __init__(
        self, indicator: Indicator, series: Series, user: User, *, waiting: list[BatchRow]
    ) -> None:
        self.indicator, self.series, self.user = indicator, series, user
        self.kind = PeriodKind(indicator.period_kind)
        self.sources = Sources(user)
        self.source = ""
        self.rows: list[GridRow] = []
        self._waiting = {
            (row["starts_on"], row["ends_on"]) for row in waiting if row["series"] == series.pk
        }

    # --- showing ------------------------------------------------------------------------------

    def load_periods(self, until: date | None, *, closed: str) -> None:
        """Fill `rows` with the newest periods up to a day, by default two after the last figure."""
        if self.kind == PeriodKind.DAY:
            self._open_days(until or date(LAST_YEAR, 12, 31), new=until is None and not closed)
        else:
            periods = periods_until(self.kind, until or self._after_newest(), SHOWN)
            periods = [period for period in periods if period[0].year >= FIRST_YEAR]
            stored = self._stored(ends_on__gte=periods[-1][0], starts_on__lte=periods[0][1])
            shown = sorted({*periods, *stored}, key=lambda days: days[::-1], reverse=True)
            self.rows = [self._grid_row(period, stored.get(period)) for period in shown]
        for row in self.rows:
            row.closed = row.closed or closed

    def _open_days(self, until: date, *, new: bool) -> None:
        stored = self._stored(ends_on__lte=until, limit=SHOWN)
        blank = [self._new_row(f"{_NEW}{number}") for number in range(_NEW_DAYS)] if new else []
        self.rows = blank + [self._grid_row(period, row) for period, row in stored.items()]

    def _after_newest(self) -> date:
        newest = self._current().newest().values_list("ends_on", flat=True).first()
        if newest is None:
            return timezone.localdate()
        months = {PeriodKind.YEAR: 24, PeriodKind.HALF: 12, PeriodKind.QUARTER: 6}.get(self.kind, 2)
        # A day well inside the period that so many months lead to, but none that is refused.
        last = max(newest, date(timezone.localdate().year + 1, 12, 31))
        return min(newest + timedelta(days=months * 30 - 10), last)

    @property
    def older(self) -> str:
        """Return the period that the next older page begins with, as it is typed; "" at the end."""
        periods = [row.period for row in self.rows if row.period is not None]
        if not periods or (self.kind == PeriodKind.DAY and len(periods) < SHOWN):
            return ""
        first = min(period[0] for period in periods)
        if first.year <= FIRST_YEAR and (first.month, first.day) == (1, 1):
            return ""
        before = first - timedelta(days=1)
        return parsing.format_period(self.kind, periods_until(self.kind, before, 1)[0][0])

    # --- reading a POST -----------------------------------------------------------------------

    def load_post(self, data: QueryDict) -> None:
        """Fill `rows` from a POST: typed cells are kept, untouched rows are read anew."""
        self.source = data.get("common_source", "")
        keys = list(dict.fromkeys(data.getlist("row")))[:_MAX_SENT]
        periods = {key: days for key in keys if (days := _days_of(key)) is not None}
        stored: dict[tuple[date, date], Observation] = {}
        if periods:
            last = {days[1] for days in periods.values()}
            stored = self._stored(ends_on__in=last)
        for key in keys:
            if key in periods:
                days = periods[key]
                self.rows.append(self._sent(data, self._grid_row(days, stored.get(days))))
            elif key.startswith(_NEW) and key[len(_NEW) :].isdecimal():
                self.rows.append(self._sent(data, self._new_row(key)))
        touched_forms = [row.form for row in self.rows if row.touched]
        written = [form.data.get(form.add_prefix("source"), "") for form in touched_forms]
        self.sources.look_up([*written, self.source])

    def _sent(self, data: QueryDict, row: GridRow) -> GridRow:
        sent = {name: data.get(f"{row.key}-{name}", "") for name in _CELLS}
        row.touched = bool(data.get(f"{row.key}-period", "").strip()) or _seen(sent) != (
            data.get(f"{row.key}-seen") or row.seen
        )
        if row.touched:
            row.closed = ""
            row.form = self._form(row.key, row.label, data=data)
        return row

    def typed_rows(self) -> list[tuple[GridRow, BatchRow]]:
        """Return each valid row that was typed over, as a batch keeps it."""
        found = []
        taken: set[tuple[date, date]] = {
            row.period for row in self.rows if row.stored and row.period
        }
        for row in self.rows:
            if not row.touched:
                continue
            if row.is_dropped and row.period:
                found.append((row, withdrawal(self.series.pk, *row.period)))
            elif row.form.is_valid():
                period = row.period or row.form.cleaned_data["period"]
                if row.period is None and period in taken:
                    text = _("This period has a figure already; correct that.")
                    row.form.add_error("period", text)
                    continue
                taken.add(period)
                first, last = period
                figure = row.form.row(
                    series=self.series.pk, first=first, last=last, by=self.user.pk
                )
                found.append((row, figure))
        return found

    def refuse(
        self, typed: list[tuple[GridRow, BatchRow]], validations: list[Validation | None]
    ) -> None:
        """Show at their cells what the rules of figures say against the typed rows."""
        for (row, _row), each in zip(typed, validations, strict=True):
            if each is None:
                continue
            row.form.refuse(each.errors)
            if row.period is None and each.before is not None and not each.errors:
                text = _("This period has a figure already; correct that.")
                row.form.add_error("period", text)

    @property
    def has_errors(self) -> bool:
        return any(row.form.errors for row in self.rows if row.touched and not row.is_dropped)

    # --- rows -----------------------------------------------------------------------------------

    def _current(self) -> ObservationQuerySet:
        return Observation.objects.current().filter(series=self.series)

    def _stored(
        self, *, limit: int = _MAX_READ, **which: object
    ) -> dict[tuple[date, date], Observation]:
        rows = self._current().filter(**which).with_sources().newest()[:limit]
        return {(row.starts_on, row.ends_on): row for row in rows}

    def _grid_row(self, period: tuple[date, date], stored: Observation | None) -> GridRow:
        first, last = period
        key = f"{first}{_BETWEEN}{last}"
        label = period_label(self.kind, first, last)
        closed = ""
        if not is_full_period(self.kind, first, last):
            closed = _("of another kind of period")
        elif self.indicator.locked_through and last <= self.indicator.locked_through:
            closed = _("locked")
        waits = (first.isoformat(), last.isoformat()) in self._waiting
        form = self._form(key, label, initial=cells_of(stored))
        return GridRow(key, period, label, stored, form, waits=waits, closed=closed)

    def _new_row(self, key: str) -> GridRow:
        label = _("new")
        return GridRow(key, None, label, None, self._form(key, label, initial=cells_of(None)))

    def _form(
        self,
        key: str,
        label: str,
        *,
        data: QueryDict | None = None,
        initial: dict[str, object] | None = None,
    ) -> GridForm:
        form = GridForm(
            data,
            prefix=key,
            initial=initial,
            indicator=self.indicator,
            sources=self.sources,
            source=self.source,
        )
        form.name_cells(label)
        return form


def _seen(cells: Mapping[str, object]) -> str:
    """Return the cells of a row as one JSON text."""
    values = [cells.get(name) or "" for name in _CELLS]
    return json.dumps(
        ["on" if value is True else str(value).strip() for value in values], ensure_ascii=False
    )


def _days_of(key: str) -> tuple[date, date] | None:
    first, _between, last = key.partition(_BETWEEN)
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return days if days[0].year >= FIRST_YEAR and days[1].year <= LAST_YEAR else None
