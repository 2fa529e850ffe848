"""The home page with one article and with many, with covers and without, at four widths."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import builders
from tests.browser.looking import OVERHANG

BUDGET_SECONDS = 25
WIDTHS = (360, 768, 1280, 1920)
# A picture of nothing, for the rows that have no file here.
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1067"><path d="M0 0h9v9"/></svg>'
)
BOXES = """query => [...document.querySelectorAll(query)].map(e => {
  const box = e.getBoundingClientRect();
  return {top: box.top + scrollY, left: box.left, width: box.width, height: box.height};
})"""


def show_home(page: Page) -> None:
    """Show the home page with the rows of the test, which nobody else sees."""
    html = Client().get("/", headers={"host": "127.0.0.1"}).text
    page.route(
        "**/media/**", lambda route: route.fulfill(body=DRAWING, content_type="image/svg+xml")
    )
    page.route(
        "**/rows-of-the-test",
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
    )
    page.goto("/rows-of-the-test")


# How much of the text of a page stands right of the middle of the screen.
SHARE = """() => {
  const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  let left = 0, right = 0;
  while (words.nextNode()) {
    if (!words.currentNode.data.trim()) continue;
    if (words.currentNode.parentElement.closest('.visually-hidden')) continue;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    for (const box of range.getClientRects()) {
      const beyond = Math.max(0, box.right - Math.max(innerWidth / 2, box.left));
      right += beyond * box.height;
      left += (box.width - beyond) * box.height;
    }
  }
  return right / (left + right);
}"""


def test_home_uses_the_right_half_too(someone):
    for number in range(7):
        at = builders.FEBRUARY + timedelta(days=900 + number)
        builders.article(f"Bài viết số {number} về mạng viễn thông", published_at=at)
    page = someone(viewport={"width": 1280, "height": 900})
    show_home(page)
    assert page.evaluate(SHARE) >= 0.3


@pytest.mark.parametrize("articles", [1, 7])
@pytest.mark.parametrize("has_covers", [False, True])
def test_pictures_keep_their_place(someone, articles, has_covers):
    cover = {"cover": builders.picture(), "cover_alt": "Ảnh"} if has_covers else {}
    for number in range(articles):
        at = builders.FEBRUARY + timedelta(days=900 + number)
        builders.article(f"Bài viết có ảnh số {number}", published_at=at, **cover)
    page = someone(viewport={"width": 360, "height": 780})
    show_home(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERHANG) <= 0, width
        leads = page.evaluate(BOXES, ".home-lead-picture img")
        assert len(leads) == has_covers
        for box in leads:
            assert box["width"] / box["height"] == pytest.approx(1.5, abs=0.02)
            assert box["top"] < 300
        cards = page.evaluate(BOXES, ".home-news .article-card")
        columns = {round(box["left"]) for box in cards}
        # The article of the demo stands last.
        assert len(columns) == min(len(cards), {360: 1, 768: 1}.get(width, 2))
        for box in page.evaluate(BOXES, ".home-news img"):
            assert box["width"] <= (120 if width == 360 else 460), width
