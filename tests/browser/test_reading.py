"""A page read otherwise: on paper, in large letters, by ear, and as a file without a line."""

import io
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from news.articles.models import Article
from portal.publishing.models import Publication, Topic
from tests import builders
from tests.browser.serving import committed
from tests.news.articles.test_listening import recorded
from tests.news.builders import article, in_gallery
from tests.page_kinds import ARTICLE, IN_THE_DEMO
from tests.portal.publishing.test_attachments import attached
from tests.projects.builders import plan

BUDGET_SECONDS = 60
# The width of A4 less its margins, in the pixels of a browser: 170 mm.
PAPER = 643
OF_PUBLICATIONS = (
    "news:article", "projects:masterplan", "projects:project", "projects:annual_plan",
    "projects:indicator", "enterprises:enterprise", "enterprises:product", "enterprises:event",
    "enterprises:infrastructure",
)  # fmt: skip


def path_of(name: str) -> str:
    return reverse(name, kwargs=IN_THE_DEMO[name])


def on_paper(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def text_of(paper: PdfReader) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())


def squeezed(text: str) -> str:
    """Without spaces: lines of a PDF break anywhere."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", OF_PUBLICATIONS)
def test_paper_tells_agency_address_and_days(page, site, kind):
    page.goto(path_of(kind))
    paper = on_paper(page)
    text = squeezed(text_of(paper))
    address = page.locator("link[rel=canonical]").get_attribute("href")
    assert squeezed("Nguồn: Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế") in text
    assert squeezed(address) in text
    assert re.search(r"Ngàyđăng:\d\d/\d\d/\d{4}", text)
    assert re.search(r"Lấytừtrangngày\d\d/\d\d/\d{4}\.", text)
    # A4 in points, as near as a browser's pixels come to it.
    assert all(abs(sheet.mediabox.width - 595) < 2 for sheet in paper.pages)
    assert all(abs(sheet.mediabox.height - 842) < 2 for sheet in paper.pages)


def test_paper_has_the_article_to_its_last_word_and_no_ways_through_the_site(page):
    page.goto(ARTICLE)
    text = text_of(on_paper(page))
    assert "thắng lợi ngay từ tháng đầu năm." in text
    assert "Lưu thành một tệp" not in text
    assert "Chia sẻ lên Facebook" not in text


def test_paper_has_what_stands_beside_a_text_but_no_ways_through_the_site(page):
    made: list[Publication] = []

    def make() -> None:
        paper = plan("Quy hoạch in ra giấy")
        paper.topics.set(Topic.objects.all()[:1])
        attached(paper, name="Bản đồ các trạm")
        made.append(paper)

    committed(make)
    page.goto(made[0].path)
    text = text_of(on_paper(page))
    assert "Bản đồ các trạm" in text
    assert page.get_by_role("heading", name="Chủ đề").is_visible()
    assert "Chủ đề" not in text
    page.emulate_media(media="print")
    page.goto("/tin-tuc/")
    expect(page.locator(".page-aside nav").first).to_be_hidden()


@pytest.mark.parametrize("address", ["", "?co-chu=lon"])
def test_nothing_is_cut_off_at_the_edge_of_paper(someone, address):
    page = someone(viewport={"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    wide = []
    for kind in OF_PUBLICATIONS:
        page.goto(path_of(kind) + address)
        if page.evaluate("document.documentElement.scrollWidth") > PAPER:
            wide.append(kind)
    assert wide == []


def test_a_wide_table_is_on_paper_to_its_last_column(page):
    made: list[Article] = []
    cells = "".join(f"<td>Điện thoại trả trước{number}</td>" for number in range(10))
    table = f"<table><tbody><tr>{cells}</tr></tbody></table>"
    committed(lambda: made.append(builders.article("Bảng mười cột", body=table)))
    page.goto(made[0].path)
    text = squeezed(text_of(on_paper(page)))
    assert [number for number in range(10) if f"trước{number}" not in text] == []


def test_a_row_of_a_wide_table_is_a_card_in_large_letters_on_paper(someone):
    page = someone(viewport={"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    for address, shown in (("", "table-cell"), ("?co-chu=lon", "block")):
        page.goto("/en/du-an/" + address)
        cell = page.locator(".card-table td[data-label]").first
        expect(cell).to_have_css("display", shown)
        label = cell.evaluate("each => getComputedStyle(each, '::before').content")
        assert (label != "none") == (shown == "block")


def test_large_letters_are_large_on_the_screen_and_18_points_on_paper(someone):
    page = someone(java_script_enabled=False)
    page.goto(ARTICLE)
    sizes = "element => parseFloat(getComputedStyle(element).fontSize)"
    text = page.locator("main .prose p").first
    usual = text.evaluate(sizes)
    page.get_by_role("link", name="Chữ lớn, để đọc và in").click()
    assert page.url.endswith("?co-chu=lon")
    assert text.evaluate(sizes) >= 1.4 * usual
    page.emulate_media(media="print")
    # 18 points are 24 of a browser's pixels; nothing at all is under 16 points.
    assert text.evaluate(sizes) >= 24
    smallest = page.locator("main :is(p, li, dd, dt, td, th, h1, h2, h3):visible").evaluate_all(
        "all => Math.min(...all.map(each => parseFloat(getComputedStyle(each).fontSize)))"
    )
    assert smallest >= 21
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Cỡ chữ thường").click()
    assert page.url.endswith(ARTICLE)


@pytest.mark.parametrize("width", [320, 1280])
def test_large_letters_need_no_sideways_scroll(someone, width):
    page = someone(viewport={"width": width, "height": 720})
    page.goto(f"{ARTICLE}?co-chu=lon")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# The words in the field of search, and the room that they have beside the sign that empties it.
ROOM = """() => {
  const field = document.querySelector('.search-form input'), style = getComputedStyle(field);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = style.font;
  const [start, end, em] = [style.paddingLeft, style.paddingRight, style.fontSize].map(parseFloat);
  return field.clientWidth - start - end - em - pen.measureText(field.placeholder).width;
}"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_large_letters_leave_the_words_in_the_field_of_search_whole(someone, width):
    page = someone(viewport={"width": width, "height": 720})
    for path in (ARTICLE, "/en/"):
        page.goto(f"{path}?co-chu=lon")
        if (opener := page.locator(".search-opener")).is_visible():
            opener.click()
        assert page.evaluate(ROOM) > 0, path


