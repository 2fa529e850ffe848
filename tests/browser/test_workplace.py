"""The staff's frame: from the first page to a text by the keyboard, on a telephone, by night."""

import pytest
from playwright.sync_api import expect

from news.articles.models import Article
from tests.browser.looking import OVERHANG, SMALL_TARGETS, by_day_and_night, violations
from tests.browser.people import sign_in
from tests.page_kinds import ARTICLE_SLUG

BUDGET_SECONDS = 70
NARROW = {"width": 390, "height": 844}
MAX_KEYS = 6


def test_a_new_article_is_at_most_six_keys_away(page):
    sign_in(page, "phongvien")
    page.goto("/admin/")
    keys = 0
    while not page.evaluate("() => document.activeElement.matches('.topbar-main')"):
        page.keyboard.press("Tab")
        keys += 1
        assert keys < MAX_KEYS
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/news/article/add/")
    assert keys + 1 <= MAX_KEYS
    expect(page.locator("#id_title")).to_be_focused()


def test_on_a_telephone_the_menu_folds_and_everything_fits(someone):
    page = someone(viewport=NARROW, java_script_enabled=False)
    sign_in(page, "bientap")
    page.goto("/admin/")
    entry = page.locator(".worknav").get_by_text("Văn bản", exact=True)
    expect(entry).to_be_hidden()
    page.locator(".worknav > summary").click()
    entry.click()
    expect(page).to_have_url("/admin/news/officialdocument/")
    expect(page.locator(".worknav nav")).to_be_hidden()


@pytest.mark.parametrize("who", ["phongvien", "bientap", "duyet", "quantri"])
def test_the_first_page_is_clean_for_everybody(someone, who):
    page = someone(viewport=NARROW)
    sign_in(page, who)
    for address in ("/admin/", "/admin/tim/?q=quy", "/admin/tim/"):
        page.goto(address)
        assert page.evaluate(OVERHANG) <= 0
        assert page.evaluate(SMALL_TARGETS) == []
        assert by_day_and_night(page) == []
    for summary in page.locator(".topbar-menu > summary").all():
        summary.click()
        assert page.evaluate(OVERHANG) <= 0
        summary.click()


@pytest.mark.long
def test_menus_of_the_bar_open_by_key_and_close_as_menus_do(page):
    sign_in(page, "duyet")
    page.goto("/admin/")
    summary = page.locator(".topbar-person summary")
    leave = page.get_by_role("button", name="Đăng xuất")
    summary.focus()
    page.keyboard.press("Enter")
    expect(leave).to_be_visible()
    assert by_day_and_night(page) == []
    page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(summary).to_be_focused()
    page.locator(".topbar-write summary").click()
    expect(page.get_by_role("link", name="Loại khác…")).to_be_visible()
    page.locator("h1").click()
    expect(page.get_by_role("link", name="Loại khác…")).to_be_hidden()


@pytest.mark.long
def test_one_search_leads_to_a_list_that_stands_in_no_menu(page):
    sign_in(page, "phongvien")
    page.goto("/admin/")
    page.locator("#topbar-q").fill("chuyen muc")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Chuyên mục", exact=True).click()
    expect(page).to_have_url("/admin/portal/section/")


def test_a_long_menu_and_what_a_picker_has_chosen_keep_nobody_out(page):
    sign_in(page, "duyet")
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto("/admin/thung-rac/")
    menu = page.locator(".worknav")
    assert menu.evaluate("(e) => e.scrollHeight > e.clientHeight")
    expect(menu).to_have_attribute("open", "")
    assert violations(page, ["scrollable-region-focusable"]) == []
    topics = Article.objects.get(slug=ARTICLE_SLUG).topics.count()
    assert topics > 1
    page.goto("/admin/news/article/?q=hoi+nghi")
    page.locator("#result_list tbody th a").first.click()
    chosen = page.locator(".field-topics .select2-selection__choice")
    expect(chosen).to_have_count(topics)
    assert violations(page, ["list", "listitem"]) == []
    # What takes all of it away works as before, though it is an item now.
    page.locator(".field-topics .select2-selection__clear").click()
    expect(chosen).to_have_count(0)
    assert violations(page, ["list", "listitem"]) == []


def test_what_scripts_draw_in_place_of_a_choice_has_a_name(page):
    sign_in(page, "quantri")
    # Of no page of the site: its form brings what its pickers need by itself.
    page.goto("/admin/enterprises/actionitem/add/")
    for name in ("Nêu tại", "Cơ quan xử lý"):
        expect(page.get_by_role("combobox", name=name)).to_be_visible()
    assert violations(page, ["aria-input-field-name"]) == []
    page.goto("/admin/auth/group/add/")
    boxes = page.locator(".selector-filter").get_by_role("textbox", name="Gõ vào đây")
    expect(boxes).to_have_count(2)
    assert violations(page, ["aria-prohibited-attr"]) == []
