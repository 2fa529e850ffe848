"""Rows that say a thing in Vietnamese and, where somebody has translated it, in English."""

from typing import Any, NamedTuple

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.typing import ModelField

IN_ENGLISH = _("{} in English")
ENGLISH_HELP = _("Shown under /en/. Empty: English readers see the Vietnamese.")


class Translated(NamedTuple):
    """A text, and the language that it is in."""

    text: str
    language: str


class Bilingual(models.Model):
    """Fields in pairs: `name` and `name_en`."""

    class Meta:
        abstract = True

    def translated(self, field: str) -> Translated:
        """Return the field in the language of the page, else in Vietnamese."""
        language = get_language() or "vi"
        if language.startswith("en") and (english := getattr(self, f"{field}_en")):
            return Translated(english, "en")
        return Translated(getattr(self, field), "vi")


def english(field: type[ModelField], label: StrPromise, max_length: int | None = None) -> Any:
    """Return the English twin of a text field; it may always be empty."""
    name = format_lazy(IN_ENGLISH, label)
    return field(name, blank=True, help_text=ENGLISH_HELP, max_length=max_length)
