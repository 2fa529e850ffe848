"""The desk's first page: a panel for each area, and few questions to the database."""

import pytest

from tests.enterprises import builders
from tests.markup import squeezed

pytestmark = pytest.mark.django_db

DESK = "/doanh-nghiep/cua-toi/"
MAX_ROWS = 12


def test_the_desk_asks_few_questions_however_much_stands_on_it(django_assert_max_num_queries):
    me = builders.representative(builders.enterprise())
    clerk = builders.signed_in(me)
    clerk.get(DESK)
    with django_assert_max_num_queries(MAX_ROWS) as empty:
        clerk.get(DESK)
    for number in range(3):
        builders.listing(me.enterprise, f"Cho thuê cột {number}")
        builders.product(me.enterprise, f"Phần mềm {number}")
    with django_assert_max_num_queries(MAX_ROWS) as full:
        page = clerk.get(DESK).text
    assert len(full) == len(empty)
    assert page.count("Cho thuê cột") == 3


def test_each_panel_has_a_heading_that_names_it():
    me = builders.representative(builders.enterprise())
    page = squeezed(builders.signed_in(me).get(DESK).text)
    assert page.count('<section class="desk-panel"') == page.count('"desk-panel"') > 2
    for name in ("ho-so", "ha-tang"):
        assert f'aria-labelledby="{name}"><h2 id="{name}"' in page
