"""What every page shows of the department's look: kept with the pages, no query a page."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db import Error
from django.urls import reverse

from portal.branding.colours import Colours, mixed, stylesheet
from portal.branding.models import Branding, MenuWord
from portal.media.pictures.card_style import CardStyle
from portal.media.pictures.models import Picture
from portal.pagecache.kept_value import KeptValue

_DIGITS: Final = 16
# Of the logo in the head of a page, in pixels; phones show it at half of that.
LOGO_HEIGHT: Final = 96
LOGO_RATIO: Final = 3

# A word in Vietnamese and in English, by the key of its place.
type Words = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seal:
    """The label of an authority that watches over the site, in the foot of pages."""

    name: str
    link: str
    picture: Picture | None

    @property
    def digest(self) -> str:
        return digest_of(self.picture.sha256) if self.picture else ""


@dataclass(frozen=True, slots=True)
class Brand:
    """The look of the site: empty where nobody has chosen one."""

    logo: Picture | None = None
    colours: Colours = field(default_factory=Colours)
    words: Words = field(default_factory=dict)
    seal: Seal | None = None
    # Name and content of the <meta> by which an authority knows the site.
    code: tuple[str, str] = ("", "")
    # Of a preview, whose colours have no address of their own.
    preview_stylesheet: str = ""

    @property
    def css(self) -> str:
        return stylesheet(self.colours)

    @property
    def stylesheet(self) -> str:
        """Return the address of the colours, which changes with them; empty where all is ours."""
        if self.preview_stylesheet or not self.css:
            return self.preview_stylesheet
        return reverse("brand_colours", args=[digest_of(self.css)])

    @property
    def logo_digest(self) -> str:
        return digest_of(self.logo.sha256) if self.logo else ""

    @property
    def logo_width(self) -> int:
        """Return how wide the logo is where it is as high as the drawing that it replaces."""
        if self.logo is None:
            return 0
        return round(48 * min(self.logo.width / self.logo.height, LOGO_RATIO))

    @property
    def is_own(self) -> bool:
        """Return whether the department has a face of its own, beside which ours would be odd."""
        return self.logo is not None or bool(self.css)


def digest_of(text: str) -> str:
    """Return what an address says of all that is behind it."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def brand_of(row: Branding, words: Iterable[MenuWord], *, preview_stylesheet: str = "") -> Brand:
    """Return the look that rows say, saved or not."""
    named = {each.place: (each.word, each.word_en) for each in words}
    seal = Seal(row.seal_name, row.seal_link, row.seal) if row.seal_name else None
    code = (row.code_name, row.code)
    return Brand(row.logo, row.colours, named, seal, code, preview_stylesheet)


def _brand() -> Brand:
    row = Branding.objects.select_related("logo", "seal").first()
    return brand_of(row, row.words.all()) if row is not None else Brand()


# Made anew with each generation: Branding and MenuWord are among PUBLIC_RECORDS.
KEPT: Final = KeptValue(_brand)


def brand() -> Brand:
    """Return the look of the site; as it was last seen where the database does not answer."""
    try:
        return KEPT.get()
    except Error:
        return KEPT.last() or Brand()


def card_style() -> CardStyle:
    """Return how the pictures beside shared links are drawn; settings.CARD_STYLE names this."""
    known = brand()
    logo = str(known.logo.file.name) if known.logo else ""
    tokens = known.colours.day()
    if "accent" not in tokens:
        return CardStyle(logo=logo)
    bright = mixed(tokens.get("warm-bright", "#f2b45c"), "#ffffff", 0.4)
    return CardStyle(ground=tokens["accent"], foot=tokens["footer"], warm=bright, logo=logo)
