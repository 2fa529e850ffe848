"""Figures from a sheet: what each row would do, or what is wrong in which of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.exchange.sheets.reading import Row as SheetRow
from portal.exchange.sheets.reading import Table, folded
from portal.exchange.sheets.resources import Change, Line
from portal.exchange.sheets.values import text
from portal.kit.text.numbers import figure
from portal.kit.text.periods import period_label
from portal.publishing.models import Publication, State
from projects.indicators.entry import reading
from projects.indicators.entry.forms import CELLS, FigureForm, StateField, YesField, cells_of
from projects.indicators.entry.pending import as_it_would_be, considered
from projects.indicators.entry.sources import Sources
from projects.indicators.models import Indicator, Observation, Series
from projects.indicators.observations import Row, Validation

MAX_ROWS: Final = 1_000
# Headings are short, so they have a context of their own.
HEADINGS: Final[dict[str, StrPromise]] = {
    "series": pgettext_lazy("heading", "Series"),
    "period": pgettext_lazy("heading", "Period"),
    "value": pgettext_lazy("heading", "Value"),
    "numerator": pgettext_lazy("heading", "Numerator"),
    "denominator": pgettext_lazy("heading", "Denominator"),
    "unit": pgettext_lazy("heading", "Unit"),
    "state": pgettext_lazy("heading", "State"),
    "source": pgettext_lazy("heading", "Source"),
    "note": pgettext_lazy("heading", "Note"),
    "reason": pgettext_lazy("heading", "Reason"),
    "is_sample": pgettext_lazy("heading", "Sample"),
}
# Cells that hold numbers or days as such; of the others the text counts.
_RAW: Final = frozenset({"value", "numerator", "denominator", "period"})
# What an empty cell leaves as it is; an empty note, say, is none.
_KEPT_WHERE_EMPTY: Final = ("state", "source")
type Days = tuple[date, date]


class SheetForm(FigureForm):
    """A row of a sheet, whose series and period are read already."""

    state = StateField(required=False, widget=forms.TextInput)
    is_sample = YesField(required=False, widget=forms.TextInput)
    series = forms.CharField(required=False)
    period = forms.CharField(required=False)
    unit = forms.CharField(required=False)

    def clean_unit(self) -> str:
        written: str = self.cleaned_data["unit"]
        if written and folded(written) != folded(self.indicator.unit):
            raise ValidationError(
                _("The indicator is counted in “%(unit)s”; convert the figure and write that unit.")
                % {"unit": self.indicator.unit}
            )
        return written


@dataclass(slots=True)
class _Read:
    """A row of the sheet on its way."""

    number: int
    cells: dict[str, Any]
    series: Series | None = None
    days: Days | None = None
    # By column.
    errors: dict[str, list[str]] | None = None
    row: Row | None = None


def headings() -> list[str]:
    """The headings of a sheet of figures, in the language of the page."""
    return [str(label) for label in HEADINGS.values()]


def look(indicator: Indicator, table: Table, user: User) -> tuple[list[Line], list[Row]]:
    """What each row would do, and the rows to keep; these count only where none is wrong.

    Raises ValidationError for a sheet of something else.
    """
    names = _names(table)
    read = [_Read(row.number, _cells(names, row)) for row in table.rows]
    with as_it_would_be(indicator) as fresh:
        series = list(fresh.series.all())
        for each in read:
            _read_place(each, fresh, series)
        _refuse_twins(read)
        stored = _stored(read)
        sources = Sources(user)
        sources.look_up(text(each.cells.get("source")) for each in read)
        for each in read:
            _read_figure(each, fresh, stored, sources, user)
    good = [each for each in read if each.row is not None]
    rows = [each.row for each in good if each.row is not None]
    done = [each for each in considered(indicator, rows) if each is not None]
    outcome = {each.number: one for each, one in zip(good, done, strict=True)}
    titles = _titles(done)
    lines = [_line(indicator, each, outcome.get(each.number), titles) for each in read]
    return lines, rows


def _names(table: Table) -> list[str | None]:
    """The column under each heading; raises ValidationError for one that is none of ours."""
    known = {folded(name): name for name in HEADINGS}
    known |= {folded(label): name for name, label in HEADINGS.items()}
    with override("en"):
        known |= {folded(label): name for name, label in HEADINGS.items()}
    names = [known.get(folded(heading)) for heading in table.headings]
    told = ", ".join(f"“{label}”" for label in HEADINGS.values())
    for heading, name in zip(table.headings, names, strict=True):
        if heading and name is None:
            raise ValidationError(
                _("No column is called “%(name)s”. There are: %(known)s.")
                % {"name": heading, "known": told}
            )
    has_figure = "value" in names or {"numerator", "denominator"} <= set(names)
    missing = "period" if "period" not in names else "" if has_figure else "value"
    if missing:
        raise ValidationError(
            _("The column “%(name)s” is missing: is it another sheet? There are: %(known)s.")
            % {"name": HEADINGS[missing], "known": told}
        )
    return names


def _cells(names: list[str | None], row: SheetRow) -> dict[str, Any]:
    return {
        name: value if name in _RAW else _text(value)
        for name, value in zip(names, row.values, strict=True)
        if name
    }


def _text(value: Any) -> Any:
    try:
        return text(value)
    except ValidationError:
        # Its field says so, where the cell is read.
        return str(value)


def _read_place(each: _Read, indicator: Indicator, series: list[Series]) -> None:
    """The series and the period of a row, or what is wrong with them."""
    errors: dict[str, list[str]] = {}
    try:
        each.series = _named_series(each.cells.get("series", ""), series)
    except ValidationError as error:
        errors["series"] = error.messages
    try:
        each.days = reading.period(each.cells.get("period"), indicator.period_kind)
    except ValidationError as error:
        errors["period"] = error.messages
    each.errors = errors or None


def _named_series(written: str, series: list[Series]) -> Series:
    """The series of a name; of none the only one."""
    found = [each for each in series if folded(each.name) == folded(written)]
    if not written and len(series) == 1:
        found = series
    if len(found) == 1:
        return found[0]
    if not series:
        raise ValidationError(_("The indicator has no series yet; add one in its form first."))
    known = ", ".join(f"“{each}”" for each in series[:20])
    if not written:
        raise ValidationError(_("Write which series it is: %(known)s.") % {"known": known})
    raise ValidationError(
        _("The indicator has no series “%(said)s”. Write one of: %(known)s.")
        % {"said": written[:60], "known": known}
    )


def _refuse_twins(read: list[_Read]) -> None:
    seen: dict[tuple[int, Days], int] = {}
    for each in read:
        if each.series is None or each.days is None:
            continue
        first = seen.setdefault((each.series.pk, each.days), each.number)
        if first != each.number:
            message = _("Row %(row)d has a figure for this series and period already; keep one.")
            each.errors = {"period": [message % {"row": first}]}


def _stored(read: list[_Read]) -> dict[tuple[int, Days], Observation]:
    """The figures that are there for the rows' series and periods, in one query."""
    series = {each.series.pk for each in read if each.series}
    last = {each.days[1] for each in read if each.days}
    rows = Observation.objects.current().filter(series__in=series, ends_on__in=last)
    return {(row.series_id, (row.starts_on, row.ends_on)): row for row in rows.with_sources()}


