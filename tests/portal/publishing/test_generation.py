"""What the public sees has a name that changes with it: by a step, by a save, by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.publishing import life
from portal.publishing.generation import sight
from portal.publishing.models import Publication, State
from tests import builders

pytestmark = pytest.mark.django_db


def test_nothing_happens_and_nothing_changes(django_assert_num_queries):
    builders.article()
    with django_assert_num_queries(1):
        before = sight()
    assert sight() == before


def test_what_is_published_or_withdrawn_changes_it():
    page = builders.article()
    seen = [sight()]
    life.move(page, to=State.WITHDRAWN, by=None)
    seen.append(sight())
    assert seen[0].number < seen[1].number
    assert seen[0].changed_at < seen[1].changed_at


@pytest.mark.parametrize("field", ["published_at", "expires_at", "lapses_at"])
def test_the_clock_changes_it_without_anybody(field):
    page = builders.article()
    now = timezone.now()
    turn = now + timedelta(hours=1)
    Publication.objects.filter(pk=page.pk).update(**{field: turn})
    before, after = sight(turn - timedelta(seconds=1)), sight(turn)
    assert before != after
    assert before.number == after.number
    assert after.changed_at == turn
    assert sight(turn + timedelta(days=1)) == after
