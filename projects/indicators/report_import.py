"""Imports figures from the sums of the enterprises' reports; they wait for approval as others do.

`enterprises.reports.sums` decides which sums may be disclosed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from enterprises.kit.periods import ReportPeriod
from enterprises.reports import sums
from enterprises.reports.models import Measure
from portal.accounts.models import User
from portal.kit.text.numbers import figure
from portal.kit.text.periods import PeriodKind, period_label
from portal.publishing import changes
from portal.publishing.models import Publication
from projects.indicators.entry.pending_figures import FIGURES, pending_rows
from projects.indicators.models import Certainty, Indicator, Observation, Series
from projects.indicators.models.observation import ObservationQuerySet
from projects.indicators.observations import SETTLED, BatchRow, as_row, withdrawal
from projects.kit.numbers import in_full, ratio, rounded, scale

# Reports come by quarter and by year; an indicator that is counted otherwise has no sums.
KINDS: Final = (PeriodKind.QUARTER, PeriodKind.YEAR)
_COMPARED: Final = ("starts_on", "ends_on", "value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class ImportedFigure:
    """The figure that a series would get from the reports of a period, or the problem."""

    series: Series
    sum: sums.Sum
    divisor: Observation | None
    before: Observation | None
    value: Decimal | None
    problem: str

    @property
    def below(self) -> Decimal | None:
        """Return what the sum is divided by, in full as the sum is."""
        return None if self.divisor is None else _below(self.divisor)

    @property
    def changes_nothing(self) -> bool:
        """Return whether the figure that holds says the same already."""
        before = self.before
        if before is None or self.value is None:
            return False
        above = Decimal(self.sum.total or 0) if self.divisor else None
        stored = (before.value, before.numerator, before.denominator, before.is_sample)
        return stored == (self.value, above, self.below, self.sum.is_sample)

    @property
    def is_new(self) -> bool:
        """Return whether there is a figure that differs from what holds."""
        return self.value is not None and not self.problem and not self.changes_nothing

    @property
    def total_label(self) -> str:
        return "" if self.sum.total is None else figure(self.sum.total)

    @property
    def value_label(self) -> str:
        return "" if self.value is None else figure(self.value)

    @property
    def before_label(self) -> str:
        return "" if self.before is None else figure(self.before.value)

    @property
    def divisor_label(self) -> str:
        """Return the divisor of the sum with its period, as text."""
        if self.divisor is None or self.below is None:
            return ""
        first, last = self.divisor.starts_on, self.divisor.ends_on
        kind = self.divisor.indicator.period_kind
        return f"{figure(self.below)} ({period_label(kind, first, last)})"


def preview(indicator: Indicator, period: ReportPeriod) -> list[ImportedFigure]:
    """Return what each series made of reports would get; nothing is released or saved."""
    return [
        _imported(indicator, series, sums.preview(Measure(series.report_measure), period))
        for series in _report_series(indicator)
    ]


@transaction.atomic
def import_figures(
    indicator: Indicator, period: ReportPeriod, *, evidence: Publication, by: User
) -> list[ImportedFigure]:
    """Propose the figures of a period on the indicator; undisclosed sums are left out.

    Raises ValidationError and StaleSave as every batch of figures does; then nothing is released.
    """
    found = [
        _imported(indicator, series, sums.release(Measure(series.report_measure), period, by=by))
        for series in _report_series(indicator)
    ]
    waiting = {(row["series"], row["starts_on"]) for row in pending_rows(indicator)}
    rows = [_row(each, evidence, by) for each in found if each.is_new]
    # What waits of a sum that is again as readers have it is taken away.
    rows += [
        withdrawal(each.series.pk, *period.days)
        for each in found
        if each.changes_nothing and (each.series.pk, period.days[0].isoformat()) in waiting
    ]
    if rows:
        note = _("From the reports of enterprises, %(period)s") % {"period": period}
        changes.propose_rows(indicator, FIGURES, rows, by=by, note=note)
    return found


def outdated_periods(indicator: Indicator, series: Series) -> list[ReportPeriod]:
    """Return the periods whose figure holds though what it was made of was corrected since.

    That is a report, or the figure that the sum was divided by; the latest period first.
    """
    if not series.report_measure or indicator.period_kind not in KINDS:
        return []
    released = sums.released_totals(Measure(series.report_measure))
    if not released:
        return []
    rows = Observation.objects.current().filter(series=series)
    held = {(each.starts_on, each.ends_on): each for each in rows.only(*_COMPARED)}
    divisors = list(_divisors(series)) if series.report_divisor is not None else []
    return [
        period
        for period, totals in released.items()
        if (each := held.get(period.days)) is not None
        and (
            _is_of_old_reports(each, totals, indicator.unit)
            or _is_divided_otherwise(each.denominator, divisors, period.ends_on)
        )
    ]


def _is_of_old_reports(held: Observation, totals: dict[int, bool], unit: str) -> bool:
    """Return whether a figure is one of the released totals, and a report of that was replaced.

    One that somebody typed instead is none of them.
    """
    for total, is_replaced in totals.items():
        if held.numerator is None:
            is_it = held.value == _value(unit, total, None)
        else:
            is_it = held.numerator == total
        if is_it:
            return is_replaced
    return False


def _is_divided_otherwise(
    below: Decimal | None, divisors: Iterable[Observation], last: date
) -> bool:
    """Return whether a sum that was divided by `below` would be divided by something else now."""
    now = next((each for each in divisors if each.ends_on <= last), None)
    return below is not None and now is not None and _below(now) != below


def _report_series(indicator: Indicator) -> list[Series]:
    rows = indicator.series.exclude(report_measure="").select_related("report_divisor")
    return list(rows) if indicator.period_kind in KINDS else []


def _imported(indicator: Indicator, series: Series, found: sums.Sum) -> ImportedFigure:
    first, last = found.period.days
    before = (
        Observation.objects.current().filter(series=series, starts_on=first, ends_on=last).first()
    )
    divisor, value, problem = None, None, found.why_not
    if found.is_sample and before is not None and not before.is_sample:
        problem = _("Only sample enterprises have reported; the figure that holds is none.")
        found = replace(found, total=None)
    if found.total is not None:
        try:
            divisor = _divisor(series, last)
            value = _value(indicator.unit, found.total, divisor)
        except ValidationError as error:
            problem = " ".join(error.messages)
    return ImportedFigure(series, found, divisor, before, value, problem)


def _divisor(series: Series, last: date) -> Observation | None:
    """Return the newest figure of what the sum is divided by, of the period or before it."""
    if series.report_divisor is None:
        return None
    found = _divisors(series).filter(ends_on__lte=last).first()
    if found is None or not found.value:
        raise ValidationError(
            _("“%(divisor)s” has no figure for this period or before; enter that first.")
            % {"divisor": series.report_divisor}
        )
    return found


def _divisors(series: Series) -> ObservationQuerySet:
    """Return the figures that sums of a series may be divided by, the newest first."""
    rows = Observation.objects.current().for_readers(with_samples=False)
    rows = rows.filter(series__indicator=series.report_divisor, series__is_main=True)
    return rows.select_related("indicator").newest()


def _below(divisor: Observation) -> Decimal:
    return in_full(divisor.indicator.unit, divisor.value)


def _value(unit: str, total: int, divisor: Observation | None) -> Decimal:
    if divisor is not None:
        return rounded(ratio(unit, Decimal(total), _below(divisor)))
    factor = scale(unit)
    return Decimal(total) if factor == 1 else rounded(Decimal(total) / factor)


def _row(each: ImportedFigure, evidence: Publication, by: User) -> BatchRow:
    assert each.value is not None  # noqa: S101  # narrows the type for mypy
    first, last = each.sum.period.days
    is_settled = each.before is not None and each.before.state in SETTLED
    observation = Observation(
        series=each.series,
        starts_on=first,
        ends_on=last,
        value=each.value,
        numerator=Decimal(each.sum.total or 0) if each.divisor else None,
        denominator=each.below,
        state=Certainty.REVISED if is_settled else Certainty.PROVISIONAL,
        evidence=evidence,
        note=_note(each.sum),
        is_sample=each.sum.is_sample,
        recorded_by=by,
        reason=_reason() if each.before is not None else "",
    )
    return as_row(observation)


def _note(found: sums.Sum) -> str:
    """Return the note about a figure's origin, in the site's default language."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Summed up from the reports of %(reported)d enterprises, %(period)s.")
        message = text % {"reported": found.reported, "period": found.period}
        return message if found.is_complete else f"{message} {found.gap}"


def _reason() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Reports were corrected or came in late.")
