"""The staff's daily work from the first page on: clicks are counted, and nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from news.articles.models import Article
from portal.publishing.models import State
from tests.browser.people import Clicks, Editor, photo, sign_in, write

BUDGET_SECONDS = 60

MAX_CLICKS = 14
# Of these the browser tells the page nothing: a section is chosen by two clicks, and each of
# three files by one in the system's own window.
UNTOLD_CLICKS = 2 + 3
TITLE = "Thông báo lịch cắt sóng để bảo trì trạm"
PDF: FilePayload = {
    "name": "thông báo.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n",
}  # fmt: skip


def choose(page: Page, field: str, file: FilePayload) -> None:
    """Choose a file as a person does: a click on the field, then the system's own window."""
    with page.expect_file_chooser() as chooser:
        page.locator(field).click()
    chooser.value.set_files(file)


def tab_to(page: Page, field: str, keys: int) -> None:
    """Go on to a field by the Tab key: it costs no click, and so few keys."""
    for _key in range(keys):
        page.keyboard.press("Tab")
        if page.locator(field).evaluate("(e) => e === document.activeElement"):
            return
    pytest.fail(f"{field} is more than {keys} keys away")


def step(page: Page, state: str) -> None:
    """Press the main button, at the form or where what differs is read."""
    bar = ":is(.page-bar, .step-form)"
    page.locator(f'{bar} > button[name="_step"][value="{state}"]').click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def write_a_notice(page: Page) -> None:
    """An article with formatted text, a picture in it, a cover and a PDF, from the first page on.

    As a person does it: no field is reached but by a click or the Tab key.
    """
    page.goto("/admin/")
    page.locator('a[href="/admin/news/article/add/"]:visible').first.click()
    editor = Editor(page)
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.type(TITLE)
    tab_to(page, "#id_summary", 1)
    page.keyboard.type("Một số trạm ngừng phát trong hai giờ.")
    tab_to(page, ".cke_wysiwyg_div", 1)
    editor.press("Control+b")
    editor.type("Từ 22 giờ đến 24 giờ")
    editor.press("Control+b")
    editor.type(", các trạm ở phía nam ngừng phát.")
    editor.press("Enter")
    editor.button("image")
    with page.expect_file_chooser() as chooser:
        editor.dialog.get_by_text("Chọn ảnh từ máy").click()
    chooser.value.set_files(photo())
    expect(editor.dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy")).to_be_focused()
    page.keyboard.type("Sơ đồ các trạm")
    editor.accept()
    page.locator("#id_section").select_option(index=1)
    page.get_by_role("button", name="Thêm: Tệp đính kèm").click()
    choose(page, "#id_attachments-0-file", PDF)
    page.get_by_text("Ảnh đại diện:").first.click()
    choose(page, "#id_cover_upload", photo())
    tab_to(page, "#id_cover_alt", 5)
    page.keyboard.type("Trạm phát sóng")


def test_a_notice_is_written_published_and_corrected_in_few_clicks(someone):
    clerk, publisher, reader = someone(), someone(), someone()
    sign_in(clerk, "phongvien")
    sign_in(publisher, "duyet")
    written, decided = Clicks(clerk), Clicks(publisher)

    write_a_notice(clerk)
    step(clerk, "submitted")
    assert written.number + UNTOLD_CLICKS <= MAX_CLICKS
    expect(clerk.locator(".messagelist .success")).to_contain_text("Người đọc chưa thấy.")

    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).first.click()
    step(publisher, "published")
    assert decided.number <= 3
    article = Article.objects.get(title=TITLE)
    reader.goto(article.path)
    expect(reader.locator(".prose strong")).to_have_text("Từ 22 giờ đến 24 giờ")
    # The file bears the name that it had.
    assert [row.name for row in article.attachments.all()] == ["thông báo"]

    written.number = decided.number = 0
    clerk.goto("/admin/")
    clerk.get_by_role("link", name=f"Sửa “{TITLE}”").click()
    clerk.locator("#id_summary").click()
    clerk.keyboard.press("Control+a")
    clerk.keyboard.type("Một số trạm ngừng phát trong ba giờ.")
    step(clerk, "submitted")
    assert written.number <= 3
    message = clerk.locator(".messagelist .success")
    expect(message).to_contain_text("Người đọc vẫn thấy nội dung cũ.")
    reader.reload()
    expect(reader.locator("main")).to_contain_text("trong hai giờ")

    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).first.click()
    step(publisher, "published")
    assert decided.number <= 2
    expect(publisher.locator(".messagelist .success")).to_contain_text("đang thấy nội dung mới")
    publisher.locator(".messagelist .success a").click()
    expect(publisher.locator("main")).to_contain_text("trong ba giờ")


