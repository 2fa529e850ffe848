"""A figure on a card: set large, with the line that leads to it and what is to be reached."""

from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from portal.media.pictures.card_style import SANS, SERIF, font

_WARM, _WHITE, _PALE, _LINE = "#f2b45c", "#ffffff", "#e9dcf3", "#7d52a0"
# Where the line begins, as a share of the width, and how much finer it is drawn at first.
_BESIDE: Final = 0.47
_FINER: Final = 3
_LARGE: Final = (120, 104, 88, 72, 58)

type Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class CardFigure:
    """A figure and what stands below it; runs of its line, aim and 0 in shares of the height."""

    value: str
    caption: str
    runs: tuple[tuple[tuple[float, float], ...], ...] = ()
    aim: float | None = None
    aim_words: str = ""
    base: float = 0.0


def draw_figure(image: Image.Image, figure: CardFigure, box: Box) -> None:
    """Draw the figure at the left of a box and its line at the right."""
    left, top, right, bottom = box
    middle = round(left + (right - left) * _BESIDE)
    draw = ImageDraw.Draw(image)
    room = middle - left - 30
    size = next((s for s in _LARGE if font(SERIF, s).getlength(figure.value) <= room), _LARGE[-1])
    draw.text((left, bottom - 62), figure.value, font=font(SERIF, size), fill=_WHITE, anchor="ls")
    small = next((s for s in (32, 28, 24) if font(SANS, s).getlength(figure.caption) <= room), 21)
    draw.text((left, bottom - 12), figure.caption, font=font(SANS, small), fill=_PALE, anchor="ls")
    _draw_line(image, figure, (middle, top + 10, right, bottom - 12))


def _draw_line(image: Image.Image, figure: CardFigure, box: Box) -> None:
    """Draw the line at a finer scale and bring it down, so that it has soft edges."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    layer = Image.new("RGBA", (width * _FINER, height * _FINER), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    inner = 14 * _FINER

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = layer.width - 2 * inner, layer.height - 2 * inner
        return inner + x * across, inner + (1 - y) * down

    draw.line([place(0, figure.base), place(1, figure.base)], fill=_LINE, width=2 * _FINER)
    if figure.aim is not None:
        _dashed(draw, place(0, figure.aim), place(1, figure.aim))
    spots = [[place(*point) for point in run] for run in figure.runs]
    for run in spots:
        if len(run) > 1:
            draw.line(run, fill=_WARM, width=5 * _FINER, joint="curve")
    if spots:
        x, y = spots[-1][-1]
        reach = 11 * _FINER
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=_WHITE)
    layer = layer.resize((width, height), Image.Resampling.LANCZOS)
    image.paste(layer, (left, top), layer)
    if figure.aim is not None and figure.aim_words:
        y = top + place(0, figure.aim)[1] / _FINER
        spot = (left + 14, round(y) - 8)
        ImageDraw.Draw(image).text(
            spot, figure.aim_words, font=font(SANS, 24), fill=_PALE, anchor="ls"
        )


def _dashed(
    draw: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float]
) -> None:
    x, step = start[0], 14 * _FINER
    while x < end[0]:
        draw.line(
            [(x, start[1]), (min(x + step * 0.6, end[0]), start[1])], fill=_PALE, width=2 * _FINER
        )
        x += step
