"""Vietnamese telephone numbers: checked, kept in one shape, and grouped as people read them."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

# The shape in which a number is kept: ten digits of a mobile, eleven of a landline (02…).
STORED: Final = r"^0[0-9]{9,10}$"
# So many digits at its end prove, with a receipt, that somebody knows the number.
END_DIGITS: Final = 4
# The beginnings of the national numbering plan of 2018.
_MOBILE: Final = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}")
# How it goes on behind its zero for who looks for numbers of persons in a text. Wider than the plan
# on purpose: one too many is seen by who reads the text, one too few by everybody.
LIKE_A_MOBILE: Final = "[35789]"
_LANDLINE: Final = re.compile(r"02[0-9]{9}")
# Mobiles of eleven digits, and area codes such as 054, were replaced in 2017 and 2018.
_OLD_MOBILE: Final = re.compile(r"01[2689][0-9]{8}")
_OLD_LANDLINE: Final = re.compile(r"0(?:54|[46-8][0-9]|5[0-9]|3[0-9]|2[0-9])[0-9]{7}")
# What stands between digits, as a class of a pattern: spaces, of a word processor and a browser,
# too, dots, brackets, and dashes of every length. Lines are not among them: they hold one each.
BETWEEN: Final = r" \u00a0\u2007\u2009\u202f.…()\u2010-\u2015-"
_BETWEEN: Final = re.compile(rf"[\s/{BETWEEN}]+")
_COUNTRY: Final = re.compile(r"(?:\+|00)?84(?=0?[0-9]{9,10}$)0?")
# Of two digits with the zero; the others have three.
_SHORT_AREAS: Final = ("024", "028")

NOT_VIETNAMESE: Final = _(
    "This is no Vietnamese telephone number. Write it like 0905 123 456 or 0234 3822 822."
)
REPLACED: Final = _(
    "Numbers that begin like this were replaced in 2017 and 2018. Write the number of today."
)


def vietnamese_phone(typed: str) -> str:
    """Return the number in the shape in which it is kept; raise ValidationError for others.

    Spaces, dots, brackets and the country's code may stand as people write them.
    """
    digits = _COUNTRY.sub("0", _BETWEEN.sub("", typed), count=1)
    if not digits.isascii() or not digits.isdigit():
        raise ValidationError(NOT_VIETNAMESE, code="invalid")
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return digits
    raise ValidationError(_reason(digits), code="invalid")


def _reason(digits: str) -> StrPromise:
    is_old = _OLD_MOBILE.fullmatch(digits) or _OLD_LANDLINE.fullmatch(digits)
    return REPLACED if is_old else NOT_VIETNAMESE


def grouped(phone: str) -> str:
    """Return a kept number as people read it out: 0905 123 456, 0234 3822 822."""
    if not re.fullmatch(STORED, phone):
        return phone
    if phone.startswith(_SHORT_AREAS):
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    if len(phone) == 11:
        return f"{phone[:4]} {phone[4:8]} {phone[8:]}"
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"


def pattern_of(kept: str) -> str:
    """Return a pattern, for PostgreSQL and Python, of a text that holds a kept number as typed."""
    gap = rf"[\s/{BETWEEN}]*"
    country = rf"(?:\+|00)?84{gap}(?:0{gap})?"
    digits = gap.join(kept.removeprefix("0"))
    return rf"(?:^|[^0-9])(?:0{gap}|{country}){digits}(?![0-9])"


def end_of(typed: str) -> str:
    """Return the last four digits of what was typed, be it these or a whole number; else ""."""
    digits = _BETWEEN.sub("", typed).removeprefix("+")
    is_number = digits.isascii() and digits.isdigit() and END_DIGITS <= len(digits) <= 15
    return digits[-END_DIGITS:] if is_number else ""
