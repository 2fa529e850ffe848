"""The two fonts of our own that pictures are written in: Vietnamese with all its marks."""

from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

_FONTS: Final = Path(__file__).parent / "fonts"
SERIF, SANS = _FONTS / "NotoSerif-Bold.ttf", _FONTS / "NotoSans-Regular.ttf"

type Font = ImageFont.FreeTypeFont


@cache
def font(path: Path, size: int) -> Font:
    """Return a font in a size, read once."""
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
