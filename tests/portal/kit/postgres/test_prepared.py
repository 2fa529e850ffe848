"""A prepared queryset answers as the queryset would, and is compiled once."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from news.articles.models import Article
from portal.kit.postgres.prepared import Prepared, PreparedText
from tests import builders

pytestmark = pytest.mark.django_db


def public_at(path, at):
    rows = Article.objects.public(at).filter(path=path)
    return rows.select_related("section").defer("body")


def test_it_answers_as_the_queryset_with_other_values_each_time(django_assert_num_queries):
    shelf = builders.section()
    found = [builders.article(f"Tin số {n}", section=shelf) for n in range(2)]
    prepared = Prepared(public_at, path=str, at=datetime)
    for article in found:
        with django_assert_num_queries(1):
            (row,) = prepared(path=article.path, at=timezone.now())
            assert (row, row.section, row.title) == (article, shelf, article.title)
        assert row.get_deferred_fields() == {"body", "search_vector"}
        assert row.body == article.body
    assert prepared.first(path="/tin-tuc/khong-co/", at=timezone.now()) is None
    yesterday = found[0].published_at - timedelta(days=1)
    assert prepared(path=found[0].path, at=yesterday) == []


def test_it_is_built_once():
    built = []

    def build(pk):
        built.append(pk)
        return Article.objects.filter(pk=pk)

    prepared = Prepared(build, pk=int)
    first, second = builders.article("Một"), builders.article("Hai")
    assert prepared(pk=first.pk) == [first]
    assert prepared(pk=second.pk) == [second]
    assert len(built) == 1


def test_values_are_never_part_of_the_statement():
    prepared = Prepared(lambda title: Article.objects.filter(title=title), title=str)
    assert prepared(title="'; DROP TABLE articles_article; --") == []
    assert prepared(title="100 %s") == []


@pytest.mark.parametrize(
    "build",
    [
        lambda path: Article.objects.filter(title__contains=path),
        lambda path: Article.objects.all(),
        lambda path: Article.objects.filter(path=path).prefetch_related("attachments"),
    ],
    ids=["changed", "unused", "prefetching"],
)
def test_a_value_that_does_not_come_through_as_it_is_is_refused(build):
    with pytest.raises(TypeError):
        Prepared(build, path=str)(path="/")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    article = builders.article()
    prepared = Prepared(lambda pk: Article.objects.filter(pk=pk), pk=int)
    prepared(pk=article.pk)
    found = []

    def ask():
        found.append((prepared(pk=article.pk), connection.connection))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    ((rows, theirs),) = found
    assert rows == [article]
    assert theirs is not connection.connection


def test_a_text_says_what_the_queryset_would_with_other_values_each_time():
    text = PreparedText(lambda slug: Article.objects.filter(slug=slug).values("pk"), slug=str)
    for slug in ("mot", "hai"):
        expected = Article.objects.filter(slug=slug).values("pk").query.sql_with_params()
        sql, params = text(slug=slug)
        assert (sql, tuple(params)) == expected


def test_a_text_that_does_not_hold_its_value_is_refused():
    text = PreparedText(lambda slug: Article.objects.filter(slug__contains=slug), slug=str)
    with pytest.raises(TypeError):
        text(slug="mot")
