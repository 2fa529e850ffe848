"""How figures get in: checked row by row, added, or put in the place of what held before."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import Certainty, Indicator, Observation, Series
from projects.periods import is_whole_period, period_label

# A final figure is not quietly replaced: the next one says that it revises it, and why.
SETTLED = (Certainty.FINAL, Certainty.REVISED)
type Row = dict[str, Any]
type Period = tuple[int, date, date]


def as_row(observation: Observation) -> Row:
    """An observation as a batch of a change set keeps it: JSON's own kinds only."""
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


@transaction.atomic
def put(indicator: Indicator, rows: list[Row]) -> None:
    """Add the figures; each takes the place of the one that held for its series and period.

    All or nothing. Raises ValidationError with one message a row,
    which begins with the row's place in the list, counted from 1.
    """
    series = {row.pk: row for row in indicator.series.all()}
    new = [_observation(indicator, row) for row in rows]
    holding = _holding(new)
    problems: list[str] = []
    for place, observation in enumerate(new, start=1):
        before = holding.get(_period(observation))
        try:
            check(indicator, series, observation, before)
        except ValidationError as error:
            problems += [
                _("Row %(number)d: ") % {"number": place} + message for message in error.messages
            ]
        else:
            _supersede(before, observation, holding)
    if problems:
        raise ValidationError(problems)


def check(
    indicator: Indicator,
    series: dict[int, Series],
    observation: Observation,
    before: Observation | None,
) -> None:
    """Raise ValidationError where a figure cannot be true, or may not take the other's place."""
    if observation.series_id not in series:
        raise ValidationError(_("The series is not one of this indicator."))
    first, last = observation.starts_on, observation.ends_on
    if first > last or not is_whole_period(indicator.period_kind, first, last):
        message = _("The indicator is counted by “%(kind)s”; these days are not just one.")
        raise ValidationError(message, params={"kind": indicator.get_period_kind_display()})
    indicator.check_within_limits(observation.value)
    if indicator.locked_through and last <= indicator.locked_through:
        raise ValidationError(
            _("Figures through %(day)s are locked; %(period)s is one of them."),
            params={
                "day": f"{indicator.locked_through:%d/%m/%Y}",
                "period": period_label(indicator.period_kind, first, last),
            },
        )
    _check_correction(observation, before)


def _check_correction(observation: Observation, before: Observation | None) -> None:
    if before is None or before.state not in SETTLED or _says_the_same(observation, before):
        return
    if observation.state != Certainty.REVISED:
        raise ValidationError(
            _("There is a final figure for this period, %(value)s; enter the new one as revised."),
            params={"value": before.value},
        )
    if not observation.reason.strip():
        raise ValidationError(_("Say why the final figure is revised."))


def _says_the_same(observation: Observation, other: Observation) -> bool:
    names = ("value", "numerator", "denominator", "state", "evidence_id", "note", "is_sample")
    return all(getattr(observation, name) == getattr(other, name) for name in names)


def _supersede(
    before: Observation | None, observation: Observation, holding: dict[Period, Observation]
) -> None:
    if before is not None:
        if _says_the_same(observation, before):
            return
        before.superseded_at = observation.recorded_at
        before.save(update_fields=["superseded_at"])
    observation.save()
    holding[_period(observation)] = observation


def _period(observation: Observation) -> Period:
    return observation.series_id, observation.starts_on, observation.ends_on


def _holding(new: list[Observation]) -> dict[Period, Observation]:
    """The figures that hold now for the series and periods of the new ones, in one query."""
    held = Observation.objects.current().filter(
        series__in={row.series_id for row in new}, ends_on__in={row.ends_on for row in new}
    )
    return {_period(row): row for row in held.select_for_update()}


def _observation(indicator: Indicator, row: Row) -> Observation:
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
        recorded_at=timezone.now(),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
