"""In which language an address speaks: its first part decides, nothing else."""

from typing import Final

from django.conf import settings
from django.utils.translation import get_language

ENGLISH: Final = "en"
VIETNAMESE: Final = settings.LANGUAGE_CODE
PREFIX: Final = "/en"


def language_of(path: str) -> str:
    """Return the language of the page at a path of this site."""
    return ENGLISH if path == PREFIX or path.startswith(f"{PREFIX}/") else settings.LANGUAGE_CODE


def english_path(path: str) -> str:
    """Return where the English version of a page stands: at the same address below /en/."""
    return f"{PREFIX}{path}"


def vietnamese_path(path: str) -> str:
    """Return the address of the page that an English address is about."""
    return path.removeprefix(PREFIX)


def spoken_path(path: str) -> str:
    """Return where a page that stands in both languages is, in the one that is spoken now."""
    return english_path(path) if get_language() == ENGLISH else path