def test_a_notice_is_scheduled_in_three_clicks_and_the_button_says_for_when(someone):
    # What counts is the clock of the site: that of this computer is seven hours ahead.
    clerk, publisher = someone(), someone(timezone_id="Pacific/Kiritimati")
    title = "Lớp tập huấn về an toàn mạng"
    sign_in(clerk, "phongvien")
    write(clerk, title, "Lớp học kéo dài một ngày.")
    step(clerk, "submitted")

    sign_in(publisher, "duyet")
    clicks = Clicks(publisher)
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=title).first.click()
    publisher.get_by_text("Hẹn giờ…").click()
    moment = timezone.localtime() + timedelta(hours=2)
    tab_to(publisher, "#id_effect", 2)
    publisher.locator("#id_effect").fill(moment.strftime("%Y-%m-%dT%H:%M"))
    main = publisher.locator('.step-form > button[value="published"]')
    at = moment.strftime("%d/%m/%Y %H:%M")
    expect(main).to_contain_text(f"Duyệt, hẹn đăng {at}")
    main.click()
    message = publisher.locator(".messagelist .success")
    expect(message).to_contain_text(f"hẹn đăng {at}")
    expect(message).to_contain_text(f"Người đọc sẽ thấy từ {at}")
    assert clicks.number <= 3
    article = Article.objects.get(title=title)
    assert (article.state, article.is_public) == (State.PUBLISHED, False)


@pytest.mark.long
def test_what_was_refused_is_mended_where_the_message_leads(someone):
    clerk = someone()
    sign_in(clerk, "phongvien")
    clerk.goto("/admin/news/article/add/")
    clerk.get_by_role("button", name="Thêm: Tệp đính kèm").click()
    choose(clerk, "#id_attachments-0-file", PDF)
    clerk.get_by_role("button", name="Lưu", exact=True).click()

    faults = clerk.locator("#faults")
    faults.get_by_role("link", name="Tiêu đề").click()
    expect(clerk.locator("#id_title")).to_be_in_viewport()
    expect(clerk.locator(".held-file")).to_contain_text("thông báo.pdf")
    clerk.locator("#id_title").fill("Chỉ có tiêu đề")
    clerk.locator('.page-bar > button[value="submitted"]').click()

    refused = clerk.locator(".messagelist .error")
    expect(refused).to_contain_text("Chưa có tóm tắt.")
    refused.get_by_role("link", name="Chưa có tóm tắt.").click()
    expect(clerk.locator("#id_summary")).to_be_in_viewport()
    clerk.locator("#id_summary").fill("Có rồi.")
    refused.get_by_role("link", name="Chưa chọn chuyên mục.").click()
    expect(clerk.locator("#id_section")).to_be_in_viewport()
    clerk.locator("#id_section").select_option(index=1)
    step(clerk, "submitted")
    article = Article.objects.get(title="Chỉ có tiêu đề")
    assert article.state == State.SUBMITTED
    assert [row.name for row in article.attachments.all()] == ["thông báo"]


FORMS = [
    "/admin/news/article/add/",
    "/admin/projects/project/add/",
    "/admin/enterprises/event/add/",
]


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1280])
def test_no_form_is_wider_than_the_screen_and_the_bar_hides_no_field(someone, width):
    page = someone(viewport={"width": width, "height": 844})
    sign_in(page, "duyet")
    for address in FORMS:
        page.goto(address)
        for button in page.locator(".add-row :is(a, button):visible").all():
            button.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        hidden = page.evaluate(
            """() => [...document.querySelectorAll(".page-main :is(input, select, textarea)")]
              .filter((field) => field.checkVisibility() && !field.closest(".page-bar"))
              .filter((field) => {
                field.focus()
                const bar = document.querySelector(".page-bar").getBoundingClientRect()
                const own = field.getBoundingClientRect()
                return own.top > bar.top - 8 && own.top < bar.bottom
              })
              .map((field) => field.id)"""
        )
        assert hidden == [], address
