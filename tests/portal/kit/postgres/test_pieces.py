"""Long tables are read a piece at a time: all rows once, and no more queries than pieces."""

import pytest

from portal.kit.postgres.pieces import in_pieces
from portal.publishing.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> list[Topic]:
    Topic.objects.all().delete()
    return [Topic.objects.create(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(5)]


@pytest.mark.parametrize(("size", "queries"), [(2, 3), (5, 2), (9, 1)])
def test_all_rows_come_once_in_their_order(topics, size, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        assert list(in_pieces(Topic.objects.all(), size=size)) == topics


def test_who_stops_at_the_newest_asks_for_no_more(topics, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = in_pieces(Topic.objects.all(), size=2, newest_first=True)
        assert [next(rows), next(rows)] == [topics[4], topics[3]]


def test_rows_that_are_no_objects_say_their_value_themselves(topics):
    slugs = Topic.objects.values_list("slug", flat=True)
    found = in_pieces(slugs, size=2, column="slug", value=str, newest_first=True)
    assert list(found) == [f"chu-de-{n}" for n in (4, 3, 2, 1, 0)]
