"""Figures of an indicator from a sheet: what each row does, or what is wrong in which column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.exchange.sheets.imports import Change, ImportRow, SheetImport, refuse_duplicates
from portal.exchange.sheets.rows import folded
from portal.exchange.sheets.values import text
from portal.kit.text.numbers import figure
from portal.kit.text.periods import PeriodKind, period_label
from portal.publishing import changes
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.state_words import change_words, saved_message
from projects.indicators.entry import parsing
from projects.indicators.entry.forms import CELLS, FigureForm, StateField, YesField
from projects.indicators.entry.pending_figures import (
    FIGURES,
    validate_with_pending,
    with_pending_change,
)
from projects.indicators.entry.sources import Sources
from projects.indicators.entry.stored_figures import Days, keep_digits, stored_figures, with_stored
from projects.indicators.models import Certainty, Indicator, Observation, Series
from projects.indicators.observations import BatchRow, Validation, as_row

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
class FigureRow(ImportRow):
    """A row that gives the figure of a series in a period."""

    series: Series | None = None
    days: Days | None = None
    # The figure as a batch of a change set keeps it.
    figure: BatchRow | None = None

    @property
    def place(self) -> tuple[int, Days] | None:
        return (self.series.pk, self.days) if self.series and self.days else None


class FigureImport(SheetImport[FigureRow]):
    """Figures go into their indicator; a live one's into the change that waits on it."""

    MAX_ROWS: ClassVar[int] = 1_000
    row_class = FigureRow
    keys = ("series", "period")

    def __init__(self, indicator: Indicator, by: User) -> None:
        self.indicator, self.by = indicator, by
        # What a live indicator's figures have gone into, once they are stored.
        self.change: ChangeSet | None = None

    def labels(self) -> dict[str, str]:
        return {name: str(label) for name, label in HEADINGS.items()}

    def help_texts(self) -> dict[str, str]:
        states = ", ".join(f"“{label}”" for label in Certainty.labels)
        number = _(
            "A number such as 35,5 or 1.234,5. A lone 1.234 is refused: write 1234 or 1,234."
        )
        return {
            "series": _("Its name as the indicator has it; may be empty where there is one only."),
            "period": parsing.PERIOD_EXAMPLES[PeriodKind(self.indicator.period_kind)],
            "value": number + " " + _("Empty where it is worked out from the next two columns."),
            "numerator": _("What is counted, in full: 229600 and not 229,6 thousand."),
            "denominator": _("What it is divided by, in full."),
            "unit": _("“%(unit)s” or empty; another unit is refused.")
            % {"unit": self.indicator.unit},
            "state": _("One of: %(labels)s.") % {"labels": states},
            "source": _("The page of this site that says so: its address or its number."),
            "note": _("What readers must know to understand the figure."),
            "reason": _("Needed where a final figure is corrected."),
            "is_sample": _("“Có” or “Không”."),
        }

    def missing_column(self, columns: set[str]) -> str | None:
        if "period" not in columns:
            return "period"
        has_figure = "value" in columns or {"numerator", "denominator"} <= columns
        return None if has_figure else "value"

    def blank_rows(self) -> list[list[str]]:
        """Return a row for the next figure of each series."""
        row = dict.fromkeys(HEADINGS, "") | {
            "period": parsing.PERIOD_EXAMPLES[PeriodKind(self.indicator.period_kind)],
            "unit": self.indicator.unit,
            "state": str(Certainty.PROVISIONAL.label),
        }
        series = self.indicator.series.all()
        return [list((row | {"series": each.name}).values()) for each in series]

    # --- in -----------------------------------------------------------------------------------

    def plan(self, rows: list[FigureRow]) -> None:
        with with_pending_change(self.indicator) as fresh:
            self._read(rows, fresh)
        good = [row for row in rows if row.figure is not None]
        found = validate_with_pending(
            self.indicator, [row.figure for row in good if row.figure is not None]
        )
        # No row takes a waiting figure away, so each has been considered.
        done = [each for each in found if each is not None]
        titles, waits = _titles(done), self._waits()
        for row, validation in zip(good, done, strict=True):
            self._describe(row, validation, titles, waits)

    def apply(self, rows: list[FigureRow]) -> None:
        moving = [row.figure for row in rows if row.moves and row.figure is not None]
        note = _("Taken in from a sheet")
        version = changes.propose_rows(self.indicator, FIGURES, moving, by=self.by, note=note)
        self.change = version.change_set

    def fingerprint(self, rows: list[FigureRow]) -> str:
        """Return what is seen of a plan, and the version of the indicator before it."""
        return f"{self.indicator.revision_number} {super().fingerprint(rows)}"

    def done_message(self, rows: list[FigureRow]) -> str:
        taken_in = super().done_message(rows)
        return format_html("{} {}", taken_in, saved_message(self.indicator, self.change))

    def _read(self, rows: list[FigureRow], fresh: Indicator) -> None:
        """Read the figures of the rows, or note what is wrong with their cells."""
        series = list(fresh.series.all())
        for row in rows:
            row.cells = {
                name: value if name in _RAW else row.read(name, text, value)
                for name, value in row.cells.items()
            }
            row.series = row.read("series", _named_series, row.cells.get("series", ""), series)
            period = row.cells.get("period")
            row.days = row.read("period", parsing.parse_period, period, fresh.period_kind)
        message = _("Row %(row)d has a figure for this series and period already; keep one.")
        refuse_duplicates(rows, key=lambda row: row.place, column="period", message=message)
        stored = stored_figures(
            {row.series.pk for row in rows if row.series},
            {row.days[1] for row in rows if row.days},
        )
        sources = Sources(self.by)
        sources.look_up(text(row.cells.get("source")) for row in rows)
        for row in rows:
            there = stored.get(row.place) if row.place else None
            data = with_stored(row.cells, there)
            form = SheetForm(data, indicator=fresh, sources=sources)
            for column, messages in form.errors.items():
                row.refuse(column, *map(str, messages))
            if not row.problems and row.series and row.days:
                first, last = row.days
                row.figure = form.row(series=row.series.pk, first=first, last=last, by=self.by.pk)
                if there:
                    keep_digits(row.figure, as_row(there))

    def _waits(self) -> str:
        """Return how the change will stand that the figures go into; nothing of a draft."""
        if self.indicator.state != State.PUBLISHED:
            return ""
        change = changes.open_change(self.indicator)
        if change is None or change.state == State.APPROVED:
            # What was approved is so no longer once figures join it.
            return change_words(State.DRAFT)
        return change_words(change.state)

    def _describe(
        self, row: FigureRow, done: Validation, titles: Mapping[int, Publication], waits: str
    ) -> None:
        assert row.days  # noqa: S101  # a row with a figure has a period
        row.title = f"{row.series}, {period_label(self.indicator.period_kind, *row.days)}"
        # What is stored as it is may be locked, or beyond limits that were set since.
        if not done.changes_nothing:
            for column, messages in done.errors.items():
                row.refuse(CELLS.get(column, column), *messages)
            row.result = "new" if done.before is None else "changed"
            row.changes = _changes(done, titles)
            row.waits = waits


def _named_series(written: str, series: list[Series]) -> Series:
    """Return the series of a name; of none the only one."""
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


def _titles(done: list[Validation]) -> dict[int, Publication]:
    """Return the pages that the figures come from, in one query."""
    keys = {each.observation.evidence_id for each in done}
    keys |= {each.before.evidence_id for each in done if each.before}
    return Publication.objects.only("title").in_bulk(keys)


def _changes(done: Validation, titles: Mapping[int, Publication]) -> tuple[Change, ...]:
    """Return the cells that differ from what holds."""
    old, new = _shown(done.before, titles), _shown(done.observation, titles)
    found = [
        Change(str(HEADINGS[name]), old.get(name, ""), new[name])
        for name in new
        if old.get(name, "") != new[name]
    ]
    if done.observation.reason:
        found.append(Change(str(HEADINGS["reason"]), "", done.observation.reason))
    return tuple(found)


def _shown(observation: Observation | None, titles: Mapping[int, Publication]) -> dict[str, str]:
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
