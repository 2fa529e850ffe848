"""How near to each other words stand is asked of few pages, and decides as if it were of all."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from portal.search.ranking import _NEAR, Score, contenders
from portal.search.search import search
from tests import builders

DAY = datetime(2007, 2, 1, tzinfo=UTC)


def order(scored: dict[int, Score], most: int) -> list[int]:
    ranked = sorted(scored, key=lambda key: (scored[key].key, key), reverse=True)
    return ranked[:most]


@pytest.mark.parametrize("most", [1, 20, 40, 299, 300, 1000])
def test_those_who_may_be_first_are_ranked_as_if_all_were_asked(most):
    random = Random(most)
    base = {
        key: Score(random.choice((0.2, 0.5, random.random() * 2)), "", DAY + timedelta(key), False)
        for key in range(300)
    }
    near = {key: score._replace(nearness=random.random() * _NEAR) for key, score in base.items()}
    chosen = contenders(base, frozenset(base), most)
    assert order({**base, **{key: near[key] for key in chosen}}, most) == order(near, most)


def test_only_pages_that_may_be_shown_first_are_asked_how_near_the_words_stand():
    base = {key: Score(2.0 if key < 20 else 1.0, "", DAY, False) for key in range(300)}
    assert contenders(base, frozenset(base), 20) == list(range(20))


@pytest.mark.django_db
def test_words_that_stand_near_rank_above_words_that_stand_apart():
    apart = builders.article("Một", body=f"<p>Cáp {'và nhiều lời khác ' * 60} quang.</p>")
    near = builders.article(
        "Hai", body="<p>Cáp quang, cáp quang, cáp quang.</p>", published_at=apart.published_at
    )
    found = search("cap quang")
    assert [hit.publication.pk for hit in found.hits] == [near.pk, apart.pk]
