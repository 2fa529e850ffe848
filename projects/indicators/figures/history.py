"""The history of corrected figures."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from portal.kit.text.periods import period_label
from projects.indicators.figures.query import FigureQuery, end_of, public_since
from projects.indicators.models import Certainty, Indicator, Observation, ObservationQuerySet

# So many corrections on one page of the history.
CORRECTIONS = 20


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure as it was until a moment, and what took its place."""

    series: str
    period: str
    was: Decimal
    was_state: str
    until: datetime
    now: Decimal | None
    now_state: str
    reason: str
    is_sample: bool


def superseded(indicator: Indicator, query: FigureQuery) -> ObservationQuerySet:
    """Return the corrected figures, the last corrected first, each with its successor."""
    successor = Observation.objects.filter(
        series=OuterRef("series"),
        ends_on=OuterRef("ends_on"),
        starts_on=OuterRef("starts_on"),
        recorded_at=OuterRef("superseded_at"),
    )
    rows = (
        Observation.objects.for_readers(with_samples=query.with_samples)
        .filter(indicator=indicator, superseded_at__isnull=False)
        .select_related("series")
        .order_by("-superseded_at", "-id")
        .annotate(
            next_value=Subquery(successor.values("value")[:1]),
            next_state=Subquery(successor.values("state")[:1]),
            next_reason=Subquery(successor.values("reason")[:1]),
        )
    )
    since = public_since(indicator)
    if since is None:
        return rows.none()
    rows = rows.filter(superseded_at__gt=since)
    return rows if query.day is None else rows.filter(superseded_at__lte=end_of(query.day))


def revision_of(indicator: Indicator, row: Observation) -> Revision:
    """Return a row of `superseded()` as the page shows it."""
    values = row.__dict__
    state = values["next_state"]
    assert row.superseded_at is not None  # noqa: S101  # that is what the rows are filtered by
    return Revision(
        series=row.series.name,
        period=period_label(indicator.period_kind, row.starts_on, row.ends_on),
        was=row.value,
        was_state=row.get_state_display(),
        until=row.superseded_at,
        now=values["next_value"],
        now_state=str(Certainty(state).label) if state else "",
        reason=values["next_reason"] or "",
        is_sample=row.is_sample,
    )
