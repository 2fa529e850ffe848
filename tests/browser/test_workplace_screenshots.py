"""Pictures of the staff's workplace to look at, made by `make screenshots` into a folder of var/.

Each page as whom it is for, on a desk and on a telephone, by day and by night; some to a sheet.
One part for each person, width and scheme: `-k "390 and dark and duyet"` makes one of them.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.browser.looking import OVERHANG, arrive_as
from tests.browser.serving import committed
from tests.browser.workplace import EVERYBODY, Screen, prepare, screens

BUDGET_SECONDS = 900

WIDTHS = {390: 844, 1280: 900}
SCHEMES = ("light", "dark")
# A picture shows so many screens of a long page, and a sheet so many pictures side by side.
SCREENS = {390: 5, 1280: 3}
ON_A_SHEET = {390: 4, 1280: 2}
GAP, CAPTION = 12, 22


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_screenshots_of_the_workplace(someone, tmp_path, width, scheme, who):
    folder = Path(os.environ.get("WORKPLACE_SCREENSHOTS") or tmp_path) / f"{width}-{scheme}"
    folder.mkdir(parents=True, exist_ok=True)
    page = someone(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
    made: list[Screen] = []
    committed(lambda: (prepare(), made.extend(screens())))
    taken, wrong = [], []
    arrive_as(page, who)
    for screen in (each for each in made if who in each.who):
        answer = page.goto(screen.path)
        page.wait_for_load_state("networkidle")
        name = f"{screen.name}-{who}"
        if answer.status != 200:
            wrong.append(f"{name}: {answer.status}")
            continue
        if page.evaluate(OVERHANG) > 0:
            wrong.append(f"{name}: sideways")
        shown = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
        most = SCREENS[width] * WIDTHS[width]
        shown = shown.crop((0, 0, shown.width, min(shown.height, most)))
        shown.save(folder / f"{name}.png")
        taken.append((name, shown))
    _write_sheets(taken, folder, who, ON_A_SHEET[width])
    assert wrong == []


def _write_sheets(taken: list[tuple[str, Image.Image]], folder: Path, who: str, many: int) -> None:
    """Put pictures side by side, each below its name."""
    for first in range(0, len(taken), many):
        row = taken[first : first + many]
        width = sum(shown.width + GAP for _name, shown in row)
        height = CAPTION + max(shown.height for _name, shown in row)
        sheet = Image.new("RGB", (width, height), "#808080")
        draw, left = ImageDraw.Draw(sheet), 0
        for name, shown in row:
            draw.text((left, 2), name, fill="#fff", font=ImageFont.load_default(16))
            sheet.paste(shown, (left, CAPTION))
            left += shown.width + GAP
        sheet.save(folder / f"sheet-{who}-{first // many:02}.png")
