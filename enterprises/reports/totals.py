"""The figures of reports added up: which have one, what they leave empty, and the totals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from enterprises.reports.models import EnterpriseReport, Measure
from enterprises.reports.models.released_sum import FIGURES_OF


@dataclass(frozen=True, slots=True)
class Total:
    """A measure added up, with the enterprises that it is made of."""

    amount: int
    enterprises: frozenset[int]
    # Which enterprise leaves which figure of the measure empty.
    gaps: frozenset[tuple[int, str]] = frozenset()
    is_sample: bool = False

    @property
    def gap(self) -> str:
        """Return what some reports leave empty, as a sentence; "" where none does."""
        names = {name for _enterprise, name in self.gaps}
        return gap_label(len({enterprise for enterprise, _name in self.gaps}), names)

    def is_like(self, other: "Total") -> bool:
        """Return whether both are made of the same figures of the same enterprises."""
        return (self.enterprises, self.gaps) == (other.enterprises, other.gaps)


def internal_totals(reports: Iterable[EnterpriseReport]) -> dict[Measure, Total]:
    """Return every total of some reports of a period, for papers of the department only."""
    rows, found = list(reports), {}
    for measure in Measure:
        counted, is_sample = facts_first(with_figure(rows, measure))
        if counted:
            found[measure] = _total(counted, measure, is_sample=is_sample)
    return found


def facts_first(reports: list[EnterpriseReport]) -> tuple[list[EnterpriseReport], bool]:
    """Return the reports to add up, and whether they are samples'.

    Those of sample enterprises are added up only where no other has reported.
    """
    facts = [report for report in reports if not report.enterprise.is_sample]
    return facts or reports, bool(reports) and not facts


def with_figure(reports: Iterable[EnterpriseReport], measure: Measure) -> list[EnterpriseReport]:
    """Return the reports with a figure of the measure; a missing one is not 0."""
    names = FIGURES_OF[measure]
    return [row for row in reports if any(getattr(row, name) is not None for name in names)]


def gap(report: EnterpriseReport, measure: Measure) -> list[str]:
    """Return the figures of a measure that a report leaves empty; they are no zeros."""
    return [name for name in FIGURES_OF[measure] if getattr(report, name) is None]


def gap_label(count: int, names: Collection[str]) -> str:
    """Return the figures that so many reports leave empty, as a sentence; "" where none does."""
    if not count:
        return ""
    parts = ", ".join(str(measure.label) for measure in Measure if measure in names)
    text = ngettext(
        "%(count)d of these reports lacks %(parts)s.",
        "%(count)d of these reports lack %(parts)s.",
        count,
    )
    return text % {"count": count, "parts": parts}


def value(report: EnterpriseReport, measure: Measure) -> int:
    """Return the sum of the figures of a measure that a report has."""
    return sum(getattr(report, name) or 0 for name in FIGURES_OF[measure])


def _total(reports: list[EnterpriseReport], measure: Measure, *, is_sample: bool) -> Total:
    return Total(
        sum(value(report, measure) for report in reports),
        frozenset(report.enterprise_id for report in reports),
        frozenset((row.enterprise_id, name) for row in reports for name in gap(row, measure)),
        is_sample,
    )
