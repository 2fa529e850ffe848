"""A correction is remarked on where it stands, mended, and live by one press of who decides."""

import pytest
from playwright.sync_api import Page, expect

from news.articles.models import Article
from portal.accounts.models import User
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from tests import builders
from tests.browser.colours import RULES_OF_COLOUR
from tests.browser.looking import sideways, violations
from tests.browser.people import sign_in
from tests.browser.serving import committed

BUDGET_SECONDS = 60

TITLE = "Mật độ điện thoại của tỉnh cuối năm"
LINES = ("Cả nước đạt 35,5 máy.", "Nguồn: Niên giám thống kê.")
WORDS = " ".join(LINES)
SELECT = """words => {
  const walk = document.createTreeWalker(
    document.querySelector('#muc-body .compare-text'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.data.startsWith(words)) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode.parentElement.closest('p'));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""

# A passage across the end of a part, and the script anew.
QUOTE_ANOTHER = """async () => {
  const list = '<ul><li>Một<ul><li>Hai</li></ul>ba</li></ul>';
  document.querySelector('.compare-inline').insertAdjacentHTML('beforeend', list);
  document.querySelector('.remark-quote').textContent = 'Hai ba';
  await import(`${document.querySelector('script[src*="js/remarks"]').src}?again`);
}"""
MARKED = "() => [...(CSS.highlights.get('remarks') ?? [])].map(String)"


def sent_in() -> None:
    """A live article whose body an editor has changed and sent."""
    editor = User.objects.get(username="bientap")
    article = builders.article(TITLE, by=editor, body="<p>Đạt 30 máy trên 100 dân.</p>")
    data = revisions.snapshot(article)
    data["fields"]["body"] = f"{article.body}<h2>So sánh</h2><p>{'<br>'.join(LINES)}</p>"
    changes.propose(article, data, by=editor)
    workflow.transition(article, to=State.SUBMITTED, by=editor)


def fits(page: Page) -> None:
    """Nobody is kept out, by day or by night, and nothing sticks out of a telephone."""
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert violations(page, RULES_OF_COLOUR) == []
    page.emulate_media(color_scheme="light")
    page.reload()
    assert sideways(page, (390, 1280)) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def remark(page: Page) -> None:
    """Select two lines in what differs, and say what is wrong with them."""
    page.evaluate("document.querySelector('[data-remark-quote]').maxLength = 20")
    page.evaluate(SELECT, LINES[0])
    expect(page.get_by_role("button", name="hãy chọn ít chữ hơn")).to_be_disabled()
    page.evaluate("document.querySelector('[data-remark-quote]').maxLength = 1000")
    page.evaluate("getSelection().removeAllRanges()")
    page.evaluate(SELECT, LINES[0])
    page.get_by_role("button", name="Ghi ý kiến vào chỗ vừa chọn").click()
    expect(page.get_by_label("hoặc những chữ này, chép từ bài")).to_have_value(WORDS)
    page.get_by_label("Ý kiến của bạn").fill("Ghi nguồn của con số")
    page.get_by_label("Chặn duyệt cho đến khi đã sửa").check()
    page.get_by_role("button", name="Ghi ý kiến", exact=True).click()
    expect(page.locator(".remark-quote")).to_have_text(WORDS)
    # The passage is marked where it stands, once the script has run.
    page.wait_for_function("() => CSS.highlights.get('remarks')?.size")
    assert page.evaluate(MARKED) == ["".join(LINES)]
    page.evaluate(QUOTE_ANOTHER)
    assert page.evaluate(MARKED) == ["Haiba"]
    page.reload()


def test_a_correction_is_remarked_on_mended_and_live(someone):
    committed(sent_in)
    writer, publisher, reader = someone(), someone(), someone()
    sign_in(publisher, "duyet")
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).first.click()
    expect(publisher.locator("h1")).to_contain_text("Duyệt thay đổi")
    heading = publisher.locator("#muc-body .compare-text h2").first
    assert heading.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
    remark(publisher)
    fits(publisher)
    publisher.get_by_role("button", name="Duyệt tất cả và đăng").click()
    expect(publisher.locator(".messagelist .error")).to_contain_text("Ghi nguồn của con số")

    article = Article.objects.get(title=TITLE)
    sign_in(writer, "bientap")
    writer.goto(article.path)
    fits(writer)
    writer.emulate_media(media="print")
    expect(writer.locator(".staff-bar")).to_be_hidden()
    writer.emulate_media(media="screen")
    writer.get_by_role("link", name="Sửa trang này").click()
    writer.get_by_label("Đã sửa (ghi cùng lần lưu này)").check()
    writer.locator('[name="_continue"]').click()
    writer.wait_for_load_state()

    # From the desk two presses: the name of the page, and the one that decides.
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).first.click()
    expect(publisher.locator(".remark-fixed")).to_contain_text("đã sửa")
    publisher.get_by_role("button", name="Duyệt tất cả và đăng").click()
    expect(publisher.locator(".messagelist .success")).to_contain_text(
        "Người đọc đang thấy nội dung mới"
    )
    reader.goto(article.path)
    expect(reader.locator(".prose")).to_contain_text(LINES[1])
    expect(reader.locator(".staff-bar")).to_have_count(0)


@pytest.mark.long
def test_letters_and_versions_keep_nobody_out(page):
    sign_in(page, "duyet")
    page.goto("/admin/thu-bao/")
    fits(page)
    article = Article.objects.order_by("pk").first()
    for view in ("history", "so-sanh", "xem-truoc"):
        page.goto(f"/admin/news/article/{article.pk}/{view}/")
        fits(page)
