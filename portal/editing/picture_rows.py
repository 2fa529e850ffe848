"""Pictures in the rows of a page's form: each chosen in the library, or uploaded right there."""

import re
from typing import Any, ClassVar, Final

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.editing.covers import UPLOAD, take_in_picture
from portal.editing.library import ACCEPTED
from portal.editing.parts import PartInline

# The file of a row, as a form set names it.
_ROW_UPLOAD: Final = re.compile(r"([a-z_]+-\d{1,4})-upload")


def has_pictures(request: HttpRequest) -> bool:
    """Return whether the form of a page was sent with pictures for the library."""
    return UPLOAD in request.FILES or any(_ROW_UPLOAD.fullmatch(name) for name in request.FILES)


def take_in_rows(request: HttpRequest, *, is_allowed: bool) -> dict[str, ValidationError]:
    """Choose the uploaded picture of each row; return by field why some were refused."""
    refused: dict[str, ValidationError] = {}
    found = [_ROW_UPLOAD.fullmatch(name) for name in request.FILES]
    for row in [each[1] for each in found if each]:
        names = (f"{row}-upload", f"{row}-picture", f"{row}-alt")
        refused |= take_in_picture(request, *names, is_allowed=is_allowed)
    return refused


class PictureRowForm(forms.ModelForm[Model]):
    """Has a field for a file beside the choice; `take_in_rows` turns the file into a choice."""

    upload = forms.FileField(
        required=False,
        label=_("Upload a picture"),
        help_text=_("JPEG, PNG, GIF or WebP; it is kept and chosen above when you save."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(
        self,
        *arguments: Any,
        refused_uploads: dict[str, ValidationError] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.refused_upload = (refused_uploads or {}).get(self.add_prefix("upload"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned.pop("upload", None)
        if self.refused_upload is not None:
            self.add_error("upload", self.refused_upload)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        if self.refused_upload is not None:
            # What was wrong with the file says it all.
            self.errors.pop("picture", None)

    def has_changed(self) -> bool:
        """Return whether something was typed; a refused file is something, too."""
        return self.refused_upload is not None or super().has_changed()


class PictureRowInline(PartInline):
    """Rows that show a picture of the library; nothing is uploaded twice."""

    form = PictureRowForm
    raw_id_fields: ClassVar[Any] = ["picture"]

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> type[Any]:
        formset: type[Any] = super().get_formset(request, obj, validate_max=True, **kwargs)
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"alt", "caption"}:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