def test_a_recording_starts_and_stops_by_keyboard(page):
    made: list[Article] = []

    def make() -> None:
        made.append(builders.article("Bài nghe được"))
        recorded(made[0])

    committed(make)
    page.goto(made[0].path)
    sound = page.locator("main audio")
    # Nothing of it is fetched before somebody asks.
    assert sound.evaluate("each => each.readyState") == 0
    page.locator("main h1").click()
    for _ in range(5):
        page.keyboard.press("Tab")
        if sound.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Space")
    sound.evaluate("each => new Promise(done => each.addEventListener('timeupdate', done))")
    assert sound.evaluate("each => each.currentTime") > 0
    assert round(sound.evaluate("each => each.duration")) == 200
    page.keyboard.press("Space")
    sound.evaluate("each => each.paused || new Promise(done => each.onpause = done)")


def test_a_saved_page_reads_without_a_line(someone, tmp_path: Path):
    page = someone()
    page.goto(ARTICLE)
    with page.expect_download() as download:
        page.get_by_role("link", name="Lưu thành một tệp").click()
    file = tmp_path / "trang.html"
    download.value.save_as(file)
    # Opened as a text of its own: what it asked for would be asked from here on.
    page.goto("about:blank")
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url))
    page.set_content(file.read_text(encoding="utf-8"), wait_until="load")
    assert [address for address in calls if not address.startswith("data:")] == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert "thắng lợi ngay từ tháng đầu năm." in page.locator("main").inner_text()
    # It wears the site's own clothes.
    ground = page.locator(".saved-note").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground != "rgba(0, 0, 0, 0)"


def test_a_picture_of_a_gallery_is_shown_large_in_the_page(page, site):
    """What shows it comes at the first press, and not with each article."""
    made = []

    def make() -> None:
        made.append(article(title="Ba bức ảnh", body="<p>Toàn văn.</p>"))
        in_gallery(made[0], "Hội trường", "Bàn điều khiển", "Cột ăng-ten")

    committed(make)
    page.goto(made[0].path)
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    pictures = page.locator(".gallery li a:has(img)")
    pictures.first.click()
    large = page.locator("dialog.gallery-large")
    expect(large).to_contain_text("1 / 3")
    assert any("js/gallery" in url for url in loaded)
    expect(page.get_by_role("dialog", name="1 / 3, Hội trường")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(large).to_contain_text("3 / 3")
    # Who does not see it hears which picture came.
    expect(large.get_by_role("status")).to_have_text("3 / 3, Cột ăng-ten")
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(pictures.last).to_be_focused()
    pictures.first.click()
    expect(large).to_contain_text("1 / 3")
    assert page.locator("dialog.gallery-large").count() == 1
