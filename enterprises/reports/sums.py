"""Sums of approved reports, released only where they disclose no single enterprise.

`projects` asks here; this app calls nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy, ngettext

from enterprises.kit.periods import ReportPeriod
from enterprises.reports import deadlines
from enterprises.reports.disclosure import Cell, Reason, Rules, reason_to_withhold
from enterprises.reports.models import EnterpriseReport, Measure, ReleasedSum
from enterprises.reports.models.released_sum import FIGURES_OF
from enterprises.reports.models.report import STOCKS
from enterprises.reports.totals import facts_first, gap, gap_label, value, with_figure
from portal.accounts.models import User
from portal.kit.postgres.advisory import Lock
from portal.kit.samples import sample_rule
from portal.publishing.models import heavy_columns

# The quarter on whose last day a year ends, and `_place` as the database reckons it.
_LAST: Final = 4
_PLACE: Final = F("year") * _LAST + Case(
    When(quarter=0, then=Value(_LAST)), default=F("quarter"), output_field=IntegerField()
)
REASONS: Final = {
    Reason.FEW: gettext_lazy("Too few enterprises reported it to publish a sum."),
    Reason.DOMINATED: gettext_lazy("One or two enterprises are most of the sum."),
    Reason.DERIVED: gettext_lazy(
        "Set off against a sum that is known already it would tell of one enterprise."
    ),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a measure in a period, or the reason why it is withheld."""

    measure: Measure
    period: ReportPeriod
    # How many approved reports have the figure, how many enterprises have to report, and how many
    # of these are not among the reports: somebody may report without having to.
    reported: int
    expected: int
    absent: int
    total: int | None
    reason: Reason | None
    report_keys: tuple[int, ...]
    # What some of the reports leave empty of a measure of several figures, and how many do.
    missing: tuple[str, ...] = ()
    partial: int = 0
    # Made of sample enterprises, where no other has reported.
    is_sample: bool = False

    @property
    def is_complete(self) -> bool:
        return not (self.absent or self.partial)

    @property
    def gap(self) -> str:
        """Return what reports leave empty and who has sent none, in sentences; "" if nothing."""
        partial = gap_label(self.partial, self.missing)
        return " ".join(filter(None, (partial, self._absent_label)))

    @property
    def _absent_label(self) -> str:
        if not self.absent:
            return ""
        text = ngettext(
            "Of %(expected)d enterprises that have to report, %(count)d has not reported this.",
            "Of %(expected)d enterprises that have to report, %(count)d have not reported this.",
            self.absent,
        )
        return text % {"expected": self.expected, "count": self.absent}

    @property
    def why_not(self) -> str:
        """Return the reason why there is no total, in words for the staff."""
        return str(REASONS[self.reason]) if self.reason else ""


def preview(measure: Measure, period: ReportPeriod) -> Sum:
    """Return the sum of a measure as it could be released now, without releasing it."""
    reports, is_sample = _reports(measure, period)
    cell = _cell(measure, period, reports)
    known = _known(measure, period)
    keys = tuple(sorted(report.pk for report in reports))
    expected = deadlines.expected(period, is_sample=is_sample)
    if any(each.is_of(measure, period, keys) for each in known):
        # The very sum that was told before.
        reason = None
    else:
        related = [each.cell for each in known if each.period.year == period.year]
        reason = reason_to_withhold(cell, related, rules(), _beside(known, measure, period))
    gaps = [names for report in reports if (names := gap(report, measure))]
    return Sum(
        measure,
        period,
        reported=len(reports),
        expected=len(expected),
        absent=len(expected.difference(cell.values)),
        total=None if reason else sum(cell.values.values()),
        reason=reason,
        report_keys=keys,
        missing=tuple(name for name in FIGURES_OF[measure] if any(name in names for names in gaps)),
        partial=len(gaps),
        is_sample=is_sample,
    )


