"""Each page of the staff's workplace keeps nobody out: by axe by day and by night, on a phone.

In `make test` a few of them, in the long suite each.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import OVERHANG, arrive_as, by_day_and_night
from tests.browser.serving import committed
from tests.browser.workplace import prepare, screens
from tests.sampling import sampled

BUDGET_SECONDS = 60


@sampled(one_in=40, all_in=pytest.mark.long)
def test_no_page_of_the_workplace_keeps_anybody_out(someone, watches, some):
    page = someone(viewport={"width": 390, "height": 844})
    made = []
    committed(lambda: (prepare(), made.extend(screens())))
    assert len(made) > 200
    known = {f"{screen.name} {who}": (screen, who) for screen in made for who in screen.who}
    found, at_work = {}, ""
    for name in sorted(some(known), key=lambda name: known[name][1]):
        screen, who = known[name]
        if who != at_work:
            arrive_as(page, who)
            at_work = who
        if page.goto(screen.path).status != 200:
            found[name] = ["status"]
            continue
        # An editor says what it is once it is ready.
        for editor in page.locator(".cke_editable").all():
            expect(editor).to_have_attribute("role", "textbox")
        said = by_day_and_night(page)
        if page.evaluate(OVERHANG) > 0:
            said.append("sideways")
        if said:
            found[name] = said
    assert found == {}
