"""Covers of the lived-in year, drawn in the site's two colours: lines only, no photograph."""

from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (960, 640)
_SCALE: Final = 2  # drawn larger, then made smaller: smooth lines
PAPER: Final = "#f7f3ec"
INK: Final = "#4a2b6b"
WARM: Final = "#b8562b"
PALE: Final = "#e6dccb"

type Points = list[tuple[float, float]]


class Sheet:
    """A sheet of paper to draw lines on, in the measures of the finished picture."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, *points: tuple[float, float], fill: str = INK, width: float = 4) -> None:
        """Draw a line from point to point."""
        self._draw.line(self._scaled(points), fill, round(width * _SCALE), joint="curve")

    def box(self, x: float, y: float, w: float, h: float, *, fill: str | None = None) -> None:
        """Draw a box by its upper left corner, width and height."""
        corners = self._scaled([(x, y), (x + w, y + h)])
        self._draw.rectangle(corners, fill, INK, 4 * _SCALE)

    def arc(
        self, x: float, y: float, r: float, span: tuple[float, float], *,
        fill: str = INK, width: float = 4,
    ) -> None:  # fmt: skip
        """Draw a part of a circle around a point; degrees clockwise from three o'clock."""
        corners = self._scaled([(x - r, y - r), (x + r, y + r)])
        self._draw.arc(corners, *span, fill, round(width * _SCALE))

    def spot(self, x: float, y: float, r: float, fill: str = WARM) -> None:
        """Draw a filled circle."""
        self._draw.ellipse(self._scaled([(x - r, y - r), (x + r, y + r)]), fill)

    def water(self, y: float, rows: int = 3) -> None:
        """Draw rows of waves from side to side."""
        for row in range(rows):
            points = [(x, y + row * 36 + 7 * sin(x / 30 + row)) for x in range(0, SIZE[0] + 1, 6)]
            self.line(*points, width=3)

    def png(self) -> bytes:
        """Return the picture as a file."""
        found = BytesIO()
        small = self._image.resize(SIZE, Image.Resampling.BOX)
        small.quantize(32).save(found, "PNG", optimize=True)
        return found.getvalue()

    @staticmethod
    def _scaled(points: object) -> Points:
        return [(x * _SCALE, y * _SCALE) for x, y in points]  # type: ignore[attr-defined]  # pairs


def _bridge(sheet: Sheet) -> None:
    sheet.spot(740, 150, 46)
    for place in range(4):
        left = 80 + place * 200
        points = [(left + 200 * t / 24, 400 - 110 * sin(pi * t / 24)) for t in range(25)]
        sheet.line(*points, width=7)
        for step in range(1, 6):
            x = left + 200 * step / 6
            sheet.line((x, 400), (x, 400 - 110 * sin(pi * step / 6)), width=3)
    for place in range(5):
        sheet.box(72 + place * 200, 410, 16, 70, fill=PALE)
    sheet.line((40, 404), (920, 404), width=8)
    sheet.water(500)


def _mast(sheet: Sheet) -> None:
    sheet.line((0, 560), (260, 440), (480, 540), (720, 420), (960, 560), width=4)
    sheet.line((420, 540), (478, 130), width=5)
    sheet.line((540, 540), (482, 130), width=5)
    for step in range(8):
        low, high = 1 - step / 8, 1 - (step + 1) / 8
        a = (480 - 60 * low, 130 + 410 * low)
        b = (480 + 60 * high, 130 + 410 * high)
        sheet.line(a, b, width=3)
        sheet.line((480 + 60 * low, 130 + 410 * low), (480 - 60 * high, 130 + 410 * high), width=3)
    for radius in (60, 100, 140):
        sheet.arc(480, 130, radius, (-40, 40), fill=WARM, width=6)
        sheet.arc(480, 130, radius, (140, 220), fill=WARM, width=6)
    sheet.spot(480, 130, 14)


def _post_office(sheet: Sheet) -> None:
    sheet.line((180, 300), (480, 170), (780, 300), width=7)
    sheet.box(220, 300, 520, 240, fill=PALE)
    sheet.box(430, 380, 100, 160, fill=PAPER)
    for x in (270, 600):
        sheet.box(x, 360, 90, 80, fill=PAPER)
        sheet.line((x + 45, 360), (x + 45, 440), width=3)
    sheet.box(420, 232, 120, 56, fill=PAPER)
    sheet.line((420, 232), (480, 268), (540, 232), fill=WARM, width=5)
    sheet.line((120, 540), (840, 540), width=6)
    sheet.line((820, 540), (820, 330), width=5)
    sheet.line((790, 350), (850, 350), width=5)
    sheet.line((740, 320), (792, 350), fill=WARM, width=3)


