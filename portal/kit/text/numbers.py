"""Numbers as people here write them, telephone numbers too, and keys of rows from browsers."""

import re
from decimal import Decimal
from typing import Final

from django.utils import formats
from django.utils.translation import gettext_lazy as _

# The largest that a bigint column holds.
MAX_KEY = 2**63 - 1


def figure(value: Decimal | int) -> str:
    """A figure with just the digits that its source gave: 35,50 stays so, 1234567 is 1.234.567."""
    number = Decimal(value)
    places = max(0, -int(number.as_tuple().exponent))
    return _localized(number, places)


def amount(value: Decimal | int) -> str:
    """Return an amount without the zeros that its column adds: 35 and not 35,000."""
    plain = format(Decimal(value).normalize(), "f")  # else 1000 would be 1E+3
    return _localized(Decimal(plain), len(plain.partition(".")[2]))


def _localized(number: Decimal, places: int) -> str:
    return formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def percent(part: int, whole: int) -> int | None:
    """Return the part in whole percent, halves up; 100 and 0 are all and none, None is nothing."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part in (0, whole) else min(99, max(1, rounded))


def parse_key(text: str, *, max_value: int = MAX_KEY) -> int | None:
    """Return the number that ASCII digits write; None for other text and above `max_value`."""
    # The length first: of some thousand digits no number is made.
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(max_value))):
        return None
    number = int(text)
    return number if number <= max_value else None


PHONE = r"^[0-9+(][0-9 .()-]{2,29}$"
PHONE_RULE = _("Write digits; spaces, dots and brackets may stand between.")


# Digits of a number of here, and of one with the code of its country (E.164).
_MAX_DIGITS_HERE: Final = 11
_MAX_DIGITS_ABROAD: Final = 15
# An area's code may be set apart: 0234 - 3822 725.
_AREA: Final = re.compile(r"^\(?0\d{1,3}\)? *- *")
# Behind a dash stand other last digits, an extension or another number; 112 113 are two, too.
_SEVERAL: Final = re.compile(r" -|- |\d{3}-\d{1,2}$|^11\d\D+\d")


def dialled(phone: str) -> str:
    """Return a telephone number as a machine dials it; "" for what is none, or more than one."""
    signs = "".join(sign for sign in phone if sign in "+0123456789")
    is_abroad = signs.startswith(("+", "00", "84"))
    digits = signs.removeprefix("+").removeprefix("00" if is_abroad else "")
    most = _MAX_DIGITS_ABROAD if is_abroad else _MAX_DIGITS_HERE
    is_short = digits.isdigit() and len(digits) <= most and re.fullmatch(PHONE, phone)
    return signs if is_short and not _SEVERAL.search(_AREA.sub("", phone)) else ""
