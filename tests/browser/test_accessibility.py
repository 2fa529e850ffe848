"""What axe finds against WCAG 2.2 AA on each kind of page, by day and by night."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import DESK, FORMS, PAGES, STATUS_404
from tests.browser.people import sign_in

BUDGET_SECONDS = 110

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
}

# Runs in the page: how far its content reaches beyond the window, in pixels.
OVERHANG = "() => document.documentElement.scrollWidth - window.innerWidth"


def violations(page: Page) -> list[str]:
    """Each broken rule with the first elements that break it."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken(someone, watches, scheme):
    page = someone(color_scheme=scheme)
    watches[0].expect(STATUS_404)
    found = {}
    for name, path in {**PAGES, **FORMS}.items():
        page.goto(path)
        if broken := violations(page):
            found[name] = broken
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken_on_the_desk_of_an_enterprise(someone, scheme):
    page = someone(color_scheme=scheme, viewport={"width": 320, "height": 700})
    sign_in(page, "dn-a")
    found = {}
    for name, path in DESK.items():
        answer = page.goto(path)
        assert (answer.status, answer.url.endswith(path)) == (200, True), name
        if broken := violations(page):
            found[name] = broken
        if page.evaluate(OVERHANG) > 0:
            found[f"{name} in width"] = ["wider than the screen"]
    assert found == {}


def test_axe_would_find_a_picture_without_words(page):
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    assert [rule.split(":")[0] for rule in violations(page)] == ["image-alt"]
