"""Each kind of public page keeps to WCAG 2.2 AA: by day, by night, on the smallest telephone."""

from tests.browser.looking import CUT_OFF, OVERHANG, SMALL_TARGETS, complaints, violations
from tests.page_kinds import STATUS_404, in_the_demo
from tests.page_rows import ROWS

BUDGET_SECONDS = 70


def test_no_public_page_keeps_anybody_out(page, watches):
    watches[0].expect(STATUS_404)
    kinds = [kind for kind in in_the_demo(but=ROWS) if not kind.who]
    assert len(kinds) > 40
    found = {kind.name: said for kind in kinds if (said := complaints(page, kind))}
    assert found == {}


def test_axe_would_find_a_picture_without_words(page):
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    assert [rule.split(":")[0] for rule in violations(page)] == ["image-alt"]


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
