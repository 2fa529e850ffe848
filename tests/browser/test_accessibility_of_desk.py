"""The desk of an enterprise, accounts and pages behind a link: as test_accessibility.py has it."""

from tests.browser.looking import arrive_as, complaints, made_here
from tests.page_kinds import in_the_demo
from tests.page_rows import ROWS

BUDGET_SECONDS = 75


def test_no_page_for_who_signed_in_keeps_anybody_out(page):
    page.goto("/")
    kinds = [kind for kind in in_the_demo(but=ROWS) if kind.who]
    assert len(kinds) > 20
    found = {}
    for who in sorted({kind.who for kind in kinds}):
        arrive_as(page, who)
        theirs = (kind for kind in kinds if kind.who == who)
        found |= {kind.name: said for kind in theirs if (said := complaints(page, kind))}
    assert found == {}


def test_no_page_of_a_row_keeps_anybody_out(page):
    page.goto("/")
    found = {}
    for kind in made_here():
        arrive_as(page, kind.who, kind.session)
        if said := complaints(page, kind):
            found[kind.name] = said
    assert found == {}
