"""The cover in the form of a page: chosen in the library, or uploaded right there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
from django.forms import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import staff
from portal.editing.library import ACCEPTED
from portal.editing.related_cache import CachedRawIdWidget
from portal.media.pictures.intake import get_or_store_picture
from portal.media.pictures.models import Picture
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.pictures import descriptions
from portal.publishing.models import Publication

UPLOAD, FROM_TEXT = "cover_upload", "cover_from_text"
_WORDS = {"cover_alt", "cover_decorative"}


class ThumbnailMixin(ForeignKeyRawIdWidget):
    """The number of a picture with its thumbnail and the way into the library."""

    template_name = "admin/widgets/cover.html"

    class Media:
        js = (Script("js/cover.js", type="module"),)

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["thumbnails"] = reverse("admin:pictures_picture_thumbnail", args=[0])
        if context.get("link_label"):
            context["thumbnail"] = reverse("admin:pictures_picture_thumbnail", args=[value])
        return context


class CoverWidget(ThumbnailMixin):
    """The cover of a page, which was read with it."""

    known: Picture | None = None

    def label_and_url_for_value(self, value: object) -> tuple[str, str]:
        """Name the picture beside its number."""
        if self.known is None or str(self.known.pk) != str(value):
            found: tuple[str, str] = super().label_and_url_for_value(value)
            return found
        address = reverse("admin:pictures_picture_change", args=[self.known.pk])
        return Truncator(self.known).words(14), address


class RowPictureWidget(ThumbnailMixin, CachedRawIdWidget):
    """The picture of a row, read for all rows at once."""


class CoverForm(forms.ModelForm[Publication]):
    """Has a field for a file beside the choice; `take_in_cover` turns the file into a choice."""

    cover_error: ValidationError | None = None
    cover_upload = forms.FileField(
        required=False,
        label=_("Upload a cover picture"),
        help_text=_("JPEG, PNG, GIF or WebP; it is kept and chosen below when you save."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    cover_from_text = forms.BooleanField(
        required=False,
        label=_("Take the first picture of the text"),
        help_text=_("With what the text says of it; in place of any picture chosen below."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        widget = getattr(self.fields.get("cover"), "widget", None)
        widget = getattr(widget, "widget", widget)  # the admin wraps its own
        if isinstance(widget, CoverWidget):
            widget.known = self.instance._state.fields_cache.get("cover")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop(UPLOAD, None)
        if self.cover_error is not None:
            self.add_error(UPLOAD, self.cover_error)
        if cleaned.pop(FROM_TEXT, False):
            self._take_from_text(cleaned)
        self._refuse_undescribed(cleaned)
        return cleaned

    def _take_from_text(self, cleaned: dict[str, Any]) -> None:
        """Choose the first picture of the text that the library has."""
        alts = descriptions(clean_html(cleaned.get("body") or ""))
        known = {picture.file.name: picture for picture in Picture.objects.filter(file__in=alts)}
        path = next((path for path in alts if path in known), None)
        if path is None:
            self.add_error(FROM_TEXT, _("The text has no picture of the library."))
            return
        if known[path].pk != self.instance.cover_id and not _WORDS & set(self.changed_data):
            # They were said of the cover before.
            cleaned["cover_alt"], cleaned["cover_decorative"] = "", False
        cleaned["cover"] = known[path]
        self.changed_data.append("cover")
        if not cleaned.get("cover_alt", "").strip() and not cleaned.get("cover_decorative"):
            cleaned["cover_alt"] = alts[path][:300] or known[path].alt

    def _refuse_undescribed(self, cleaned: dict[str, Any]) -> None:
        """Ask for the words at their own field; the table's constraint knows no field."""
        has_words = cleaned.get("cover_alt", "").strip() or cleaned.get("cover_decorative")
        if cleaned.get("cover") and not has_words and "cover_alt" not in self.errors:
            self.add_error("cover_alt", _("Say what the cover shows, or mark it as decoration."))


def take_in_cover(request: HttpRequest, *, is_allowed: bool) -> dict[str, ValidationError]:
    """Choose the uploaded cover, as `take_in_picture` does."""
    is_described = "cover_decorative" in request.POST
    return take_in_picture(
        request, UPLOAD, "cover", "cover_alt", is_allowed=is_allowed, is_described=is_described
    )


def take_in_picture(
    request: HttpRequest,
    upload: str,
    choice: str,
    alt: str,
    *,
    is_allowed: bool,
    is_described: bool = False,
) -> dict[str, ValidationError]:
    """Put an uploaded picture into the library and its number into what was sent.

    Return why it was refused, by the name of the field, if it was. The file is taken out of the
    request in any case.
    """
    uploaded = request.FILES.get(upload)
    if uploaded is None:
        return {}
    del request.FILES[upload]
    if not is_allowed:
        return {}
    typed = request.POST.copy()
    words = typed.get(alt, "").strip()
    try:
        picture, is_new = get_or_store_picture(uploaded, by=staff(request), alt=words[:300])
    except ValidationError as error:
        return {upload: error}
    typed[choice] = str(picture.pk)
    if not words and not is_described:
        typed[alt] = picture.alt
    request.POST = typed  # type: ignore[assignment]  # as if it had been chosen
    if not is_new:
        text = _("This file is in the library already; that picture is chosen.")
        messages.info(request, text)
    return {}
