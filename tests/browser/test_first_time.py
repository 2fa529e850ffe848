"""Clerks who have never been here before, and no handbook: what they press is counted."""

from playwright.sync_api import Page, expect

from news.articles.models import Article
from tests.browser.people import Clicks, Editor, photo, sign_in
from tests.browser.serving import PASSWORD

BUDGET_SECONDS = 35


def test_an_article_with_a_picture_is_out_six_clicks_after_the_typing(someone):
    clerk, publisher, reader = someone(), someone(), someone()
    title = "Lớp tập huấn chữ ký số cho các xã"
    sign_in(clerk, "phongvien")
    sign_in(publisher, "duyet")
    clicks = [Clicks(clerk), Clicks(publisher)]

    clerk.goto("/admin/news/article/add/")
    editor = Editor(clerk)
    clerk.locator("#id_title").focus()
    clerk.keyboard.type(title)
    clerk.keyboard.press("Tab")
    clerk.locator("#id_summary").focus()
    clerk.keyboard.type("Ba mươi cán bộ xã tham dự.")
    editor.text.focus()
    clerk.keyboard.type("Lớp học kéo dài hai ngày.")
    clerk.locator("#id_section").select_option(index=1)
    assert clicks[0].number == 0

    clerk.get_by_text("Ảnh đại diện:").first.click()
    with clerk.expect_file_chooser() as chooser:
        clerk.locator("#id_cover_upload").click()
    chooser.value.set_files(photo())
    clerk.locator("#id_cover_alt").focus()
    clerk.keyboard.type("Học viên bên máy tính")
    clerk.locator('button[name="_step"][value="submitted"]').click()
    expect(clerk.locator(".messagelist .success").first).to_be_visible()

    publisher.goto("/admin/")
    publisher.get_by_role("link", name=title).first.click()
    publisher.locator('button[name="_step"][value="published"]').click()
    expect(publisher.locator(".messagelist .success").first).to_be_visible()
    assert all(each.number for each in clicks)
    assert sum(each.number for each in clicks) <= 6

    article = Article.objects.get(title=title)
    assert reader.goto(article.path).status == 200
    expect(reader.locator("main article img, main img").first).to_have_attribute(
        "alt", "Học viên bên máy tính"
    )


def tab_to(page: Page, name: str) -> None:
    """Go on by the Tab key alone until what says so, or the field of that id, has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in (focused.inner_text(), focused.get_attribute("id")):
            return
    raise AssertionError(f"No way by keyboard to “{name}” on {page.url}")


def test_a_clerk_without_script_or_mouse_changes_the_profile_at_the_first_visit(someone):
    clerk, reader = someone(java_script_enabled=False), someone()
    clerk.goto("/doanh-nghiep/cua-toi/")
    clerk.locator("#id_login").focus()
    clerk.keyboard.type("dn-b")
    clerk.keyboard.press("Tab")
    clerk.keyboard.type(PASSWORD)
    clerk.keyboard.press("Enter")
    expect(clerk).to_have_url("/doanh-nghiep/cua-toi/")

    # Three presses of Enter from the desk to the saved telephone, each found by its own words.
    for name in ("Sửa hồ sơ", "Liên hệ công khai"):
        tab_to(clerk, name)
        clerk.keyboard.press("Enter")
        clerk.wait_for_load_state()
    tab_to(clerk, "id_phone")
    clerk.keyboard.press("Control+A")
    clerk.keyboard.type("0234 000 0001")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("main")).to_contain_text("Người đọc thấy ngay")
    reader.goto("/doanh-nghiep/cong-ty-minh-hoa-b/")
    expect(reader.locator("main")).to_contain_text("0234 000 0001")
