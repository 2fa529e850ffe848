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

_SHARES: Final = {"%": Decimal(100), "‰": Decimal(1000)}
# The number in “máy/100 dân”: per how many.
_PER: Final = re.compile(r"/\s*(\d[\d. ]*)")
# The first words of a unit, where figures are told in thousands and more: nghìn tỷ đồng.
_SCALES: Final = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
# No scale is “tỷ lệ”, “tỷ số”, “tỷ suất”, “tỷ trọng”.
_SCALE: Final = re.compile(
    rf"\s*({'|'.join(_SCALES)})\b(?!\s+(?:lệ|số|suất|trọng)\b)", re.IGNORECASE
)
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


def scale(unit: str) -> Decimal:
    """Return what one of the unit stands for: 1000 in “nghìn người”, 1 in “người”."""
    zeros, end = 0, 0
    while found := _SCALE.match(unit, end):
        zeros, end = zeros + _SCALES[found[1].lower()], found.end()
    return Decimal(10**zeros)


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
    last_digit = Decimal(1).scaleb(-places_of(value))
    return -last_digit / 2 <= abs(exact) - abs(value) < last_digit


def places_of(value: Decimal) -> int:
    """Return the number of decimal places of a figure."""
    return max(0, -int(value.as_tuple().exponent))


def _per(unit: str) -> Decimal:
    if (share := share_base(unit)) is not None:
        return share
    found = _PER.search(unit)
    return Decimal(re.sub(r"[. ]", "", found[1])) if found else Decimal(1)
