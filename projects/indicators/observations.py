"""Validating and recording figures; a corrected one supersedes the one before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.text.numbers import figure
from portal.kit.text.periods import is_full_period, period_label
from portal.publishing.models import Publication
from projects.indicators import quoted_figures
from projects.indicators.models import Certainty, Indicator, Observation, Series
from projects.kit.numbers import MAX_VALUE, agrees, places_of, ratio, rounded

# A final figure is not quietly replaced: the next one says that it revises it, and why.
SETTLED = (Certainty.FINAL, Certainty.REVISED)
# The column at which errors about the days of a figure are shown.
PERIOD: Final = "starts_on"
_AT_ONCE: Final = 500
type BatchRow = dict[str, Any]
type Period = tuple[int, date, date]


def as_row(observation: Observation) -> BatchRow:
    """Return an observation as a batch of a change set keeps it: JSON's own kinds only."""
    return {
        "series": observation.series_id,
        "starts_on": observation.starts_on.isoformat(),
        "ends_on": observation.ends_on.isoformat(),
        "value": str(observation.value),
        "numerator": None if observation.numerator is None else str(observation.numerator),
        "denominator": None if observation.denominator is None else str(observation.denominator),
        "state": str(observation.state),
        "evidence": observation.evidence_id,
        "note": observation.note,
        "is_sample": observation.is_sample,
        "recorded_by": observation.recorded_by_id,
        "reason": observation.reason,
    }


