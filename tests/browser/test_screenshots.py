"""Pictures of the site for docs/, made anew by `make screenshots`, which alone collects them."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from news.articles.models import Article
from tests.browser.people import Editor, sign_in, take_step, write
from tests.browser.test_stories_of_reports import quarter_before
from tests.page_kinds import ARTICLE, PLAN

BUDGET_SECONDS = 120

HEIGHTS = {360: 780, 768: 1024, 1280: 900, 1920: 1080}
MAX_BYTES = 150 * 1024
# Fewer colours until the file is small; text on a plain ground needs few.
COLOURS = (48, 32, 16)
# Colours that differ by less in each channel look alike.
APART = 16
# A picture shows so many screens of a long page.
SCREENS = 3

MILESTONES = (
    ("Xong thiết kế", "01/03/2027", ""),
    ("Chạy thử ở mười đơn vị", "01/09/2027", "01/12/2027"),
)
PAGES = {
    "home": "/",
    "article": ARTICLE,
    "list": "/tin-tuc/",
    "documents": "/van-ban/",
    "contact": "/lien-he/",
    "search": "/tim-kiem/?q=hoi+nghi",
    "plan": f"/quy-hoach/{PLAN['slug']}/",
    "indicator": "/chi-tieu/mat-do-dien-thoai/",
    "project": "/du-an/dao-tao-cntt-trong-cac-co-quan-dang-va-nha-nuoc/",
    "promises": "/quy-hoach/cam-ket/",
    "programme": "/chuong-trinh/2007/",
    "directory": "/doanh-nghiep/",
}
# The main pages on every width, by day and by night; of the others one is enough.
MAIN = ("home", "article", "plan", "contact")
SHOTS = [
    *[(name, width, scheme) for name in MAIN for width in HEIGHTS for scheme in ("light", "dark")],
    *[(name, 1280, "light") for name in PAGES if name not in MAIN],
]
# What a clerk looks up in docs/doanh-nghiep.md: pages of the desk, as dn-b sees them.
DESK = "/doanh-nghiep/cua-toi/"


def keep(
    page: Page, name: str, tmp_path: Path, *, part: Locator | None = None, screens: int = SCREENS
) -> None:
    """Write the page, or a part of it, as a small PNG; into the folder that SCREENSHOTS names."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    shown = page.screenshot(full_page=True) if part is None else part.screenshot()
    picture = Image.open(BytesIO(shown)).convert("RGB")
    seen = screens * (page.viewport_size or {"height": 900})["height"]
    picture = picture.crop((0, 0, picture.width, min(picture.height, seen)))
    for colours in COLOURS:
        small = BytesIO()
        reduced(picture, colours).save(small, "PNG", optimize=True)
        if small.tell() <= MAX_BYTES:
            break
    assert small.tell() <= MAX_BYTES
    (folder / f"{name}.png").write_bytes(small.getvalue())


def reduced(picture: Image.Image, colours: int) -> Image.Image:
    """With its most frequent colours only, each as it is: grounds and letters stay true.

    Of two that look alike the rarer one goes: else the greys along the edges of letters take the
    place of a hue that only a label has.
    """
    found = picture.getcolors(picture.width * picture.height) or []
    kept: list[Any] = []
    for _count, colour in sorted(found, reverse=True):
        if all(is_apart(colour, other) for other in kept):
            kept.append(colour)
        if len(kept) == colours:
            break
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in kept for channel in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def is_apart(colour: Any, other: Any) -> bool:
    """Return whether a reader tells two colours from each other."""
    return max(abs(one - two) for one, two in zip(colour, other, strict=True)) >= APART


@pytest.mark.parametrize(("name", "width", "scheme"), SHOTS)
def test_screenshot(someone, tmp_path, name, width, scheme):
    page = someone(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme)
    page.goto(PAGES[name])
    keep(page, f"{name}-{width}-{scheme}", tmp_path)


def test_screenshot_of_the_desk(someone, watches, tmp_path):
    page = someone(viewport={"width": 1280, "height": 900})
    sign_in(page, "duyet")
    article = Article.objects.get(path=PAGES["article"])
    page.goto(f"/admin/news/article/{article.pk}/change/")
    Editor(page)
    keep(page, "admin-1280-light", tmp_path, screens=1)


def test_screenshots_of_a_text_on_its_way(someone, tmp_path):
    reporter, publisher = someone(), someone(viewport={"width": 1280, "height": 900})
    title = "Kế hoạch phủ sóng các xã vùng cao"
    sign_in(reporter, "phongvien")
    write(reporter, title, "Sáu trạm thu phát sóng được dựng trong năm.")
    take_step(reporter, "submitted")
    sign_in(publisher, "duyet")
    publisher.goto("/admin/")
    keep(publisher, "desk-1280-light", tmp_path)
    key = Article.objects.get(title=title).pk
    publisher.goto(f"/admin/news/article/{key}/xem-truoc/")
    publisher.wait_for_load_state("networkidle")
    keep(publisher, "preview-1280-light", tmp_path)
    publisher.goto(f"/admin/news/article/{key}/change/")
    publisher.get_by_text("Gỡ, bỏ", exact=True).click()
    publisher.get_by_role("link", name="Cho vào thùng rác…").click()
    publisher.locator("#id_comment").fill("Trùng với bài của phòng khác")
    publisher.get_by_role("button", name="Cho vào thùng rác").click()
    publisher.goto("/admin/thung-rac/")
    keep(publisher, "bin-1280-light", tmp_path)


def test_screenshot_of_milestones(someone, tmp_path):
    clerk = someone(viewport={"width": 1280, "height": 900})
    sign_in(clerk, "bientap")
    clerk.goto("/admin/projects/project/add/")
    table = clerk.locator("#milestones-group")
    for place, (title, planned, anew) in enumerate(MILESTONES):
        table.locator(".add-row a").click()
        clerk.locator(f"#id_milestones-{place}-title").fill(title)
        clerk.locator(f"#id_milestones-{place}-planned_on").fill(planned)
        clerk.locator(f"#id_milestones-{place}-replanned_on").fill(anew)
    clerk.locator("#id_milestones-1-move_reason").fill("Chờ thiết bị")
    keep(clerk, "milestones-1280-light", tmp_path, part=table)


def test_screenshots_of_the_desk_of_an_enterprise(someone, tmp_path):
    clerk = someone(viewport={"width": 1000, "height": 700})
    sign_in(clerk, "dn-b")
    clerk.goto(f"{DESK}nguoi/")
    keep(clerk, "doanh-nghiep-nguoi", tmp_path, part=clerk.locator("main"))
    clerk.goto(f"{DESK}bao-cao/{quarter_before().code}/")
    keep(clerk, "doanh-nghiep-bao-cao-quy", tmp_path, part=clerk.locator("main"))
    clerk.goto(f"{DESK}ho-so/mo-ta/")
    clerk.locator("#id_summary").fill("Doanh nghiệp minh họa làm phần mềm cho trường học.")
    keep(clerk, "doanh-nghiep-mo-ta", tmp_path, part=clerk.locator("main"))
    clerk.locator("main form button[type=submit]").first.click()
    clerk.goto(DESK)
    keep(clerk, "doanh-nghiep-ban-lam-viec", tmp_path, part=clerk.locator("main"))
    clerk.goto(f"{DESK}yeu-cau/")
    clerk.locator("main .desk-topics a").first.click()
    keep(clerk, "doanh-nghiep-yeu-cau", tmp_path, part=clerk.locator("main"))
