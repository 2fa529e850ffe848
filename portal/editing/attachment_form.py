"""One attached file in the form of a page, with what a film needs beside it."""

from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kit.files.captions import MAX_LENGTH, parse_captions
from portal.publishing.models import Attachment

FILM_FIELDS: Final = ["captions_file", "captions", "transcript", "still"]
# How a text in UTF-16 begins; without them any even number of bytes would be one.
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class AttachmentForm(forms.ModelForm[Attachment]):
    """A file is called as on the disk of whoever sends it, until somebody writes a name."""

    captions_file = forms.FileField(
        required=False,
        label=_("File of captions"),
        help_text=_(
            "WebVTT (.vtt) or SubRip (.srt), as programs for captions save it; it fills the "
            "captions below, where a word can be mended."
        ),
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False

    def clean_captions_file(self) -> None:
        """Put the text of a sent file where captions are typed, so that no error loses it."""
        sent = self.cleaned_data.get("captions_file")
        if not sent:
            return
        if sent.size > 2 * MAX_LENGTH:
            raise ValidationError(_("The captions are longer than any film here."))
        text = text_of(sent.read())
        parse_captions(text)
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict
        data[self.add_prefix("captions")] = text
        self.data = data

    def clean(self) -> dict[str, Any]:
        """Name a new file after itself; ask for the name of one that has lost it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.pop("captions_file", None) is None and self.add_prefix("captions") in self.data:
            cleaned["captions"] = self.data[self.add_prefix("captions")]
        file = cleaned.get("file")
        if cleaned.get("name") or "name" not in self.fields:
            return cleaned
        if file and "file" in self.changed_data:
            stem = PurePath(file.name).stem.replace("_", " ").strip()
            cleaned["name"] = stem[: Attachment._meta.get_field("name").max_length]
        # What is wrong with the file is said beside it; a name would not mend that.
        if not cleaned.get("name") and "file" not in self.errors:
            self.add_error("name", self.fields["name"].error_messages["required"])
        return cleaned


def text_of(content: bytes) -> str:
    """Read it as programs for captions write it; the old code of Windows takes any bytes."""
    try:
        return content.decode("utf-16" if content.startswith(_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", "replace")
