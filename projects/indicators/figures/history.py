"""The history of corrected figures."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, DateTimeField, F, OuterRef, Q, Subquery, Value, When

from portal.kit.text.periods import period_label
from projects.indicators.figures.public_times import Absence, absences, public_since
from projects.indicators.figures.query import FigureQuery, end_of
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
    """Return the corrected figures that readers saw, the last corrected first.

    Each with what readers saw next. The indicator was read `with_corrections()`.
    """
    since, away = public_since(indicator), absences(indicator)
    if since is None or not vars(indicator)["has_corrections"]:
        return Observation.objects.none()
    rows = (
        Observation.objects.for_readers(with_samples=query.with_samples)
        .filter(indicator=indicator, superseded_at__isnull=False)
        .select_related("series")
        .order_by("-superseded_at", "-id")
        .annotate(
            seen_at=_next_seen_at(away),
            next_value=_next_seen("value"),
            next_state=_next_seen("state"),
            next_reason=_next_seen("reason"),
            next_recorded_at=_next_seen("recorded_at"),
        )
    )
    # What came back as it was, readers saw no change of.
    is_other = Q(next_value=None) | ~Q(next_value=F("value"), next_state=F("state"))
    rows = rows.filter(is_other | Q(seen_at=F("superseded_at")), superseded_at__gt=since)
    for each in away:
        rows = rows.exclude(recorded_at__gte=each.since, superseded_at__lte=each.until)
    return rows if query.day is None else rows.filter(seen_at__lte=end_of(query.day))


def _next_seen_at(away: list[Absence]) -> Case:
    """Return when readers saw the next figure: on the return, where the page was withdrawn."""
    returns = [When(superseded_at__range=each, then=Value(each.until)) for each in away]
    return Case(*returns, default=F("superseded_at"), output_field=DateTimeField())


def _next_seen(name: str) -> Subquery:
    """Return a column of the figure that held by `seen_at`."""
    moment = OuterRef("seen_at")
    held = Observation.objects.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=moment),
        series=OuterRef("series"),
        ends_on=OuterRef("ends_on"),
        starts_on=OuterRef("starts_on"),
        recorded_at__lte=moment,
    )
    return Subquery(held.values(name)[:1])


def revision_of(indicator: Indicator, row: Observation) -> Revision:
    """Return a row of `superseded()` as the page shows it."""
    values = row.__dict__
    state = values["next_state"]
    # The reason may be of a figure that came in between and that readers never saw.
    is_direct = values["next_recorded_at"] == row.superseded_at
    return Revision(
        series=row.series.name,
        period=period_label(indicator.period_kind, row.starts_on, row.ends_on),
        was=row.value,
        was_state=row.get_state_display(),
        until=values["seen_at"],
        now=values["next_value"],
        now_state=str(Certainty(state).label) if state else "",
        reason=values["next_reason"] if is_direct else "",
        is_sample=row.is_sample,
    )
