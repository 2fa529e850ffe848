"""The distance of a figure from its target."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.kit.text.numbers import amount
from projects.indicators.models import Target


@dataclass(frozen=True, slots=True)
class Distance:
    """The distance to a target: what is missing (negative: beyond it), and in words."""

    missing: Decimal
    is_reached: bool
    words: str


def distance(target: Target, value: Decimal | None, *, unit: str) -> Distance | None:
    """Return the distance of a figure to a target; None without a figure. More is better.

    `unit` is that of what lies between two figures. A range is reached from its lower end on; above
    its upper end the words say so.
    """
    if value is None:
        return None
    missing = target.value - value
    if missing > 0:
        words = _("still %(amount)s %(unit)s short")
        return Distance(missing, False, words % {"amount": amount(missing), "unit": unit})
    edge = target.value if target.upper is None else target.upper
    beyond = value - edge
    if beyond > 0:
        words = _("reached, %(amount)s %(unit)s beyond")
        return Distance(missing, True, words % {"amount": amount(beyond), "unit": unit})
    return Distance(missing, True, _("reached"))
