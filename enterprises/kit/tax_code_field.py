"""The tax code as a field: it takes what people type, and keeps the one form of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models

from enterprises.kit.taxcode import check_tax_code, normal_tax_code

# Of what is typed, with spaces, dots and dashes.
MAX_TYPED_LENGTH = 40


class TaxCodeInput(forms.CharField):
    """Takes spaces, dots and dashes as they stand on paper."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return normal_tax_code(typed) or self.empty_value if typed else typed


class TaxCodeField(models.CharField[Any, Any]):
    """A checked tax code without spaces and dots; in migrations it is a plain CharField."""

    default_validators = [*models.CharField.default_validators, check_tax_code]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return normal_tax_code(typed) if typed else typed

    def formfield(self, **kwargs: Any) -> Any:
        kwargs = {"form_class": TaxCodeInput} | kwargs
        field = super().formfield(**kwargs)
        if field is not None:
            # The code's own length is asked of what is left of it.
            field.widget.attrs["maxlength"] = str(MAX_TYPED_LENGTH)
        return field
