"""The shell around every page: on any width, by keyboard, in the dark, at 200 % and on paper."""

import pytest
from playwright.sync_api import expect

from portal.pagecache.outage import marked
from tests.browser.looking import OVERHANG
from tests.page_kinds import ARTICLE

BUDGET_SECONDS = 20

TIGHT = ("/", ARTICLE, "/tim-kiem/?q=hoi+nghi", "/chi-tieu/mat-do-dien-thoai/")


def test_text_at_twice_its_size_stays_inside(someone):
    """Browsers zoom by 200 % as by a window of half the width; text alone by a larger font."""
    page = someone(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    for path in TIGHT:
        page.goto(path)
        assert page.evaluate(OVERHANG) <= 0, path
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        assert page.evaluate(OVERHANG) <= 0, f"{path} in larger letters"


def test_the_first_tab_skips_to_the_content(page):
    page.goto(ARTICLE)
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main#noi-dung")).to_be_focused()
    page.keyboard.press("Tab")
    inside = "() => document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(inside)


def test_whoever_uses_the_keyboard_sees_where_they_are(page):
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        assert outline[0] == "solid"
        assert outline[1] >= 2


@pytest.mark.parametrize(("width", "most"), [(360, 110), (768, 110), (1280, 120), (1920, 120)])
def test_the_head_leaves_the_screen_to_the_page(someone, width, most):
    page = someone(viewport={"width": width, "height": 780})
    for path in ("/", ARTICLE, "/en/"):
        page.goto(path)
        assert page.locator(".masthead").bounding_box()["height"] <= most, path


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_opens_by_keyboard_and_stays_inside_without_a_script(someone, width):
    page = someone(viewport={"width": width, "height": 780}, java_script_enabled=False)
    page.goto("/")
    opener = page.locator(".menu-fold > summary")
    if width < 1280:
        opener.press("Enter")
    else:
        expect(opener).to_be_hidden()
    link = page.locator(".menu").get_by_role("link", name="Tiếp công dân")
    expect(link).to_be_hidden()
    page.locator(".menu-group > summary").first.press("Enter")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert page.evaluate(OVERHANG) <= 0
    link.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiếp công dân")


@pytest.mark.parametrize("width", [360, 1280])
def test_words_below_a_large_figure_stand_on_the_margin(someone, width):
    page = someone(viewport={"width": width, "height": 800})
    page.goto("/")
    glance = page.locator(".glance:has(.figure-large)")
    # Wide words stand below the figure, at any width.
    glance.locator("small").evaluate("each => { each.style.flexBasis = '100%' }")
    left = glance.evaluate("each => each.getBoundingClientRect().left")
    assert glance.locator("small").evaluate("each => each.getBoundingClientRect().left") == left


def test_a_telephone_and_paper_show_of_when_a_kept_page_is(someone):
    page = someone(viewport={"width": 360, "height": 780})
    made = page.request.get("/lien-he/").body()
    body = marked(made, "Bản lưu lúc 09:10 hôm qua").decode()
    page.route("**/kept", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/kept")
    line = page.get_by_role("status").get_by_text("Bản lưu lúc 09:10")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert line.bounding_box()["width"] > 200, media
    assert page.evaluate(OVERHANG) <= 0


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_ground_follows_the_readers_scheme(someone, scheme, is_dark):
    page = someone(color_scheme=scheme)
    page.goto("/")
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    channels = [int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    assert (sum(channels) < 3 * 64) is is_dark


def test_paper_shows_address_and_date_and_no_menu(page, settings):
    page.emulate_media(media="print")
    page.goto(ARTICLE)
    source = page.locator("footer .print-only:not(.qr-print)")
    expect(source).to_be_visible()
    expect(source).to_contain_text(f"{settings.SITE_URL}{ARTICLE}")
    expect(source).to_contain_text("01/02/2007")
    expect(page.locator("nav.menu")).to_be_hidden()
