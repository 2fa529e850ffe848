"""The tax code (mã số thuế): its form, its check digit, and its field.

Circular 86/2024/TT-BTC, Article 5: ten digits N1…N10, the tenth a check digit; a dependent unit
adds a dash and three digits. The weights of the check digit are those the tax authority publishes.
Since July 2025 a household business has the twelve digits of its owner's personal number instead:
they are a person's, and refused.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

TAX_CODE: Final = r"^[0-9]{10}(-[0-9]{3})?$"
TAX_CODE_RULE: Final = _("A tax code has 10 digits; a branch adds “-” and 3 more.")
# What a form may say in other words of the number of a person.
PERSONAL: Final = "tax_code_personal"
# It begins with the number of a province, below 100.
_PERSONAL: Final = re.compile(r"0[0-9]{11}")
_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
# Of what is typed, with spaces, dots and dashes.
MAX_TYPED_LENGTH = 40


def normal_tax_code(written: str) -> str:
    """Return the stored form: no spaces or dots, a dash before a branch's three digits.

    A dash that was typed stays where one of the digits is lost: no person's number has one.
    """
    bare = re.sub(r"[\s.\-–]", "", written)
    is_branch = len(bare) == 13 or (len(bare) == 12 and re.search(r"[-–]", written) is not None)
    return f"{bare[:10]}-{bare[10:]}" if is_branch else bare


def check_tax_code(written: str) -> None:
    """Raise ValidationError that says which rule of the digits a code breaks."""
    code = normal_tax_code(written)
    digits = code.replace("-", "")
    if not digits.isascii() or not digits.isdecimal():
        raise ValidationError(_("A tax code is made of digits only."), code="tax_code_sign")
    if _PERSONAL.fullmatch(code):
        message = _(
            "12 digits are a person's number, such as that of a household business; "
            "it is not kept here. Leave the tax code empty; that of a branch has 13 digits."
        )
        raise ValidationError(message, code=PERSONAL)
    if len(digits) not in (10, 13):
        message = _("A tax code has 10 digits, that of a branch 13; here are %(count)d.")
        raise ValidationError(message, params={"count": len(digits)}, code="tax_code_length")
    if digits[9] != _check_digit(digits[:9]):
        message = _(
            "The tenth digit does not fit the nine before it; "
            "look for a wrong or swapped digit on the certificate."
        )
        raise ValidationError(message, code="tax_code_check_digit")
    if digits[10:] == "000":
        message = _("The three digits of a branch begin at 001.")
        raise ValidationError(message, code="tax_code_branch")


def _check_digit(nine: str) -> str:
    """Return the digit that must follow; nothing where no digit can."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, nine, strict=True))
    return str(10 - total % 11) if total % 11 else ""


class TaxCodeInput(forms.CharField):
    """A form field that accepts spaces, dots and dashes in a tax code."""

    def to_python(self, value: object) -> Any:
        typed = super().to_python(value)
        return normal_tax_code(typed) or self.empty_value if typed else typed


class TaxCodeField(models.CharField[Any, Any]):
    """A checked tax code without spaces and dots; in migrations it is a plain CharField."""

    default_validators = [*models.CharField.default_validators, check_tax_code]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: object) -> Any:
        typed = super().to_python(value)
        return normal_tax_code(typed) if typed else typed

    def formfield(self, **kwargs: Any) -> Any:
        kwargs = {"form_class": TaxCodeInput} | kwargs
        field = super().formfield(**kwargs)
        if field is not None:
            # The code's own length is asked of what is left of it.
            field.widget.attrs["maxlength"] = str(MAX_TYPED_LENGTH)
        return field
