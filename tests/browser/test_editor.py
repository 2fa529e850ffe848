"""The editor in a real browser: what is pasted, dropped, linked, opened."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, Route, expect

from news.articles.models import Article
from portal.media.pictures.models import Picture
from portal.publishing.models import Attachment
from tests.browser.people import Editor, change_token, drawing, photo, sign_in, take_step, write
from tests.browser.serving import committed
from tests.portal.media.wordfiles.samples import word_file

BUDGET_SECONDS = 90
WATCHED = "Ảnh chụp màn hình kê khai"
LINE_IS_ABOVE_THE_BAR = """() => {
  const [line] = getSelection().getRangeAt(0).getClientRects()
  return line.bottom < document.querySelector(".page-bar").getBoundingClientRect().top
}"""


def test_a_pasted_and_a_dropped_picture_reach_the_reader_described(someone):
    clerk, publisher, reader = someone(), someone(), someone()
    title = "Kê khai thuế điện tử bằng hình"
    sign_in(clerk, "phongvien")
    write(clerk, title, "Các bước kê khai.")
    change_token(clerk)
    editor = Editor(clerk)
    editor.press("Enter")

    # A save waits for a picture that is still on its way.
    held: list[Route] = []
    clerk.route("**/tai-len/anh/", lambda route: held.append(route))
    with clerk.expect_request("**/tai-len/anh/"):
        editor.bring(drawing("#5a2a7e"), event="paste")
    clerk.locator("[name=_continue]").click()
    expect(clerk.locator(".cke_notification_warning")).to_contain_text("Hãy chờ xong")
    expect(editor.dialog).to_have_count(0)
    held[0].continue_()
    clerk.unroute("**/tai-len/anh/")
    expect(editor.dialog).to_be_visible()
    # Without a word on what it shows, the dialog stays and says what is missing.
    editor.dialog.locator(".cke_dialog_ui_button_ok").click()
    expect(editor.dialog.get_by_role("alert")).to_contain_text(
        "Mô tả ảnh cho người không nhìn thấy"
    )
    editor.describe(WATCHED)
    # Another one that is chosen for it is waited for, too.
    editor.text.get_by_role("img", name=WATCHED).dblclick()
    held.clear()
    clerk.route("**/tai-len/anh/", lambda route: held.append(route))
    with clerk.expect_request("**/tai-len/anh/"):
        editor.dialog.get_by_label("Chọn ảnh từ máy").set_input_files(drawing("#2a7e5a"))
    editor.dialog.locator(".cke_dialog_ui_button_ok").click()
    expect(editor.dialog.get_by_role("alert")).to_contain_text("Đang tải")
    held[0].continue_()
    clerk.unroute("**/tai-len/anh/")
    expect(editor.dialog.locator(".editor-chosen img")).to_be_visible()
    editor.accept()
    editor.press("ArrowRight")
    editor.bring(drawing("#c47a22"), event="drop")
    expect(editor.dialog).to_be_visible()
    editor.dialog.get_by_label("Ảnh trang trí").check()
    editor.accept()

    take_step(clerk, "submitted")
    article = Article.objects.get(title=title)
    assert Picture.objects.filter(created_by__username="phongvien").count() >= 2
    sign_in(publisher, "duyet")
    publisher.goto(f"/admin/news/article/{article.pk}/change/")
    take_step(publisher, "published")
    reader.goto(article.path)
    pictures = reader.locator(".prose img")
    expect(pictures).to_have_count(2)
    assert sorted(each.get_attribute("alt") for each in pictures.all()) == ["", WATCHED]
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0


def test_the_typed_line_is_in_sight_and_a_picture_cuts_no_sentence(someone):
    clerk = someone(viewport={"width": 1280, "height": 800})
    sign_in(clerk, "bientap")
    write(clerk, "Bài dài trên màn hình thấp", "Câu thứ nhất.")
    change_token(clerk)
    editor = Editor(clerk)
    for _ in range(12):
        editor.press("Enter")
        editor.type("Câu sau.")
    clerk.wait_for_function(LINE_IS_ABOVE_THE_BAR)
    editor.press("ArrowLeft")  # into the sentence
    written = editor.text.inner_text()
    editor.insert_picture(photo(901, 507), alt="Quầy giao dịch mới")
    expect(editor.text.locator("p", has_text="Câu sau.")).to_have_count(12)
    last = editor.text.locator(":scope > p").last
    editor.type("Viết tiếp")
    expect(last).to_have_text("Viết tiếp")
    expect(last.locator("xpath=preceding-sibling::p[1]").locator("img")).not_to_have_count(0)
    editor.button("undo")
    editor.button("undo")
    expect(editor.text.locator("img[alt='Quầy giao dịch mới']")).to_have_count(0)
    assert editor.text.inner_text().split() == written.split()
    # What was just said of it is not asked for again.
    editor.button("image")
    editor.dialog.get_by_label("hoặc tìm trong thư viện ảnh").fill("")
    held: list[Route] = []
    clerk.route("**/tai-len/anh/", lambda route: held.append(route), times=1)
    editor.dialog.get_by_label("Chọn ảnh từ máy").set_input_files(drawing("#5a2a7e"))
    expect(editor.dialog.get_by_role("status").first).to_contain_text("Đang tải")
    editor.dialog.locator(".editor-result", has_text="Quầy giao dịch mới").click()
    chosen = editor.dialog.locator(".editor-chosen img").get_attribute("src")
    # An upload that ends too late changes nothing of what was chosen since.
    with clerk.expect_response(held[0].request.url):
        held[0].continue_()
    clerk.wait_for_timeout(200)
    expect(editor.dialog.locator(".editor-chosen img")).to_have_attribute("src", chosen or "")
    expect(editor.dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy")).to_have_value(
        "Quầy giao dịch mới"
    )


@pytest.mark.long
def test_a_picture_of_the_library_is_found_without_marks_and_keeps_its_description(someone):
    clerk = someone()
    sign_in(clerk, "bientap")
    write(clerk, "Bài có ảnh", "Một đoạn.")
    editor = Editor(clerk)
    editor.insert_picture(photo(900, 500), alt="Lễ ký kết hợp tác")
    editor.button("image")
    editor.dialog.get_by_label("hoặc tìm trong thư viện ảnh").fill("")
    expect(editor.dialog.locator(".editor-result").first).to_be_visible()
    editor.dialog.locator(".editor-result").first.click()
    expect(editor.dialog.locator(".editor-chosen img")).to_be_visible()
    editor.describe("Ảnh chọn lại")
    expect(editor.text.locator("img[alt='Ảnh chọn lại']")).to_have_count(1)


def test_a_link_goes_to_what_was_meant_and_typing_goes_on_behind_it(someone):
    clerk = someone()
    sign_in(clerk, "bientap")
    write(clerk, "Bài có liên kết", "Xem ")
    editor = Editor(clerk)
    editor.button("link")
    editor.dialog.get_by_label("Chữ của liên kết").fill("tin tức")
    editor.dialog.get_by_label("Địa chỉ").fill("tin-tuc")
    editor.accept()
    editor.type(" và ")
    editor.button("link")
    editor.dialog.get_by_label("Tìm một trang của cổng").fill("hoi nghi tong ket")
    # The newest pages stood there before; their list goes away, with a click on it.
    expect(editor.dialog.locator(".editor-status:visible")).not_to_be_empty()
    found = editor.dialog.locator(".editor-result", has_text="Hội nghị tổng kết")
    found.first.click()
    editor.accept()
    # What a link leads to beside pages stays as it was when its dialog is opened again.
    for address in ("#_ftn1", "mailto:_so@hue.example", "mailto:so@hue.example?subject=Hoi"):
        editor.type(", ")
        editor.button("link")
        editor.dialog.get_by_label("Chữ của liên kết").fill("chú thích")
        editor.dialog.get_by_label("Địa chỉ").fill(address)
        editor.accept()
        editor.press("ArrowLeft")
        editor.button("link")
        expect(editor.dialog.get_by_label("Địa chỉ")).to_have_value(address)
        editor.accept()
    editor.type(" hết.")
    clerk.locator("[name=_continue]").click()
    clerk.wait_for_load_state()
    body = Article.objects.get(title="Bài có liên kết").body.replace("\u00a0", " ")
    assert '<a href="/tin-tuc/">tin tức</a> và <a href="/' in body
    assert '<a href="#_ftn1">chú thích</a>, <a href="mailto:_so@hue.example">' in body
    assert '<a href="mailto:so@hue.example?subject=Hoi">' in body
    assert body.endswith("</a> hết.</p>")


@pytest.mark.long
def test_a_link_to_an_attachment_is_made_by_keyboard_alone(someone):
    clerk = someone()
    sign_in(clerk, "bientap")

    def attach() -> None:
        article = Article.objects.filter(title="Bài tải mẫu đơn").get()
        file = ContentFile(b"%PDF-1.4", name="mau.pdf")
        Attachment.objects.create(publication=article, name="Mẫu đơn", file=file, size=8)

    write(clerk, "Bài tải mẫu đơn", "Tải về ")
    clerk.locator("[name=_continue]").click()
    clerk.wait_for_load_state()
    committed(attach)
    clerk.reload()
    editor = Editor(clerk)
    editor.text.click()
    editor.press("Control+End")
    editor.button("link")
    expect(editor.dialog.locator(".editor-files")).to_contain_text("Mẫu đơn")
    expect(editor.dialog.locator(".editor-result").first).to_be_visible()
    editor.dialog.get_by_label("Tìm một trang của cổng").press("ArrowDown")
    for _press in range(25):
        if clerk.locator(":focus").inner_text() == "Mẫu đơn":
            break
        editor.press("Tab")
    editor.press("Enter")
    expect(editor.dialog.get_by_label("Địa chỉ")).to_have_value(re.compile(r"^/tep/\d+/$"))
    editor.accept()
    expect(editor.text.locator("a[href^='/tep/']")).to_have_text("Mẫu đơn")


def test_every_menu_and_dialog_opens_without_a_complaint_in_the_console(someone):
    clerk = someone()
    sign_in(clerk, "bientap")
    write(clerk, "Bài thử", "Một đoạn")
    editor = Editor(clerk)
    for name in ("link", "image", "table", "quotedfigure"):
        editor.button(name)
        expect(editor.dialog).to_be_visible()
        editor.dialog.locator(".cke_dialog_ui_button_cancel").click()
        expect(editor.dialog).to_have_count(0)
    clerk.locator(".cke_combo_button").click()
    menu = clerk.frame_locator("iframe.cke_panel_frame")
    expect(menu.get_by_role("option")).to_have_text(
        ["Đoạn văn", "Đề mục", "Đề mục nhỏ", "Đề mục nhỏ nhất", "Giữ nguyên dòng"]
    )
    menu.get_by_role("option", name="Đề mục", exact=True).click()
    expect(editor.text.locator("h2")).to_have_text("Một đoạn")
    editor.text.click(button="right")
    expect(clerk.locator(".cke_menu_panel")).to_be_visible()


def words_on(page: Page) -> str:
    names = "[...document.querySelectorAll('.cke [title], .cke [aria-label]')]"
    return page.evaluate(f"{names}.map(e => e.title || e.ariaLabel).join('|')")


@pytest.mark.long
def test_the_toolbar_speaks_vietnamese(someone):
    clerk = someone()
    sign_in(clerk, "bientap")
    clerk.goto("/admin/news/article/add/")
    Editor(clerk)
    text = words_on(clerk)
    for word in ("Hoàn tác", "Làm lại", "Liên kết", "Danh sách dấu chấm", "Bộ soạn thảo nội dung"):
        assert word in text
    for english in ("Undo", "Heading", "Rich Text", "Display Text", "Phone", "Xoá"):
        assert english not in text


def test_a_word_file_comes_in_by_the_button_and_by_dropping_it(someone):
    clerk = someone()
    sign_in(clerk, "phongvien")
    write(clerk, "Bài từ tệp Word", "Mở đầu.")
    editor = Editor(clerk)
    file = {
        "name": "bao-cao.docx",
        "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "buffer": word_file().read(),
    }
    with clerk.expect_file_chooser() as chooser:
        editor.button("wordfile")
    chooser.value.set_files(file)
    expect(editor.text.locator("h2", has_text="Báo cáo năm 2006")).to_have_count(1)
    notice = clerk.locator(".cke_notification_info")
    expect(notice).to_contain_text("Đã bỏ 1 nhận xét bên lề")
    notice.locator(".cke_notification_close").click()
    editor.bring(file, event="drop")
    expect(editor.text.locator("h2", has_text="Báo cáo năm 2006")).to_have_count(2)
    clerk.locator("[name=_continue]").click()
    clerk.wait_for_load_state()
    body = Article.objects.get(title="Bài từ tệp Word").body
    assert body.count("<tr><th>Năm</th><th>Máy</th></tr>") == 2
    assert body.count("<img ") == 4
    assert "<strong>35,5</strong><u> máy</u><sup>[1]</sup>" in body


PASTE_HTML = """(html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  const options = { bubbles: true, cancelable: true, clipboardData: data }
  document.querySelector(".cke_wysiwyg_div").dispatchEvent(new ClipboardEvent("paste", options))
}"""


@pytest.mark.long
def test_what_a_web_page_loses_by_pasting_is_told_and_the_rest_stays(someone):
    clerk = someone()
    sign_in(clerk, "bientap")
    write(clerk, "Bài dán từ web", "")
    html = (
        '<h1 style="color:red">Thông báo</h1><h5>Mục một</h5>'
        '<p style="text-align:center" class="x"><u>Kính gửi</u> <span lang="en">all</span></p>'
        "<dl><dt>CNTT</dt><dd>công nghệ</dd></dl><iframe src='https://x.vn/'></iframe>"
    )
    clerk.evaluate(PASTE_HTML, html)
    notice = clerk.locator(".cke_notification_info")
    expect(notice).to_contain_text("khung nhúng, phim, tiếng (1)")
    expect(notice).to_contain_text("màu chữ")
    clerk.locator("[name=_continue]").click()
    clerk.wait_for_load_state()
    assert Article.objects.get(title="Bài dán từ web").body == (
        "<h2>Thông báo</h2>\n<h4>Mục một</h4>\n"
        '<p class="align-center"><u>Kính gửi</u> <span lang="en">all</span></p>\n'
        "<dl>\n<dt>CNTT</dt>\n<dd>công nghệ</dd>\n</dl>"
    )


# As Word 2016 puts it on the clipboard: lists are paragraphs with a sign, cells hold paragraphs.
WORD_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15"><style><!--
@list l0 {mso-list-id:1; mso-list-type:hybrid;} @list l0:level1 {mso-level-number-format:bullet;}
p.MsoNormal {margin:0cm; font-size:14.0pt; font-family:"Times New Roman",serif;}
--></style></head><body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<h1>Thông báo mất điện<o:p></o:p></h1>
<p class=MsoNormal align=center style='text-align:center'><b style='mso-bidi-font-weight:normal'>
<span style='font-size:14.0pt'>Kính gửi: <u>các đơn vị</u><o:p></o:p></span></b></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Phường
Vỹ Dạ<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Xã Phú
Mậu<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
<tr><td width=208 valign=top style='width:155.8pt'><p class=MsoNormal>Nơi<o:p></o:p></p></td>
<td width=208 valign=top><p class=MsoNormal align=right style='text-align:right'>Giờ</p></td></tr>
</table><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""


@pytest.mark.long
def test_what_is_pasted_from_word_keeps_its_lists_and_tables(someone):
    clerk = someone()
    sign_in(clerk, "bientap")
    write(clerk, "Bài dán từ Word", "")
    clerk.evaluate(PASTE_HTML, WORD_HTML)
    expect(clerk.locator(".cke_wysiwyg_div")).to_contain_text("Phú Mậu")
    clerk.locator("[name=_continue]").click()
    clerk.wait_for_load_state()
    body = Article.objects.get(title="Bài dán từ Word").body
    assert body.startswith(
        "<h2>Thông báo mất điện</h2>\n"
        '<p class="align-center"><strong>Kính gửi: <u>các đơn vị</u></strong></p>\n'
        "<ul>\n<li>Phường Vỹ Dạ</li>\n<li>Xã Phú Mậu</li>\n</ul>\n<table>"
    )
    assert all(word in body for word in ("Nơi", "Giờ"))
    assert not any(word in body for word in ("Mso", "style", "Symbol", "·", "<span"))
