"""The distance of a figure from its target."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.kit.text.numbers import amount
from projects.indicators.models import Indicator, Target


@dataclass(frozen=True, slots=True)
class Distance:
    """The distance to a target: what is missing (0 or less: reached), and in words."""

    missing: Decimal
    is_reached: bool
    words: str


def distance(target: Target, value: Decimal | None, indicator: Indicator) -> Distance | None:
    """Return the distance of a figure of the indicator to a target; None without a figure.

    A range is reached from its nearer end on; beyond its further end the words say so.
    """
    if value is None:
        return None
    low, high = target.value, target.value if target.upper is None else target.upper
    is_less = indicator.less_is_better
    missing, beyond = (value - high, low - value) if is_less else (low - value, value - high)
    if missing > 0:
        words = (
            _("not reached, %(amount)s %(unit)s above")
            if is_less
            else _("still %(amount)s %(unit)s short")
        )
        return Distance(missing, False, _measured(words, missing, indicator))
    if beyond > 0:
        words = (
            _("reached, %(amount)s %(unit)s below")
            if is_less
            else _("reached, %(amount)s %(unit)s beyond")
        )
        return Distance(missing, True, _measured(words, beyond, indicator))
    return Distance(missing, True, _("reached"))


def _measured(words: str, size: Decimal, indicator: Indicator) -> str:
    return words % {"amount": amount(size), "unit": indicator.unit_between}
