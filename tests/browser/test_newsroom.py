"""From the desk to the reader: an editor writes, a publisher publishes, a stranger reads."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from news.articles.models import Article
from tests.browser.people import Editor, photo, sign_in, sign_in_by_form, take_step
from tests.browser.second_step import code_for, set_up_app
from tests.browser.serving import committed

BUDGET_SECONDS = 45

TITLE = "Diễn đàn tháng ba của các doanh nghiệp công nghệ thông tin"
ADDRESS = "/tin-tuc/dien-dan-thang-ba-cua-cac-doanh-nghiep-cong-nghe-thong-tin/"
HOSTILE = (
    '<p onclick="steal()">Chữ còn lại</p><script>steal()</script>'
    '<img src="/media/x.png" onerror="steal()"><a href="javascript:steal()">bấm</a>'
    '<iframe src="https://example.com/"></iframe>'
)


def write_an_article(page: Page) -> None:
    page.goto("/admin/news/article/add/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Năng lực và sản phẩm được trình bày mỗi tháng một lần.")
    page.locator("#id_section").select_option(index=1)
    editor = Editor(page)
    editor.text.click()
    editor.type("Các doanh nghiệp nhất trí gặp nhau: Ễ, ợ, đ và ữ.")
    editor.press("Enter")
    editor.button("bulletedlist")
    editor.type("Trình bày năng lực")
    editor.press("Enter")
    editor.type("Giới thiệu sản phẩm")
    editor.press("Enter", "Enter")
    editor.insert_picture(photo(), alt="Toàn cảnh diễn đàn")
    editor.press("ArrowRight", "Enter")
    editor.insert_table(rows=2, columns=2)
    for cell in ("Tháng", "Chủ đề", "Ba", "Mật độ điện thoại"):
        editor.type(cell)
        if cell != "Mật độ điện thoại":
            editor.press("Tab")


def test_an_article_goes_from_the_editor_over_the_publisher_to_the_reader(someone, watches):
    editor, publisher, reader = someone(), someone(), someone()
    sign_in(editor, "bientap")
    write_an_article(editor)
    take_step(editor, "submitted")

    watches[2].expect("status of 404")
    assert reader.goto(ADDRESS).status == 404

    article = Article.objects.get(title=TITLE)
    sign_in(publisher, "duyet")
    publisher.goto(f"/admin/news/article/{article.pk}/change/")
    take_step(publisher, "published")

    assert reader.goto(ADDRESS).status == 200
    text = reader.locator(".prose")
    expect(text.locator("p").first).to_have_text(
        "Các doanh nghiệp nhất trí gặp nhau: Ễ, ợ, đ và ữ."
    )
    expect(text.locator("ul > li")).to_have_text(["Trình bày năng lực", "Giới thiệu sản phẩm"])
    expect(text.locator("table th")).to_have_text(["Tháng", "Chủ đề"])
    expect(text.locator("table td")).to_have_text(["Ba", "Mật độ điện thoại"])
    picture = text.locator("img")
    expect(picture).to_have_attribute("alt", "Toàn cảnh diễn đàn")
    for attribute in ("srcset", "width", "height"):
        assert picture.get_attribute(attribute), attribute
    picture.scroll_into_view_if_needed()
    reader.wait_for_function("() => document.querySelector('.prose img').naturalWidth > 0")


def test_hostile_text_sent_past_the_editor_is_stored_clean(page):
    sign_in(page, "bientap")
    page.goto("/admin/news/article/add/")
    token = page.locator("form#article_form [name=csrfmiddlewaretoken]").input_value()
    fields = {
        "csrfmiddlewaretoken": token,
        "title": "Gửi ngoài trình soạn thảo",
        "summary": "Tóm tắt.",
        "body": HOSTILE,
        "language": "vi",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "gallery-TOTAL_FORMS": "0",
        "gallery-INITIAL_FORMS": "0",
        "_save": "1",
    }
    answer = page.request.post(
        "/admin/news/article/add/", form=fields, headers={"Referer": page.url}, max_redirects=0
    )
    assert answer.status == 302
    body = Article.objects.get(title=fields["title"]).body
    assert "Chữ còn lại" in body
    for danger in ("script", "onclick", "onerror", "javascript:", "iframe", "steal"):
        assert danger not in body


@pytest.fixture
def _second_factor_needed(settings):
    """Asked for in this test only, and not kept: the people are those of all tests."""
    settings.STAFF_MFA_REQUIRED = True
    yield
    committed(Authenticator.objects.all().delete)


@pytest.mark.usefixtures("_second_factor_needed")
def test_staff_set_up_a_second_step_and_sign_in_with_it(someone):
    page = someone()
    sign_in_by_form(page, "phongvien")
    secret = set_up_app(page)
    page.goto("/admin/")
    expect(page).to_have_url("/admin/")

    again = someone()
    sign_in_by_form(again, "phongvien")
    expect(again).to_have_url("/tai-khoan/2fa/authenticate/")
    again.locator("#id_code").fill(code_for(secret))
    again.locator("main form button[type=submit]").first.click()
    again.wait_for_url(lambda url: "/authenticate/" not in url)
    again.goto("/admin/")
    expect(again).to_have_url("/admin/")
