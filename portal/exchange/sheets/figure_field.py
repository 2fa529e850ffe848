"""The form field of a figure: typed as it is written in a cell of a sheet, and shown so again."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db import models

from portal.exchange.sheets.values import number


class FigureField(forms.DecimalField):
    """A number as people here write it: 1.200 is twelve hundred, 2,5 two and a half, 2.5 neither.

    Read as reports and Excel files are, or the same figure would mean two things on one site.
    """

    # No field of numbers: a browser would read the point itself, as Django does.
    widget = forms.TextInput

    def to_python(self, value: object) -> Any:
        return number(value)

    def prepare_value(self, value: Any) -> Any:
        """Return a figure as it is read again, whatever language the page is in."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value


# For `formfield_overrides`: each form of pages and of their rows reads figures so.
FIGURES: Final[dict[Any, Any]] = {models.DecimalField: {"form_class": FigureField}}
