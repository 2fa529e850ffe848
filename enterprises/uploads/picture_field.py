"""The field of a form by which an enterprise sends a picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.uploads.services import checked_picture
from portal.editing.held_files import HeldFileInput
from portal.editing.library import ACCEPTED


class PictureFileField(forms.FileField):
    """A picture as a file: what is none is refused by its name, before it is decoded."""

    widget = HeldFileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **options: Any) -> None:
        text = _("JPEG, PNG, GIF or WebP, up to 20 MB.")
        super().__init__(required=False, help_text=text, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return checked_picture(super().clean(data, initial))