def _read_figure(
    each: _Read,
    indicator: Indicator,
    stored: Mapping[tuple[int, Days], Observation],
    sources: Sources,
    user: User,
) -> None:
    there = stored.get((each.series.pk, each.days)) if each.series and each.days else None
    data = _with_stored(each.cells, there)
    form = SheetForm(data, indicator=indicator, sources=sources)
    errors = {name: [str(said) for said in messages] for name, messages in form.errors.items()}
    each.errors = {**(each.errors or {}), **errors} or None
    if each.errors is None and each.series and each.days:
        first, last = each.days
        each.row = form.row(series=each.series.pk, first=first, last=last, by=user.pk)


def _with_stored(cells: Mapping[str, Any], stored: Observation | None) -> dict[str, Any]:
    """The cells of a row; a column that is not there leaves what is stored as it is."""
    there = cells_of(stored)
    # A figure from a sheet is a real one, unless the sheet says otherwise.
    there.pop("is_sample", None)
    data = there | dict(cells)
    return data | {name: there.get(name, "") for name in _KEPT_WHERE_EMPTY if not data.get(name)}


# --- what is told of a row ----------------------------------------------------------------------


def _titles(done: list[Validation]) -> dict[int, Publication]:
    """The pages that the figures come from, in one query."""
    keys = {each.observation.evidence_id for each in done}
    keys |= {each.before.evidence_id for each in done if each.before}
    return Publication.objects.only("title").in_bulk(keys)


def _line(
    indicator: Indicator,
    each: _Read,
    done: Validation | None,
    titles: Mapping[int, Publication],
) -> Line:
    errors = dict(each.errors or {})
    if done is not None:
        for column, messages in done.errors.items():
            errors.setdefault(CELLS.get(column, column), []).extend(messages)
    if errors:
        problems = [(_label(name), said) for name, messages in errors.items() for said in messages]
        return Line(each.number, "wrong", "", problems=tuple(problems))
    assert done is not None and each.series and each.days  # noqa: S101, PT018  # no errors, so read
    title = f"{each.series}, {period_label(indicator.period_kind, *each.days)}"
    if done.changes_nothing:
        return Line(each.number, "unchanged", title)
    outcome = "new" if done.before is None else "changed"
    waits = indicator.state == State.PUBLISHED
    return Line(each.number, outcome, title, changes=_changes(done, titles), waits=waits)


def _label(name: str) -> str:
    return str(HEADINGS[name]) if name in HEADINGS else ""


def _changes(done: Validation, titles: Mapping[int, Publication]) -> tuple[Change, ...]:
    """The cells that differ from what holds."""
    old, new = _told(done.before, titles), _told(done.observation, titles)
    found = [
        Change(_label(name), old.get(name, ""), new[name])
        for name in new
        if old.get(name, "") != new[name]
    ]
    if done.observation.reason:
        found.append(Change(_label("reason"), "", done.observation.reason))
    return tuple(found)


def _told(observation: Observation | None, titles: Mapping[int, Publication]) -> dict[str, str]:
    if observation is None:
        return {}
    above, below = observation.numerator, observation.denominator
    return {
        "value": figure(observation.value),
        "numerator": "" if above is None else figure(above),
        "denominator": "" if below is None else figure(below),
        "state": observation.get_state_display(),
        "source": str(titles.get(observation.evidence_id, "")),
        "note": observation.note,
        "is_sample": _("Yes") if observation.is_sample else "",
    }
