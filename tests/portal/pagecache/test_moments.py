"""The next moment at which something begins or ends by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles.models import Article
from portal.pagecache.moments import earliest, next_moment_of
from tests import builders

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_it_is_the_first_that_any_column_of_any_row_holds_after_now(django_assert_num_queries):
    now = timezone.now()
    builders.article("Sớm", published_at=now - 2 * HOUR, expires_at=now + 3 * HOUR)
    builders.article("Muộn", published_at=now + 2 * HOUR, expires_at=now + 4 * HOUR)
    rows, columns = Article.objects.all(), ("published_at", "expires_at", "lapses_at")
    found = [next_moment_of(rows, columns, now + n * HOUR) for n in (-3, 0, 2, 3, 4)]
    assert found == [now - 2 * HOUR, now + 2 * HOUR, now + 3 * HOUR, now + 4 * HOUR, None]
    with django_assert_num_queries(3):
        next_moment_of(rows, columns, now)


def test_what_is_not_known_comes_never():
    now = timezone.now()
    assert earliest([None, now, now - HOUR]) == now - HOUR
    assert earliest([None]) is None
