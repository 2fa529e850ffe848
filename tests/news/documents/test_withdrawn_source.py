"""What a document did to others is not known to readers once they see it no more."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from news.documents.effect import Effect, Tie, with_effect
from news.documents.models import OfficialDocument
from portal.editing.leaning import leaning_on
from portal.publishing.models import State
from tests.data_files import csv_of
from tests.news.builders import document, relation

pytestmark = pytest.mark.django_db


def effect_of(page):
    return Effect(with_effect(OfficialDocument.objects.all()).get(pk=page.pk).effect)


def newer(number="20/2008/QĐ-UBND", **fields):
    return document("Quy chế mới", number, **{"issued_on": date(2008, 1, 1)} | fields)


def changed(page, **columns):
    OfficialDocument.objects.filter(pk=page.pk).update(**columns)


@pytest.mark.parametrize("tie", [Tie.REPLACES, Tie.ANNULS, Tie.AMENDS, Tie.ANNULS_PARTLY])
def test_the_state_is_not_known_while_what_changed_it_is_withdrawn(client, tie):
    page, source = document(), newer()
    relation(source, tie, page)
    changed(source, state=State.WITHDRAWN)
    assert effect_of(page) == Effect.UNKNOWN
    text = client.get(page.path).text
    assert "chưa rõ hiệu lực hôm nay" in text
    assert "InForce" not in text
    assert source.number not in text
    [row] = csv_of(client, "/van-ban.csv?hieu_luc=unknown")
    assert (row["number"], row["effect"]) == (page.number, "unknown")


@pytest.mark.parametrize(
    ("columns", "then"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, Effect.UNKNOWN),
        ({"published_at": timezone.now() + timedelta(days=1)}, Effect.IN_FORCE),
        ({"effective_on": timezone.localdate() + timedelta(days=9)}, Effect.IN_FORCE),
    ],
)
def test_only_what_readers_once_saw_leaves_it_unknown(columns, then):
    page, source = document(), newer()
    relation(source, Tie.ANNULS, page)
    changed(source, **columns)
    assert effect_of(page) == then


@pytest.mark.parametrize(
    ("state", "then"), [(State.DRAFT, Effect.UNKNOWN), (State.BINNED, Effect.IN_FORCE)]
)
def test_it_is_unknown_while_it_is_mended_and_no_more_in_the_bin(state, then):
    page, source = document(), newer()
    relation(source, Tie.ANNULS, page)
    changed(source, state=State.WITHDRAWN)
    changed(source, state=state)
    assert effect_of(page) == then


def test_a_sample_that_is_hidden_leaves_nothing_unknown(settings):
    page, source = document(), newer(is_sample=True)
    relation(source, Tie.ANNULS, page)
    settings.SHOW_SAMPLES = False
    assert effect_of(page) == Effect.IN_FORCE


def test_what_others_do_goes_before():
    page, source = document(), newer()
    relation(source, Tie.AMENDS, page)
    relation(newer("21/2008/QĐ-UBND"), Tie.ANNULS, page)
    changed(source, state=State.WITHDRAWN)
    assert effect_of(page) == Effect.OVER


def test_who_withdraws_it_is_told_what_becomes_of_the_others(django_assert_num_queries):
    page, source = document(), newer()
    relation(source, Tie.ANNULS, page)
    relation(source, Tie.AMENDS, page)
    relation(source, Tie.GUIDES, document("Quy định", "3/2007/QĐ-UBND"))
    relation(source, Tie.REPLACES, document("Nháp", "4/2007/QĐ-UBND", state=State.DRAFT))
    with django_assert_num_queries(1):
        [said] = leaning_on(source)
    assert said.startswith("Trang thay thế, bãi bỏ hay sửa đổi 1 văn bản;")
    changed(source, live_number=None)
    assert leaning_on(source) == leaning_on(page) == []
