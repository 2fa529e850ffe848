"""Numbers that figures, targets and plans may have: years, values, and ratios."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CheckConstraint, Q

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
YEARS: Final = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
# PostgreSQL's numeric also holds NaN and infinity; no figure of a province is beyond this.
MAX_VALUE: Final = Decimal(10) ** 15

_HUNDRED: Final = Decimal(100)
_SHARES: Final = {"%": _HUNDRED, "‰": Decimal(1000)}
# A number that is counted in or by: 1.000 người, máy/100 dân. None is that of 4G.
_NUMBER: Final = re.compile(r"\s*(\d+(?:[. ]\d{3})*)(?!\w)")
# The words for thousands and more, alone or behind a number: nghìn tỷ đồng, cuộc/100 nghìn dân.
_SCALES: Final = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
# No scale is “tỷ lệ”, “tỷ số”, “tỷ suất”, “tỷ trọng”.
_SCALE: Final = re.compile(
    rf"\s*({'|'.join(_SCALES)})\b(?!\s+(?:lệ|số|suất|trọng)\b)", re.IGNORECASE
)
# A figure for so long a time adds up as any other: lượt/năm.
_FOR_EACH: Final = re.compile(r"/(?!\s*(?:ngày|tuần|tháng|quý|năm)\b)", re.IGNORECASE)
# Enough for the largest figure divided by the smallest that can be typed.
_DIGITS: Final = 200


def is_a_number(field: str) -> Q:
    """Return the condition that a decimal column is finite and within MAX_VALUE, or null."""
    return Q(**{f"{field}__gt": -MAX_VALUE, f"{field}__lt": MAX_VALUE})


def is_a_year(field: str, name: str) -> CheckConstraint:
    """Return the constraint that a field holds a year that people may mean."""
    condition = Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": LAST_YEAR})
    return CheckConstraint(condition=condition, name=name)


def ratio(unit: str, numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return the ratio in the unit: 300 of 1000 are 30 in % and in máy/100 dân."""
    with localcontext(prec=_DIGITS):
        return numerator * _per(unit) / (denominator * scale(unit))


def share_sign(unit: str) -> str:
    """Return the “%” or “‰” that a unit begins with (% hộ); "" where it is of no share."""
    sign = unit.strip()[:1]
    return sign if sign in _SHARES else ""


def share_base(unit: str) -> Decimal | None:
    """Return the figure that is all of it in a unit of shares: 100 in “% hộ”; None in others."""
    return _SHARES.get(share_sign(unit))


def is_ratio(unit: str) -> bool:
    """Return whether a figure in the unit is of so many, or for each: % hộ, triệu đồng/người."""
    return bool(share_sign(unit)) or bool(_FOR_EACH.search(unit))


def is_per_hundred(unit: str) -> bool:
    """Return whether a unit counts by the hundred: máy/100 dân, not máy/1000 dân, nor “%”."""
    return share_base(unit) is None and _per(unit) == _HUNDRED


def scale(unit: str) -> Decimal:
    """Return what one of the unit stands for: 1000 in “nghìn người”, 1 in “người”."""
    return _count_at(unit, 0)


def in_full(unit: str, value: Decimal) -> Decimal:
    """Return a figure without its scale: 1.143,5 nghìn người are 1.143.500."""
    with localcontext(prec=_DIGITS):
        full = value * scale(unit)
        whole = full.to_integral_value()
    return whole if full == whole else full


def rounded(value: Decimal, places: int = 2) -> Decimal:
    with localcontext(prec=_DIGITS):
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def agrees(value: Decimal, exact: Decimal) -> bool:
    """Return whether a figure is the exact value, rounded or cut to the figure's digits."""
    if value and exact and (value < 0) != (exact < 0):
        return False
    last_digit = Decimal(1).scaleb(-places_of(value))
    return -last_digit / 2 <= abs(exact) - abs(value) < last_digit


def places_of(value: Decimal) -> int:
    """Return the number of decimal places of a figure."""
    return max(0, -int(value.as_tuple().exponent))


def _per(unit: str) -> Decimal:
    if (share := share_base(unit)) is not None:
        return share
    counts = (_count_at(unit, slash.end()) for slash in re.finditer("/", unit))
    return next((count for count in counts if count != 1), Decimal(1))


def _count_at(unit: str, place: int) -> Decimal:
    """Return how many are meant at a place of a unit: 100000 by “100 nghìn dân”, 1 by “dân”."""
    number, zeros = Decimal(1), 0
    if found := _NUMBER.match(unit, place):
        # Nothing is counted by none of it.
        number, place = Decimal(re.sub(r"[. ]", "", found[1])) or number, found.end()
    while found := _SCALE.match(unit, place):
        zeros, place = zeros + _SCALES[found[1].lower()], found.end()
    return number * Decimal(10**zeros)
