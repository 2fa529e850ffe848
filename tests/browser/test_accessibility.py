"""Each kind of public page keeps to WCAG 2.2 AA: by day, by night, on the smallest telephone.

In `make test` each is opened, and a sample looked at with all that there is; in the long suite
each of them is.
"""

import pytest

from tests.browser.colours import Colours, bring_axe
from tests.browser.looking import CUT_OFF, OVERHANG, SMALL_TARGETS, complaints, violations
from tests.page_kinds import STATUS_404, in_the_demo
from tests.page_rows import ROWS
from tests.sampling import sampled

BUDGET_SECONDS = 70


@sampled(one_in=24, all_in=pytest.mark.long)
def test_no_public_page_keeps_anybody_out(someone, watches, some):
    page, colours = someone(keep_files=True), Colours()
    bring_axe(page)
    watches[0].expect(STATUS_404)
    kinds = {kind.name: kind for kind in in_the_demo(but=ROWS) if not kind.who}
    assert len(kinds) > 40
    thorough = some(kinds)
    found = {
        name: complaints(page, kinds[name], colours, is_thorough=name in thorough) for name in kinds
    }
    assert {name: message for name, message in found.items() if message} == {}


def test_axe_would_find_a_picture_without_words(page):
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    assert [rule.split(":")[0] for rule in violations(page)] == ["image-alt"]


def test_a_colour_is_looked_at_once_and_a_new_one_each_time(page):
    colours = Colours()
    words = "<main><h1 style='color: {}'>Mật độ</h1></main>"
    for colour, broken in (
        ("#222", []),
        ("#bbb", ["color-contrast"]),
        ("#bbb", ["color-contrast"]),
    ):
        page.set_content(words.format(colour))
        assert [rule["id"] for rule in colours.unreadable(page, "light")] == broken
    # Of what passed nothing is asked again: axe is not even there.
    page.goto("about:blank")
    page.set_content(words.format("#222"))
    assert colours.unreadable(page, "light") == []
    assert not page.evaluate("() => 'axe' in window")


def test_what_axe_cannot_tell_would_be_found(page):
    page.goto("/")
    page.evaluate("""() => {
      const add = (name, style, text) => {
        const e = document.createElement(name);
        Object.assign(e.style, style); e.textContent = text;
        document.querySelector('main').append(e);
      };
      add('button', {padding: 0, border: 0, height: '20px'}, 'Nhỏ');
      add('p', {height: '8px', overflow: 'hidden'}, 'Bị cắt');
      add('p', {width: '200vw'}, 'Rộng');
    }""")
    assert len(page.evaluate(SMALL_TARGETS)) == 1
    assert len(page.evaluate(CUT_OFF)) == 1
    assert page.evaluate(OVERHANG) > 0
