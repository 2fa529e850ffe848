"""A draft is looked at in three widths, shown to somebody outside by a link, and answered."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.watching import Watch

pytestmark = pytest.mark.long
BUDGET_SECONDS = 30

TITLE = "Bản thảo kế hoạch phủ sóng di động vùng cao"
ADDRESS = "/tin-tuc/ban-thao-ke-hoach-phu-song-di-dong-vung-cao/"
MARK = "BẢN NHÁP — chưa đăng"
OVERHANG = "() => document.documentElement.scrollWidth - window.innerWidth"


def write_a_draft(page: Page) -> None:
    page.goto("/admin/news/article/add/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Phủ sóng các xã vùng cao.")
    page.locator('[name="_continue"]').click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def look_in_every_width(page: Page) -> None:
    # Among the page's own links; the message of the save leads there as well, once.
    about = page.get_by_role("complementary", name="Về trang này")
    about.get_by_role("link", name="Xem trước", exact=True).click()
    for name, width in (("Điện thoại", 360), ("Máy tính bảng", 768), ("Máy tính", 1280)):
        page.get_by_role("link", name=f"{name} ({width})").click()
        frame = page.frame_locator("iframe")
        expect(frame.locator("h1")).to_have_text(TITLE)
        expect(frame.locator(".draft-banner")).to_contain_text(MARK)
        inside = page.frames[1]
        # The frame has a border of one pixel on each side.
        assert inside.evaluate("() => window.innerWidth") in (width, width - 2)
        assert inside.evaluate(OVERHANG) <= 0
    page.get_by_role("link", name="Trở lại trang soạn").click()
    expect(page.locator("#id_title")).to_have_value(TITLE)


def make_a_link(page: Page) -> str:
    page.get_by_role("link", name="Đường dẫn cho người khác xem").first.click()
    page.get_by_label("Người nhận đường dẫn").fill("Ông Hồ, Ủy ban huyện")
    page.get_by_role("button", name="Tạo đường dẫn").click()
    message = page.locator(".messagelist .success").inner_text()
    found = re.search(r"https?://\S+/xem-truoc/\S+/", message)
    assert found is not None
    return found[0]


def answer(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".draft-banner")).to_contain_text(MARK)
    assert page.evaluate(OVERHANG) <= 0
    page.emulate_media(media="print")
    expect(page.locator(".draft-banner")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Đồng ý hoặc góp ý").click()
    page.get_by_label("Họ và tên").fill("Hồ Văn B")
    page.get_by_label("Góp ý", exact=True).check()
    page.get_by_label("Nội dung góp ý").fill("Thiếu xã A Roàng.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Cảm ơn")


def test_a_draft_is_shown_outside_by_a_link_and_answered(someone, watches: list[Watch]):
    editor, outside, reader = someone(), someone(viewport={"width": 360, "height": 740}), someone()
    sign_in(editor, "bientap")
    write_a_draft(editor)
    look_in_every_width(editor)
    address = make_a_link(editor)
    answer(outside, address)

    editor.reload()
    expect(editor.locator(".preview-quote")).to_contain_text("Thiếu xã A Roàng.")
    editor.get_by_role("button", name="Thu hồi").click()
    for page, watch, path, status in (
        (outside, watches[1], address, 410),
        (reader, watches[2], ADDRESS, 404),
    ):
        watch.expect(f"status of {status}")
        answered = page.goto(path)
        assert answered is not None
        assert answered.status == status
