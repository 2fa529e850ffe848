"""A citizen on the worst night: an old telephone, no script, by keyboard, in the dark, on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import CUT_OFF, OVERHANG
from tests.page_kinds import ARTICLE

BUDGET_SECONDS = 30
TITLE = "Hội nghị triển khai kế hoạch năm 2007 của Sở BCVT Thừa Thiên Huế"
LETTERS = "Ễnh ương, Ự, Ợ, Ậ, ỹ"


@pytest.fixture
def citizen(someone) -> Page:
    return someone(
        java_script_enabled=False,
        color_scheme="dark",
        viewport={"width": 320, "height": 568},
        has_touch=True,
    )


def press_until(page: Page, href: str) -> None:
    """Move on by the tabulator until the link is reached; its frame is seen there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator("a:focus")
        if focused.count() and focused.get_attribute("href") == href:
            assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
            return
    raise AssertionError(f"The keyboard does not come to {href}.")


def test_from_home_to_the_report_by_keyboard_alone(citizen):
    citizen.goto("/")
    citizen.keyboard.press("Tab")
    expect(citizen.locator(".skip-link")).to_be_focused()
    citizen.keyboard.press("Enter")
    press_until(citizen, ARTICLE)
    citizen.keyboard.press("Enter")
    expect(citizen.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert citizen.evaluate(OVERHANG) <= 0
    press_until(citizen, "/tin-tuc/")


def test_the_first_screen_names_the_department_and_says_what_there_is(citizen):
    citizen.goto("/")
    name = citizen.locator(".site-name")
    expect(name).to_contain_text("Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế")
    expect(name).to_be_in_viewport()
    expect(citizen.locator(".strip-storm")).to_be_in_viewport(ratio=1)
    expect(citizen.locator(".home-lead h2")).to_be_in_viewport()
    citizen.locator(".menu-fold > summary").click()
    for word in citizen.locator(".menu-fold > ul > li").all():
        expect(word).to_be_in_viewport(ratio=1)


def test_strip_and_footer_stay_where_they_are_while_the_rest_comes_in(page):
    """On a slow line a page is drawn when half of it is there."""
    page.set_viewport_size({"width": 412, "height": 1600})
    page.goto("/gioi-thieu/lien-ket/")
    tops = """() => ['.strip-storm', '.site-footer'].map(each => {
      const box = document.querySelector(each).getBoundingClientRect();
      return [box.left, box.top];
    })"""
    before = page.evaluate(tops)
    assert before[1][1] < 1600
    for part in (".site-footer-links", ".site-footer-grid", ".language-switch"):
        page.evaluate("part => document.querySelector(part).remove()", part)
        assert page.evaluate(tops) == before, part


def test_what_was_typed_into_a_form_is_still_there_when_it_is_sent_back(citizen):
    citizen.goto("/lien-he/")
    field = citizen.locator("main form textarea")
    field.fill(LETTERS)
    citizen.locator("main form button[type=submit]").last.click()
    expect(citizen.get_by_role("alert")).to_be_visible()
    expect(field).to_have_value(LETTERS)
    # A press of a button does not wait for the style sheet, as `goto` does.
    citizen.wait_for_load_state()
    assert citizen.evaluate(OVERHANG) <= 0


def test_a_search_leads_on_without_a_script(citizen):
    citizen.goto("/")
    citizen.locator(".search-opener").click()
    # The cursor stands in the field at once, without script too.
    assert citizen.evaluate("document.activeElement.id") == "tim"
    field = citizen.get_by_role("searchbox")
    field.fill("mat do dien thoai")
    field.press("Enter")
    expect(citizen.locator(".search-result a").first).to_be_visible()
    assert citizen.evaluate(OVERHANG) <= 0


def test_on_paper_there_is_the_text_on_white_with_where_it_is_from(citizen):
    citizen.goto(ARTICLE)
    citizen.emulate_media(media="print", color_scheme="dark")
    colours = (
        "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor] }"
    )
    assert citizen.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    for hidden in ("nav.menu", ".search-form", ".page-tools"):
        expect(citizen.locator(hidden).first).to_be_hidden()
    expect(citizen.locator("main h1")).to_be_visible()
    expect(citizen.locator("footer .print-only:not(.qr-print)")).to_contain_text(ARTICLE)


def test_letters_with_two_marks_are_not_cut_off(page):
    """In headings, buttons and fields, in two lines, at every size of the page of an article."""
    page.goto(ARTICLE)
    page.evaluate(f"""() => {{
      const set = 'h1, h2, h3, .summary, .button, .menu a, .site-name';
      for (const e of document.querySelectorAll(set)) e.textContent = '{LETTERS} '.repeat(6);
    }}""")
    assert page.evaluate(CUT_OFF) == []
    # The boxes of two lines do not run into each other: the line is as high as the letters.
    low = """() => {
      const set = [...document.querySelectorAll('h1, h2, h3, .summary, p, input, button')];
      const size = (e, name) => parseFloat(getComputedStyle(e)[name]);
      return set.filter(e => size(e, 'lineHeight') < 1.25 * size(e, 'fontSize'))
        .map(e => e.outerHTML.slice(0, 80));
    }"""
    assert page.evaluate(low) == []


def test_who_chose_colours_of_their_own_keeps_them(someone):
    page = someone(forced_colors="active")
    page.goto("/")
    words = page.evaluate("() => getComputedStyle(document.querySelector('.home-lead h2 a')).color")
    link = """() => { const a = document.createElement('a'); a.href = '/'; a.textContent = 'x';
      document.body.append(a); return getComputedStyle(a).color }"""
    assert words == page.evaluate(link)
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    page.keyboard.press("Tab")
    assert page.evaluate(outline) == "solid"
