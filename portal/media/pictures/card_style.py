"""The fonts, colours and logo of drawn pictures: the department's own, where it has chosen them."""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string
from PIL import Image, ImageFont

# Of the logo on a card.
LOGO_HEIGHT: Final = 84
LOGO_WIDTH: Final = 252


@dataclass(frozen=True, slots=True)
class CardStyle:
    """How a card is drawn; without a choice in our violet."""

    ground: str = "#5a2a7e"
    foot: str = "#2f1545"
    warm: str = "#f2b45c"
    # The stored name of the logo's file.
    logo: str = ""


def card_style() -> CardStyle:
    """Return the style as it is now."""
    found: CardStyle = import_string(settings.CARD_STYLE)()
    return found


def logo_within(name: str, width: int, height: int) -> Image.Image | None:
    """Return a stored logo made to fit; None where its file is gone."""
    try:
        with default_storage.open(name) as file:
            image = Image.open(io.BytesIO(file.read())).convert("RGBA")
    except (OSError, ValueError):
        return None
    image.thumbnail((width, height), Image.Resampling.LANCZOS)
    return image


def draw_icon(name: str, size: int, ground: str) -> bytes | None:
    """Return a stored logo as a square PNG with room around it, for phones cut its corners."""
    logo = logo_within(name, round(size * 0.8), round(size * 0.8))
    if logo is None:
        return None
    square = Image.new("RGB", (size, size), ground)
    square.paste(logo, ((size - logo.width) // 2, (size - logo.height) // 2), logo)
    return as_png(square)


def draw_logo(name: str, width: int, height: int) -> bytes | None:
    """Return a stored logo as a small PNG for the head of pages."""
    logo = logo_within(name, width, height)
    return as_png(logo) if logo is not None else None


def as_png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


_FONTS: Final = Path(__file__).parent / "fonts"
SERIF, SANS = _FONTS / "NotoSerif-Bold.ttf", _FONTS / "NotoSans-Regular.ttf"

type Font = ImageFont.FreeTypeFont


@cache
def font(path: Path, size: int) -> Font:
    """Return a font in a size, read once."""
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
