"""Drawings (SVG) as pictures (PNG), with the letters that cards are written in."""

import hashlib
from pathlib import Path
from typing import Final

import resvg_py

from portal.pagecache.pictures import kept_picture

_FONTS: Final = Path(__file__).parent / "fonts"
# Only ours: what a machine has installed would give another picture there.
FONT_FILES: Final = [str(_FONTS / name) for name in ("NotoSans-Regular.ttf", "NotoSerif-Bold.ttf")]
# A drawing of a few hundred points has some 50 KB; drawing 300 KB takes less than half a second.
MAX_DRAWING: Final = 300_000
MAX_WIDTH: Final = 2000


class DrawingTooLarge(ValueError):
    """The drawing is larger than one of ours can be."""


def png_of(drawing: str, *, width: int) -> bytes:
    """Return a drawing as a PNG of this width; the same drawing is drawn once a day at most."""
    key = f"png:{width}:{hashlib.sha256(drawing.encode()).hexdigest()}"
    return kept_picture(key, lambda: _draw(drawing, width))


def _draw(drawing: str, width: int) -> bytes:
    if len(drawing) > MAX_DRAWING:
        raise DrawingTooLarge(len(drawing))
    return resvg_py.svg_to_bytes(
        svg_string=drawing,
        width=min(width, MAX_WIDTH),
        font_files=FONT_FILES,
        skip_system_fonts=True,
        sans_serif_family="Noto Sans",
        serif_family="Noto Serif",
    )