def withdrawal(series: int, first: date, last: date) -> BatchRow:
    """Return the batch row that takes a waiting figure away."""
    key = {"series": series, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    return key | {"dropped": True}


@dataclass(slots=True)
class Validation:
    """A proposed figure, the current one, and the errors by column."""

    observation: Observation
    before: Observation | None
    # By column; empty where nothing does.
    errors: dict[str, list[str]]

    @property
    def changes_nothing(self) -> bool:
        return self.before is not None and _is_equal(self.observation, self.before)


def validate(indicator: Indicator, rows: list[BatchRow]) -> list[Validation]:
    """Validate figures one by one, inside a transaction of the caller's.

    A row is validated as if the valid ones before it were recorded.
    """
    series = {row.pk: row for row in indicator.series.all()}
    moment = timezone.now()
    new = [_observation(indicator, row, moment) for row in rows]
    holding, sources = _holding(new), _sources(new)
    found = []
    for observation in new:
        before = holding.get(_period(observation))
        each = Validation(observation, before, {})
        try:
            check(indicator, series, observation, before)
            _check_source(observation, sources)
        except ValidationError as error:
            each.errors = error.message_dict
        else:
            if not each.changes_nothing:
                holding[_period(observation)] = observation
        found.append(each)
    return found


@transaction.atomic
def record(indicator: Indicator, rows: list[BatchRow]) -> None:
    """Add the figures; each takes the place of the one that held for its series and period.

    All or nothing. Raises ValidationError with one message a row,
    which begins with the row's place in the list, counted from 1.
    """
    validations = validate(indicator, rows)
    problems = [
        _("Row %(number)d: ") % {"number": place} + message
        for place, each in enumerate(validations, start=1)
        for messages in each.errors.values()
        for message in messages
    ]
    if problems:
        raise ValidationError(problems)
    new = [each for each in validations if not each.changes_nothing]
    _store(new)
    quoted_figures.notify_quoting_pages(
        indicator, [(each.before, each.observation) for each in new if each.before is not None]
    )


def _store(validations: list[Validation]) -> None:
    """Close superseded figures and insert the new ones, in two statements."""
    new = [each.observation for each in validations]
    if not new:
        return
    moment = new[0].recorded_at
    closed = [each.before for each in validations if each.before is not None]
    for before in closed:
        # Of one that this very batch adds: it never held.
        before.superseded_at = moment
    stored = [before.pk for before in closed if before.pk is not None]
    if stored:
        held = Observation.objects.filter(pk__in=stored)
        # A clock that was ahead may have recorded it; its successor is found by this very moment.
        earlier = Least("recorded_at", moment - timedelta(microseconds=1))
        held.update(recorded_at=earlier, superseded_at=moment)
    Observation.objects.bulk_create(new, batch_size=_AT_ONCE)


def check(
    indicator: Indicator,
    series: dict[int, Series],
    observation: Observation,
    before: Observation | None,
) -> None:
    """Raise ValidationError by column for a figure that cannot be true, or not take a place."""
    if observation.series_id not in series:
        raise ValidationError({"series": _("The series is not one of this indicator.")})
    _check_period(indicator, observation)
    _check_value(indicator, observation)
    _check_correction(observation, before)


def _check_period(indicator: Indicator, observation: Observation) -> None:
    first, last = observation.starts_on, observation.ends_on
    if first > last or not is_full_period(indicator.period_kind, first, last):
        message = _("The indicator is counted by “%(kind)s”; these days are not just one.")
        params = {"kind": indicator.get_period_kind_display()}
        raise ValidationError({PERIOD: message % params})
    next_year = timezone.localdate().year + 1
    if first.year > next_year:
        message = _("%(period)s is too far ahead; there are estimates until %(year)d at most.")
        label = period_label(indicator.period_kind, first, last)
        raise ValidationError({PERIOD: message % {"period": label, "year": next_year}})
    if indicator.locked_through and last <= indicator.locked_through:
        params = {
            "day": f"{indicator.locked_through:%d/%m/%Y}",
            "period": period_label(indicator.period_kind, first, last),
        }
        message = _("Figures through %(day)s are locked; %(period)s is one of them.")
        raise ValidationError({PERIOD: message % params})


def _check_value(indicator: Indicator, observation: Observation) -> None:
    value, above, below = observation.value, observation.numerator, observation.denominator
    if below == 0:
        raise ValidationError({"denominator": _("Nothing is divided by 0; write what it is.")})
    for name in ("value", "numerator", "denominator"):
        if abs(getattr(observation, name) or 0) >= MAX_VALUE:
            raise ValidationError({name: _("This figure is too large to be true.")})
    try:
        indicator.check_within_limits(value)
    except ValidationError as error:
        raise ValidationError({"value": error}) from error
    if above is None or below is None:
        return
    exact = ratio(indicator.unit, above, below)
    if not agrees(value, exact):
        raise ValidationError(
            {
                "value": _(
                    "Counted and divided, it comes to %(exact)s %(unit)s; mend one of the three."
                )
                % {
                    "exact": figure(rounded(exact, max(2, places_of(value)))),
                    "unit": indicator.unit,
                }
            }
        )


def _check_source(observation: Observation, sources: set[int]) -> None:
    if observation.evidence_id not in sources:
        raise ValidationError({"evidence": _("The page that it comes from is no longer there.")})


def _check_correction(observation: Observation, before: Observation | None) -> None:
    if before is None or before.state not in SETTLED or _is_equal(observation, before):
        return
    if observation.state != Certainty.REVISED:
        message = _(
            "There is a final figure for this period, %(value)s; enter the new one as revised."
        )
        raise ValidationError({"state": message % {"value": figure(before.value)}})
    if not observation.reason.strip():
        raise ValidationError({"reason": _("Say why the final figure is revised.")})


def _is_equal(observation: Observation, other: Observation) -> bool:
    names = ("value", "numerator", "denominator", "state", "evidence_id", "note", "is_sample")
    # Pages show the digits as they were typed: 35,50 says more than 35,5.
    if places_of(observation.value) != places_of(other.value):
        return False
    return all(getattr(observation, name) == getattr(other, name) for name in names)


def _period(observation: Observation) -> Period:
    return observation.series_id, observation.starts_on, observation.ends_on


def _holding(new: list[Observation]) -> dict[Period, Observation]:
    """Return the figures that hold now for the series and periods of the new ones, in one query."""
    held = Observation.objects.current().filter(
        series__in={row.series_id for row in new}, ends_on__in={row.ends_on for row in new}
    )
    return {_period(row): row for row in held.select_for_update()}


def _sources(new: list[Observation]) -> set[int]:
    """Return the keys of the sources that exist, in one query."""
    keys = {row.evidence_id for row in new}
    return set(Publication.objects.filter(pk__in=keys).values_list("pk", flat=True))


def _observation(indicator: Indicator, row: BatchRow, moment: datetime) -> Observation:
    return Observation(
        indicator=indicator,
        series_id=row["series"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        value=Decimal(row["value"]),
        numerator=_decimal(row.get("numerator")),
        denominator=_decimal(row.get("denominator")),
        state=row["state"],
        evidence_id=row["evidence"],
        note=row.get("note", ""),
        is_sample=row.get("is_sample", False),
        recorded_by_id=row.get("recorded_by"),
        reason=row.get("reason", ""),
        recorded_at=moment,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