def _duct(sheet: Sheet) -> None:
    sheet.line((0, 240), (330, 240), width=7)
    sheet.line((630, 240), (960, 240), width=7)
    sheet.line((330, 240), (330, 540), (630, 540), (630, 240), width=6)
    for row in range(2):
        for place in range(3):
            x, y = 390 + place * 90, 340 + row * 100
            sheet.arc(x, y, 34, (0, 360), width=5)
            if (row, place) != (1, 2):
                sheet.spot(x, y, 12, INK if row else WARM)
    for x, tilt in ((180, 0), (760, 0)):
        sheet.line((x, 240), (x - 40, 160), (x + 40 + tilt, 160), (x, 240), width=5)
    sheet.line((520, 240), (520, 130), (600, 90), width=6)
    sheet.line((600, 90), (640, 130), fill=WARM, width=6)


def _radio(sheet: Sheet) -> None:
    sheet.line((200, 330), (360, 220), (520, 330), width=7)
    sheet.box(230, 330, 260, 210, fill=PALE)
    sheet.box(320, 420, 80, 120, fill=PAPER)
    sheet.line((620, 540), (620, 150), width=6)
    for y in (170, 220, 270):
        sheet.line((560, y), (680, y), width=4)
    for radius in (60, 110, 160):
        sheet.arc(640, 170, radius, (-35, 35), fill=WARM, width=6)
    sheet.line((360, 220), (620, 200), width=2)
    sheet.line((120, 540), (860, 540), width=6)
    for x in range(80, 900, 90):
        sheet.line((x, 70), (x - 26, 120), width=2)


def _gauge(sheet: Sheet) -> None:
    sheet.box(430, 90, 100, 470, fill=PAPER)
    for step in range(10):
        y = 120 + step * 42
        sheet.line((430, y), (470 if step % 2 else 500, y), width=4)
    sheet.line((430, 246), (530, 246), fill=WARM, width=9)
    sheet.water(400, rows=5)
    for x in range(60, 940, 80):
        sheet.line((x, 60), (x - 24, 110), width=2)


def _classroom(sheet: Sheet) -> None:
    sheet.box(260, 90, 440, 170, fill=PALE)
    sheet.line((300, 140), (560, 140), width=4)
    sheet.line((300, 180), (640, 180), width=4)
    sheet.line((300, 220), (480, 220), fill=WARM, width=4)
    for place in range(3):
        x = 150 + place * 250
        sheet.box(x, 360, 160, 104, fill=PAPER)
        sheet.line((x + 80, 464), (x + 80, 492), width=5)
        sheet.line((x - 20, 496), (x + 180, 496), width=6)
        sheet.arc(x + 80, 320, 26, (0, 360), width=5)
        sheet.line((x + 20, 430), (x + 70, 400), (x + 110, 420), (x + 140, 385), fill=WARM)


def _computer(sheet: Sheet) -> None:
    sheet.box(280, 120, 400, 280, fill=PALE)
    sheet.box(310, 150, 340, 220, fill=PAPER)
    sheet.line((480, 400), (480, 460), width=8)
    sheet.line((380, 464), (580, 464), width=8)
    sheet.line((340, 190), (520, 190), width=5)
    for y in (230, 262, 294):
        sheet.line((340, y), (620, y), width=3)
    sheet.box(340, 318, 90, 30)
    sheet.box(260, 500, 440, 50)
    for angle in range(0, 360, 45):
        at = (800 + 46 * cos(angle * pi / 180), 250 + 46 * sin(angle * pi / 180))
        sheet.line((800, 250), at, fill=WARM)


DRAWINGS: Final[dict[str, tuple[Callable[[Sheet], None], str]]] = {
    "bridge": (_bridge, "Hình vẽ: cây cầu nhiều vài bắc qua sông."),
    "mast": (_mast, "Hình vẽ: cột ăng-ten phát sóng trên đồi."),
    "post_office": (_post_office, "Hình vẽ: một điểm bưu điện – văn hóa xã."),
    "duct": (_duct, "Hình vẽ: cống bể cáp dưới mặt đường, sáu ống, một ống còn trống."),
    "radio": (_radio, "Hình vẽ: trạm vô tuyến trong mưa."),
    "gauge": (_gauge, "Hình vẽ: thước đo mực nước, nước đang lên."),
    "classroom": (_classroom, "Hình vẽ: lớp tin học ba máy."),
    "computer": (_computer, "Hình vẽ: máy tính mở một trang thông tin."),
}  # fmt: skip


def draw(name: str) -> bytes:
    """Return a drawing as a PNG file, the same in every run."""
    sheet = Sheet()
    DRAWINGS[name][0](sheet)
    return sheet.png()