@transaction.atomic
def release(measure: Measure, period: ReportPeriod, *, by: User | None) -> Sum:
    """Return a sum for publication, and record that it is known from now on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.RELEASED_SUMS])
    found = preview(measure, period)
    if found.total is None:
        return found
    if not _is_known(found):
        row = ReleasedSum.objects.create(
            measure=measure,
            year=period.year,
            quarter=period.quarter,
            total=found.total,
            reported=found.reported,
            released_by=by,
        )
        row.reports.set(found.report_keys)
    return found


def released_totals(measure: Measure) -> dict[ReportPeriod, dict[int, bool]]:
    """Return the totals of a measure that were released, by period, the latest period first.

    Each with whether a report that it was made of was replaced by a correction since.
    """
    replaced = ReleasedSum.reports.through.objects.filter(
        releasedsum=OuterRef("pk"), enterprisereport__superseded_at__isnull=False
    )
    rows = ReleasedSum.objects.filter(measure=measure).annotate(is_replaced=Exists(replaced))
    columns = ("year", "quarter", "total", "is_replaced")
    found: dict[ReportPeriod, dict[int, bool]] = {}
    for year, quarter, total, is_replaced in rows.values_list(*columns).order_by(
        "-year", "-quarter", "id"
    ):
        # The same total may be taken again from the reports of later: the last one counts.
        found.setdefault(ReportPeriod(year, quarter), {})[total] = is_replaced
    return found


def rules() -> Rules:
    """Return the rules as the settings have them."""
    return Rules(
        contributors=settings.ENTERPRISE_SUMS_CONTRIBUTORS,
        share_of_one=settings.ENTERPRISE_SUMS_SHARE_OF_ONE,
        share_of_two=settings.ENTERPRISE_SUMS_SHARE_OF_TWO,
        p=settings.ENTERPRISE_SUMS_P,
    )


# --- reports as cells -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """A sum that was told before, as a cell."""

    measure: Measure
    period: ReportPeriod
    keys: tuple[int, ...]
    cell: Cell

    def is_of(self, measure: Measure, period: ReportPeriod, keys: tuple[int, ...]) -> bool:
        """Return whether it was made of just these reports."""
        return (self.measure, self.period, self.keys) == (measure, period, keys)


def _known(measure: Measure, period: ReportPeriod) -> list[_Known]:
    """Return the released sums of the year and of the nearest periods, in two queries."""
    of_year = Q(year=period.year)
    related = [each for each in Measure if set(FIGURES_OF[each]) & set(FIGURES_OF[measure])]
    rows = ReleasedSum.objects.alias(place=_PLACE).filter(
        of_year & Q(measure__in=related) | _is_nearest(measure, period)
    )
    found = []
    for row in rows.prefetch_related("reports"):
        reports = list(row.reports.all())
        kind, its_period = Measure(row.measure), ReportPeriod(row.year, row.quarter)
        keys = tuple(sorted(report.pk for report in reports))
        found.append(_Known(kind, its_period, keys, _cell(kind, its_period, reports)))
    return found


def _is_nearest(measure: Measure, period: ReportPeriod) -> Q:
    """Return the condition of the sums of a measure for the known periods nearest to one."""
    rows = ReleasedSum.objects.annotate(place=_PLACE).filter(measure=measure)
    if not _stands(measure):
        rows = rows.filter(quarter__gt=0) if period.quarter else rows.filter(quarter=0)
    here = _place(period)
    before = rows.filter(place__lt=here).order_by("-place").values("place")[:1]
    after = rows.filter(place__gt=here).order_by("place").values("place")[:1]
    return Q(measure=measure) & (Q(place=Subquery(before)) | Q(place=Subquery(after)))


def _beside(known: Iterable[_Known], measure: Measure, period: ReportPeriod) -> list[Cell]:
    """Return what is known for the nearest period before and the nearest one after.

    A year's stock is that of its last day, and so stands among the quarters.
    """
    own = [
        each
        for each in known
        if each.measure == measure and (_stands(measure) or each.period.kind == period.kind)
    ]
    here, places = _place(period), {_place(each.period) for each in own}
    before = max((place for place in places if place < here), default=None)
    after = min((place for place in places if place > here), default=None)
    return [each.cell for each in own if _place(each.period) in (before, after)]


def _stands(measure: Measure) -> bool:
    """Return whether it is counted on the last day of a period, rather than in its course."""
    return set(FIGURES_OF[measure]) <= set(STOCKS)


def _place(period: ReportPeriod) -> int:
    """Return the place of a period among the quarters; that of a year is its last one's."""
    return period.year * _LAST + (period.quarter or _LAST)


def _is_known(found: Sum) -> bool:
    known = _known(found.measure, found.period)
    return any(each.is_of(found.measure, found.period, found.report_keys) for each in known)


def _reports(measure: Measure, period: ReportPeriod) -> tuple[list[EnterpriseReport], bool]:
    """Return the approved reports to sum up, and whether they are samples'."""
    rows = EnterpriseReport.objects.current().filter(sample_rule("enterprise__"))
    rows = rows.of_period(period).select_related("enterprise").defer(*heavy_columns("enterprise"))
    return facts_first(with_figure(rows, measure))


def _cell(measure: Measure, period: ReportPeriod, reports: Iterable[EnterpriseReport]) -> Cell:
    names = FIGURES_OF[measure]
    rows = list(reports)
    return Cell(
        atoms=_atoms(names, period),
        values={row.enterprise_id: value(row, measure) for row in rows},
        held={
            row.enterprise_id: _atoms(
                [name for name in names if getattr(row, name) is not None], period
            )
            for row in rows
        },
    )


def _atoms(names: Iterable[str], period: ReportPeriod) -> frozenset[tuple[str, int, int]]:
    """Return the atoms of figures: a year is its quarters, or the last one for stocks."""
    return frozenset(
        (name, period.year, quarter) for name in names for quarter in _quarters(name, period)
    )


def _quarters(name: str, period: ReportPeriod) -> tuple[int, ...]:
    if period.quarter:
        return (period.quarter,)
    return (_LAST,) if name in STOCKS else (1, 2, 3, 4)
