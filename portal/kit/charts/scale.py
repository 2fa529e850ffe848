"""From values to places on the picture, and where the scale is marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

# A scale has at most this many steps: a phone of 320 pixels has no room for more.
STEPS = 4
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from `low`–`high` to the places `start`–`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float | Decimal) -> float:
        share = (float(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)


def ticks(values: Iterable[Decimal]) -> list[Decimal]:
    """Round numbers around the values, from 0 unless all of them lie far from it."""
    known = list(values) or [Decimal(1)]
    low, high = min(known), max(known)
    if low > 0 and low < (high - low) * 2:
        low = Decimal(0)
    if low == high:
        low, high = (Decimal(0), high) if high > 0 else (low, low + 1)
    step = _nice((high - low) / STEPS)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    count = int(((high - first) / step).to_integral_value(ROUND_CEILING))
    return [first + step * position for position in range(max(count, 1) + 1)]


def _nice(rough: Decimal) -> Decimal:
    """Return the first of 1, 2, 2.5, 5 and 10, times a power of ten, that is not below."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(each * power for each in _NICE if each * power >= rough)


def days(*, low: date, high: date, start: float, end: float) -> Scale:
    """Return a scale of days; a single day stands in the middle."""
    first, last = low.toordinal(), high.toordinal()
    if first == last:
        first, last = first - 1, last + 1
    return Scale(first, last, start, end)


def spread[T](items: list[T], limit: int) -> list[T]:
    """Return at most `limit` of the items, evenly, the first and the last always among them."""
    if len(items) <= limit:
        return items
    step = -(-(len(items) - 1) // (limit - 1))
    kept = items[::-1][::step][::-1]
    return [items[0], *kept[1:]]
