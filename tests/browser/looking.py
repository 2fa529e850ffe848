"""What keeps people out of a page: by axe, and what axe cannot tell."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.colours import RULES_OF_COLOUR, Colours, have_axe
from tests.browser.people import be_in_session, session_of
from tests.browser.serving import committed
from tests.page_kinds import Kind
from tests.page_rows import made, to_make

NARROW = 320
WIDER = (360, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# How far the content reaches beyond the window, in pixels.
OVERHANG = "() => document.documentElement.scrollWidth - window.innerWidth"

# The elements that do so.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(e =>
    e.getBoundingClientRect().right > window.innerWidth + 1
  ).map(e => e.outerHTML.slice(0, 90)).slice(0, 4)"""

# What a finger has to hit and is smaller than 24 px; a link within a sentence may be.
SMALL_TARGETS = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(e => {
    // The label around a box to tick is hit as well, and the one beside a choice of a file.
    const hit = e.closest('label') || (e.matches('.file-choice') ? e.nextElementSibling : e);
    const box = hit.getBoundingClientRect(), style = getComputedStyle(e);
    // What lies folded away has a box, too, and nobody hits it.
    if (!box.width || !e.checkVisibility({visibilityProperty: true}) ||
      e.closest('.visually-hidden, .skip-link')) return false;
    const inline = style.display === 'inline' && e.parentElement.textContent.trim() !==
      e.textContent.trim();
    return !inline && (box.height < 24 || box.width < 24);
  }).map(e => e.outerHTML.slice(0, 120))"""

# Spaces as WCAG 1.4.12 has them, by the reader's own style sheet.
SPACED = """() => {
  const own = new CSSStyleSheet();
  own.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [own];
}"""
# Boxes that hide a part of their own words.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    if (e.closest('.visually-hidden, .skip-link, svg') || !e.innerText?.trim()) return false;
    const x = ['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
    const y = ['hidden', 'clip'].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
    return style.display !== 'inline' && (x || y);
  }).map(e => e.outerHTML.slice(0, 120))"""


def violations(page: Page, rules: list[str] | None = None, but: Iterable[str] = ()) -> list[str]:
    """Each rule of axe that is broken, with the first elements that break it."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    have_axe(page)
    options = {
        "runOnly": only,
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in but},
    }
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return _in_short(found)


def _in_short(found: list[dict[str, Any]]) -> list[str]:
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


def by_day_and_night(page: Page, colours: Colours | None = None) -> list[str]:
    """What axe says of the page that is open, and what the colours of the night add.

    With `colours` that were filled by other pages only what is new of them is looked at.
    """
    colours = colours or Colours()
    page.emulate_media(color_scheme="light")
    found = violations(page, but=RULES_OF_COLOUR) + _in_short(colours.unreadable(page, "light"))
    by_night = _in_short(colours.unreadable(page, "dark"))
    return found + [f"by night: {broken}" for broken in by_night]


def complaints(
    page: Page, kind: Kind, colours: Colours | None = None, *, is_thorough: bool = True
) -> list[str]:
    """What is wrong with a page: opened once, on the smallest telephone.

    Thoroughly also what axe says by day and by night, at other widths, and with more space.
    """
    page.set_viewport_size({"width": NARROW, "height": 700})
    answer = page.goto(kind.path)
    if answer is None or answer.status != kind.status:
        return [f"status {answer and answer.status}"]
    found = by_day_and_night(page, colours) if is_thorough else []
    found += [f"small target: {element}" for element in page.evaluate(SMALL_TARGETS)]
    found += sideways(page, WIDER if is_thorough else ())
    return found + (when_spaced(page) if is_thorough else [])


def when_spaced(page: Page) -> list[str]:
    """What is cut off, or makes the page too wide, with more space between letters and lines."""
    page.evaluate(SPACED)
    found = [f"cut off when spaced: {element}" for element in page.evaluate(CUT_OFF)]
    page.set_viewport_size({"width": NARROW, "height": 700})
    if page.evaluate(OVERHANG) > 0:
        found.append(f"sideways when spaced: {page.evaluate(OUTSIDE)}")
    return found


def sideways(page: Page, wider: Iterable[int]) -> list[str]:
    """The widths at which the page is wider than the window; 320 px are 1280 px at 400 %."""
    found = []
    for width in (NARROW, *wider):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate(OVERHANG) > 0:
            found.append(f"sideways at {width} px: {page.evaluate(OUTSIDE)}")
    return found


def arrive_as(page: Page, username: str, session: str = "") -> None:
    """Be that person from the next page on, or in that session; nobody for ""."""
    page.context.clear_cookies()
    if username or session:
        be_in_session(page, session or session_of(username))


@cache
def made_here() -> list[Kind]:
    """The pages that name a row, with rows made on the served site, which stay there."""
    kinds: list[Kind] = []
    committed(lambda: kinds.extend(made(name) for name in to_make()))
    return kinds
