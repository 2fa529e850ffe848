"""Rows of some keys are found by one statement, however many keys there are."""

import pytest

from news.articles.models import Article
from portal.kit.postgres.keys import KeyAmong, array_of, rows_by_keys
from tests import builders

pytestmark = pytest.mark.django_db


def test_it_finds_the_rows_of_these_keys_and_no_others():
    found = [builders.article(f"Tin số {n}") for n in range(3)]
    keys = [article.pk for article in found[:2]]
    assert set(Article.objects.filter(KeyAmong(array_of(keys)))) == set(found[:2])
    assert not Article.objects.filter(KeyAmong(array_of([]))).exists()


def test_rows_come_with_their_columns_in_one_query(django_assert_num_queries):
    found = {article.pk: article for article in (builders.article("Một"), builders.article("Hai"))}
    for keys in ([*found], [*found][:1], []):
        with django_assert_num_queries(1):
            rows = rows_by_keys(Article, keys, "title")
            assert {row.pk: row.title for row in rows} == {key: found[key].title for key in keys}
    assert "summary" in rows_by_keys(Article, [*found], "title")[0].get_deferred_fields()
