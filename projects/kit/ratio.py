"""A figure that is a ratio, worked out from what was counted and what it is divided by."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

_SHARES: Final = {"%": Decimal(100), "‰": Decimal(1000)}
# The number in “máy/100 dân”: per how many.
_PER: Final = re.compile(r"/\s*(\d[\d. ]*)")
_DIGITS: Final = 40


def ratio(unit: str, numerator: Decimal, denominator: Decimal) -> Decimal:
    """What the two come to in the unit: 300 of 1000 are 30 in % and in máy/100 dân."""
    with localcontext(prec=_DIGITS):
        return numerator * _per(unit) / denominator


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """The value with so many decimals."""
    with localcontext(prec=_DIGITS):
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def agrees(value: Decimal, exact: Decimal) -> bool:
    """Whether a figure is the exact one as somebody rounds or cuts it to the figure's digits."""
    last_digit = Decimal(1).scaleb(-places_of(value))
    return -last_digit / 2 <= abs(exact) - abs(value) < last_digit


def places_of(value: Decimal) -> int:
    """How many decimals a figure was written with."""
    return max(0, -int(value.as_tuple().exponent))


def _per(unit: str) -> Decimal:
    if (share := _SHARES.get(unit.strip())) is not None:
        return share
    found = _PER.search(unit)
    return Decimal(re.sub(r"[. ]", "", found[1])) if found else Decimal(1)
