"""The desk of an enterprise, accounts and pages behind a link: as test_accessibility.py has it."""

import pytest

from tests.browser.colours import Colours, bring_axe
from tests.browser.looking import arrive_as, complaints, made_here
from tests.page_kinds import in_the_demo
from tests.page_rows import ROWS
from tests.sampling import sample, sampled

BUDGET_SECONDS = 75


@sampled(one_in=10, all_in=pytest.mark.long)
def test_no_page_for_who_signed_in_keeps_anybody_out(someone, some):
    page, colours = someone(keep_files=True), Colours()
    bring_axe(page)
    page.goto("/")
    kinds = [kind for kind in in_the_demo(but=ROWS) if kind.who]
    assert len(kinds) > 20
    thorough = some(kind.name for kind in kinds)
    found = {}
    for who in sorted({kind.who for kind in kinds}):
        arrive_as(page, who)
        for kind in (each for each in kinds if each.who == who):
            found[kind.name] = complaints(page, kind, colours, is_thorough=kind.name in thorough)
    assert {name: message for name, message in found.items() if message} == {}


@sampled(one_in=8, all_in=pytest.mark.long)
def test_no_page_of_a_row_keeps_anybody_out(someone, some):
    page, colours = someone(keep_files=True), Colours()
    bring_axe(page)
    page.goto("/")
    kinds = made_here()
    looked_at = some(kind.name for kind in kinds)
    thorough = looked_at if len(looked_at) == len(kinds) else sample(looked_at, one_in=3)
    found = {}
    for kind in (each for each in kinds if each.name in looked_at):
        arrive_as(page, kind.who, kind.session)
        found[kind.name] = complaints(page, kind, colours, is_thorough=kind.name in thorough)
    assert {name: message for name, message in found.items() if message} == {}
