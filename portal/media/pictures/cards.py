"""The picture beside a link to a page without one: its title on the department's colour."""

import io
from bisect import bisect_right
from typing import Final

from PIL import Image, ImageDraw

from portal.media.pictures.card_figure import CardFigure, draw_figure
from portal.media.pictures.card_style import (
    LOGO_HEIGHT,
    LOGO_WIDTH,
    SANS,
    SERIF,
    CardStyle,
    Font,
    card_style,
    font,
    logo_within,
)

WIDTH, HEIGHT = 1200, 630
# To be raised when the same words are drawn in another way.
DESIGN: Final = 2
COLOURS: Final = 128

_WHITE, _PALE = "#ffffff", "#e9dcf3"
_BRIDGE = "#8a5cb0"
_MARGIN, _FOOT = 80, 130
# Of the line with the name, below the title.
_MIDDLE: Final = HEIGHT - _FOOT // 2 + 3
_NAME_SIZES: Final = (32, 28, 24, 20, 18)
# The spans of the bridge that stand on the foot of a card, each so wide and so high.
_SPANS, _SPAN, _RISE = 6, 88, 38
_HANGERS = 5
# Beside a figure the title has less room.
_ABOVE_FIGURE: Final = 130
# A title is drawn as large as it fits.
_SIZES: Final = (72, 64, 56, 50, 44, 38, 34)
# Letters with two marks, such as Ể, stand high: lines need more room than Latin ones.
_LEADING: Final = 1.34


def draw_card(
    title: str, *, kicker: str, name: str, mark: str = "", figure: CardFigure | None = None
) -> bytes:
    """Return a PNG with title, kind of page, name of the site and a mark such as “minh họa”.

    A figure stands large below the title, beside the line that leads to it.
    """
    style = card_style()
    image = Image.new("RGB", (WIDTH, HEIGHT), style.ground)
    draw = ImageDraw.Draw(image)
    if style == CardStyle():
        # Beside another department's face our bridge would be odd.
        _draw_bridge(draw)
    draw.rectangle((0, HEIGHT - _FOOT, WIDTH, HEIGHT), fill=style.foot)
    draw.rectangle((0, HEIGHT - _FOOT, WIDTH, HEIGHT - _FOOT + 6), fill=style.warm)
    top = _MARGIN - 14
    if kicker:
        draw.text((_MARGIN, top), kicker.upper(), font=font(SANS, 30), fill=style.warm)
        top += 64
    room = HEIGHT - _FOOT - 40 - top
    _write_title(draw, title, top, room if figure is None else min(room, _ABOVE_FIGURE))
    if figure is not None:
        draw_figure(
            image, figure, (_MARGIN, top + _ABOVE_FIGURE + 10, WIDTH - _MARGIN, HEIGHT - _FOOT - 40)
        )
    left = _MARGIN + _draw_mark(image, draw, style) + 24
    _write_name(draw, f"{name} · {mark}" if mark else name, left)
    buffer = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw_bridge(draw: ImageDraw.ImageDraw) -> None:
    """Draw the bridge's spans at the right of the foot, in a quiet line."""
    deck, left = HEIGHT - _FOOT, WIDTH - _MARGIN - _SPANS * _SPAN
    for span in range(_SPANS):
        start = left + span * _SPAN
        box = (start, deck - _RISE, start + _SPAN, deck + _RISE)
        draw.arc(box, 180, 360, fill=_BRIDGE, width=4)
        for hanger in range(1, _HANGERS + 1):
            share = hanger / (_HANGERS + 1)
            rise = _RISE * (1 - (2 * share - 1) ** 2) ** 0.5
            x = start + share * _SPAN
            draw.line((x, deck, x, deck - rise), fill=_BRIDGE, width=2)


def _write_title(draw: ImageDraw.ImageDraw, title: str, top: int, room: int) -> None:
    size, lines = _fitted(title, room)
    for number, line in enumerate(lines):
        place = (_MARGIN, top + round(number * size * _LEADING))
        draw.text(place, line, font=font(SERIF, size), fill=_WHITE)


def _fitted(title: str, room: int) -> tuple[int, list[str]]:
    """Return the largest font size at which the title fits, with its lines; cut it if none does."""
    for size in _SIZES:
        lines = wrap_text(title, font(SERIF, size), WIDTH - 2 * _MARGIN)
        limit = int(room / (size * _LEADING))
        if len(lines) <= limit:
            return size, lines
    return size, [*lines[: limit - 1], f"{lines[limit - 1][:-1].rstrip(' ,.;:')}…"]


def wrap_text(text: str, letters: Font, width: int) -> list[str]:
    """Return the text in lines no wider than this; a word that is wider by itself is broken."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if letters.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while letters.getlength(word) > width:
            cut = _letters_within(word, letters, width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


def _letters_within(word: str, letters: Font, width: int) -> int:
    """Return how many of its first letters fit, at least one: what is longer is never narrower."""
    lengths = range(1, len(word) + 1)
    return max(
        1, bisect_right(lengths, float(width), key=lambda cut: letters.getlength(word[:cut]))
    )


def _draw_mark(image: Image.Image, draw: ImageDraw.ImageDraw, style: CardStyle) -> int:
    """Draw the logo, on white as it was made for paper, else our dot; return how wide it is."""
    logo = logo_within(style.logo, LOGO_WIDTH, LOGO_HEIGHT) if style.logo else None
    if logo is None:
        draw.ellipse((_MARGIN, _MIDDLE - 12, _MARGIN + 24, _MIDDLE + 12), fill=style.warm)
        return 24
    top = _MIDDLE - logo.height // 2
    box = (_MARGIN - 8, top - 8, _MARGIN + logo.width + 8, top + logo.height + 8)
    draw.rectangle(box, fill=_WHITE)
    image.paste(logo, (_MARGIN, top), logo)
    return logo.width


def _write_name(draw: ImageDraw.ImageDraw, text: str, left: int) -> None:
    room = WIDTH - _MARGIN - left
    fitting = (size for size in _NAME_SIZES if font(SANS, size).getlength(text) <= room)
    letters = font(SANS, next(fitting, _NAME_SIZES[-1]))
    draw.text((left, _MIDDLE), text, font=letters, fill=_PALE, anchor="lm")
