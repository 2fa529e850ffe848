"""What the site calls itself: rows of the staff go before the operator's settings."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The name of the site in both languages, each in full and short."""

    vi: str
    en: str
    short_vi: str
    short_en: str


def site_names() -> SiteNames:
    """Return the names as they are now; settings.SITE_NAMES names the function that knows them."""
    found: SiteNames = import_string(settings.SITE_NAMES)()
    return found


def site_name(language: str = "") -> str:
    """Return what the site is called in this language, else in the one that is spoken now."""
    names = site_names()
    return names.en if (language or get_language()) == "en" else names.vi


def short_site_name(language: str = "") -> str:
    """Return the short name, for where there is little room; the full one where there is none."""
    names = site_names()
    return names.short_en if (language or get_language()) == "en" else names.short_vi
