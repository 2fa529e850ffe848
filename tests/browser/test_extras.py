"""The comforts that need script: suggestions by keyboard, the key of the search, a copied link."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.looking import OVERHANG, violations
from tests.page_kinds import ARTICLE

BUDGET_SECONDS = 25

FIELD = "#tim"
ROWS = "[role=option]"


def test_suggestions_are_chosen_by_the_keyboard(page, watches):
    page.goto("/lien-he/")
    assert not [url for url in watches[0].requests if "suggest" in url or "combobox" in url]
    field = page.locator(FIELD)
    field.focus()
    expect(field).to_have_attribute("role", "combobox")
    page.keyboard.type("hoi nghi tr")
    expect(page.locator(ROWS).first).to_contain_text("Hội nghị triển khai kế hoạch")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    marked = page.locator(f"{ROWS}[aria-selected=true]")
    expect(field).to_have_attribute("aria-activedescendant", marked.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("hoi nghi tr")
    page.keyboard.type("i")
    page.locator(ROWS).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ARTICLE}")


def test_enter_without_a_choice_searches_and_one_letter_asks_nothing(page, watches):
    page.goto("/")
    page.locator(FIELD).focus()
    expect(page.locator(FIELD)).to_have_attribute("role", "combobox")
    page.keyboard.type("h")
    page.wait_for_timeout(300)
    assert not [url for url in watches[0].requests if "goi-y" in url]
    page.keyboard.type("oi nghi")
    page.locator(ROWS).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=hoi+nghi")


def test_a_choice_can_be_clicked_and_the_list_goes_with_the_focus(page):
    """Also for who typed before the script had come."""
    held: list[Route] = []
    page.route("**/js/extras*", lambda route: held.append(route), times=1)
    with page.expect_request("**/js/extras*"):
        page.goto("/", wait_until="commit")
    page.locator(FIELD).focus()
    page.keyboard.type("hoi nghi trien")
    held[0].continue_()
    page.locator(ROWS).first.wait_for()
    page.keyboard.press("Tab")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.locator(FIELD).focus()
    page.keyboard.type(" khai")
    page.locator(ROWS).first.click()
    page.wait_for_url(f"**{ARTICLE}")


def test_the_list_breaks_no_rule_of_accessibility_and_no_width(someone):
    page = someone(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.goto("/")
    page.locator(".search-opener").click()
    page.locator(FIELD).focus()
    page.keyboard.type("hoi")
    page.locator(ROWS).first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.evaluate(OVERHANG) <= 0


def test_the_slash_leads_to_the_search_and_can_be_turned_off(page):
    page.goto("/tim-kiem/")
    field = page.locator("main input[type=search]")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    box = page.get_by_label("Phím / đưa tới ô tìm kiếm")
    expect(box).to_be_checked()
    box.uncheck()
    page.goto("/lien-he/")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).not_to_be_focused()
    page.goto("/tim-kiem/")
    page.get_by_label("Phím / đưa tới ô tìm kiếm").check()
    page.goto("/lien-he/")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    # What it offers in English, it does.
    page.goto("/en/tim-kiem/")
    expect(page.get_by_label("The key / leads to the search field")).to_be_checked()
    page.keyboard.press("/")
    expect(page.locator("main input[type=search]")).to_be_focused()


def test_the_slash_opens_the_search_where_the_screen_is_narrow(someone):
    page = someone(viewport={"width": 320, "height": 640})
    page.goto("/lien-he/")
    expect(page.locator(FIELD)).to_be_hidden()
    for key in ("/", "a", "/"):
        page.keyboard.press(key)
        expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("a/")


def test_the_link_of_an_article_is_copied_and_that_is_said(someone, site):
    page = someone(permissions=["clipboard-read", "clipboard-write"])
    page.goto(ARTICLE)
    page.get_by_role("button", name="Chép đường dẫn").click()
    expect(page.locator(".copy-link-status")).to_have_text("Đã chép đường dẫn")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.endswith(ARTICLE)


@pytest.mark.parametrize("path", ["/tim-kiem/", ARTICLE])
def test_without_script_nothing_of_it_is_seen_and_the_search_works(someone, path):
    page = someone(java_script_enabled=False)
    page.goto(path)
    assert page.locator("button[data-copy-link]:visible, [data-shortcut]:visible").count() == 0
    page.locator("form[role=search] input[type=search]").first.fill("hoi nghi")
    page.locator("form[role=search] button").first.click()
    expect(page.locator(".search-result").first).to_be_visible()
