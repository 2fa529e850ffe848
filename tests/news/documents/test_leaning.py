"""Who withdraws a document is told of others that have another effect today because of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from news.documents.effect import Tie
from portal.editing.leaning import leaning_on
from portal.publishing.models import State
from tests.news.builders import document, relation

pytestmark = pytest.mark.django_db


def newer(number="20/2008/QĐ-UBND", **fields):
    return document("Quy chế mới", number, **{"issued_on": date(2008, 1, 1)} | fields)


def test_it_counts_public_ones_of_another_state_today(django_assert_num_queries):
    page, source = document(), newer()
    relation(source, Tie.ANNULS, page)
    relation(source, Tie.AMENDS, page)
    relation(source, Tie.GUIDES, document("Quy định", "3/2007/QĐ-UBND"))
    relation(source, Tie.REPLACES, document("Nháp", "4/2007/QĐ-UBND", state=State.DRAFT))
    with django_assert_num_queries(1):
        [message] = leaning_on(source)
    assert message.startswith("Trang thay thế, bãi bỏ hay sửa đổi 1 văn bản;")
    assert leaning_on(page) == []


@pytest.mark.parametrize("tie", [Tie.AMENDS, Tie.ANNULS_PARTLY])
def test_one_that_it_ends_in_part_counts(tie):
    source = newer()
    relation(source, tie, document())
    assert len(leaning_on(source)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"effective_on": timezone.localdate() + timedelta(days=9)},
        {"state": State.WITHDRAWN},
    ],
)
def test_it_says_nothing_where_the_page_does_nothing_to_readers_today(fields):
    source = newer(**fields)
    relation(source, Tie.REPLACES, document())
    assert leaning_on(source) == []


def test_it_says_nothing_of_what_is_over_without_the_page():
    expired, replaced = document(expires_on=date(2009, 1, 1)), document("Khác", "3/2007/QĐ-UBND")
    source = newer()
    for page in (expired, replaced):
        relation(source, Tie.ANNULS, page)
    assert len(leaning_on(source)) == 1
    relation(newer("21/2008/QĐ-UBND"), Tie.REPLACES, replaced)
    assert leaning_on(source) == []


def test_it_says_nothing_where_the_page_was_itself_ended_before_its_first_day():
    source = newer(effective_on=date(2009, 1, 1))
    relation(source, Tie.ANNULS, document())
    relation(newer("21/2008/QĐ-UBND", effective_on=date(2008, 6, 1)), Tie.ANNULS, source)
    assert leaning_on(source) == []
