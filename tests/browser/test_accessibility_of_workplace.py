"""Each page of the staff's workplace keeps nobody out: by axe by day and by night, on a phone.

In `make test` a few of them, in the long suite each.
"""

import pytest

from tests.browser.colours import Colours, bring_axe
from tests.browser.looking import OVERHANG, arrive_as, by_day_and_night
from tests.browser.serving import committed
from tests.browser.workplace import prepare, screens
from tests.sampling import sampled

BUDGET_SECONDS = 60

# Whether each editor on the page says what it is; one that is still being made does not.
EDITORS_ARE_READY = """() =>
  [...document.querySelectorAll('textarea[data-type=ckeditortype]:not([id*=__prefix__])')].every(
    e => window.CKEDITOR?.instances[e.id]?.status === 'ready')"""


@sampled(one_in=60, all_in=pytest.mark.long)
def test_no_page_of_the_workplace_keeps_anybody_out(someone, watches, some):
    page = someone(viewport={"width": 390, "height": 844}, keep_files=True)
    bring_axe(page)
    colours = Colours()
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
        page.wait_for_function(EDITORS_ARE_READY)
        complaints = by_day_and_night(page, colours)
        if page.evaluate(OVERHANG) > 0:
            complaints.append("sideways")
        if complaints:
            found[name] = complaints
    assert found == {}
