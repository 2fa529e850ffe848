"""Codes that a telephone's camera reads: an address as squares, in SVG without style or script."""

from functools import lru_cache
from typing import Final

import segno
from django.utils.safestring import SafeString, mark_safe

# Read from a folded sheet, too: up to 15 % of it may be damaged.
_CORRECTION: Final = "m"
# The standard asks for four squares of white on each side.
_BORDER: Final = 4


@lru_cache(maxsize=256)
def qr_svg(text: str) -> SafeString:
    """Return the code of a text, an address as a rule, as one `<svg>` element.

    The same text makes the same code; it is dark on white by day and by night, for the camera.
    """
    code = segno.make(text, error=_CORRECTION, boost_error=False, micro=False)
    svg = code.svg_inline(
        border=_BORDER, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(svg)  # noqa: S308  # drawn by the library: numbers only, nothing of the text


def qr_picture(text: str) -> bytes:
    """Return the same as a file of its own."""
    return qr_svg(text).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
