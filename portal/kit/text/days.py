"""Days as readers type them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.formats import DATE_INPUT_FORMATS


class DayField(forms.DateField):
    """A day as people here write it, in every language of the site."""

    def __init__(
        self, *, label: str | StrPromise | None = None, help_text: str | StrPromise = ""
    ) -> None:
        widget = forms.DateInput(
            attrs={"placeholder": _("dd/mm/yyyy"), "autocomplete": "off", "size": 14}
        )
        errors = {"invalid": _("This is no date; write it as dd/mm/yyyy, such as 30/01/2007.")}
        super().__init__(
            required=False,
            widget=widget,
            input_formats=DATE_INPUT_FORMATS,
            error_messages=errors,
            label=label,
            help_text=help_text,
        )
