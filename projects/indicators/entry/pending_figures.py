"""Figures of an indicator's pending change."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from portal.publishing import applying, changes
from portal.publishing.dry_run import dry_run
from portal.publishing.models import ChangeSet, Revision, State
from projects.indicators import observations
from projects.indicators.models import Indicator
from projects.indicators.observations import BatchRow, Validation

FIGURES = "observations"


def pending_rows(indicator: Indicator) -> list[BatchRow]:
    """Return the figures of the pending change of a live indicator."""
    version = _pending_version(indicator)
    return _figures_in(version) if version else []


def change_with_figures(indicator: Indicator) -> ChangeSet | None:
    """Return the pending change of a live indicator, where it holds figures."""
    version = _pending_version(indicator)
    return version.change_set if version and _figures_in(version) else None


def _figures_in(version: Revision) -> list[BatchRow]:
    rows: list[BatchRow] = version.data.get("batches", {}).get(FIGURES, [])
    return rows


def _pending_version(indicator: Indicator) -> Revision | None:
    return changes.pending_version(indicator) if indicator.state == State.PUBLISHED else None


@contextmanager
def with_pending_change(
    indicator: Indicator, *, instead: Sequence[BatchRow] = ()
) -> Iterator[Indicator]:
    """Yield the indicator with its pending change applied; roll back afterwards.

    Raises ValidationError where the change no longer goes with the site.
    Waiting figures whose place the rows `instead` would take are left out.
    """
    with dry_run():
        fresh = Indicator.objects.get(pk=indicator.pk)
        if (version := _pending_version(fresh)) is not None:
            batches = version.data.get("batches", {})
            rows = batches.get(FIGURES, [])
            left = changes.remaining_rows(fresh, FIGURES, rows, list(instead))
            data = version.data | {"batches": batches | {FIGURES: left}}
            applying.apply_revision(fresh, data)
        yield fresh


@contextmanager
def with_what_fits(indicator: Indicator) -> Iterator[tuple[Indicator, list[BatchRow], str]]:
    """Yield the indicator with its pending change applied, and its pending figures.

    Where the change no longer goes with the site, its figures are left out: the third says why.
    """
    with dry_run():
        fresh = Indicator.objects.get(pk=indicator.pk)
        version = _pending_version(fresh)
        misfit = changes.show_in_place(fresh, version.data) if version else ""
        yield fresh, _figures_in(version) if version and not misfit else [], misfit


def fits_without_figures(indicator: Indicator) -> bool:
    """Return whether the pending change goes with the site, its figures left out."""
    version = _pending_version(indicator)
    if version is None:
        return True
    with dry_run():
        fresh = Indicator.objects.get(pk=indicator.pk)
        batches = version.data.get("batches", {}) | {FIGURES: []}
        return not changes.show_in_place(fresh, version.data | {"batches": batches})


def validate_with_pending(indicator: Indicator, rows: list[BatchRow]) -> list[Validation | None]:
    """Validate figures against the stored ones and the pending change.

    None for a row that only takes a waiting one away.
    """
    new = [row for row in rows if not row.get("dropped")]
    with with_pending_change(indicator, instead=rows) as fresh:
        found = iter(observations.validate(fresh, new))
    return [None if row.get("dropped") else next(found) for row in rows]
