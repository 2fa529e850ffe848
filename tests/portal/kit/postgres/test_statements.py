"""A prepared statement is planned once for a connection; the socket tells whether that lives."""

import psycopg2
import pytest
from django.db import NotSupportedError, connection, connections, transaction
from django.utils import timezone

from news.articles.models import Article
from news.articles.queries import public_article
from portal.kit.postgres.alive import is_usable
from portal.kit.postgres.prepared import Prepared
from portal.kit.postgres.statements import Statement
from portal.publishing.models import Section
from tests import builders

pytestmark = pytest.mark.django_db


def known(name="prepared_%"):
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name LIKE %s", [name])
        return [text for (text,) in cursor.fetchall()]


def prepared():
    return Prepared(lambda title: Article.objects.filter(title=title), title=str)


def test_a_connection_knows_a_statement_once_whatever_the_values():
    article, ask = builders.article("Một"), prepared()
    assert ask(title="Một") == [article]
    after_the_first = known()
    assert any('"title" = $1' in text for text in after_the_first)
    assert ask(title="Hai 100 % '; SELECT $1") == []
    assert known() == after_the_first


def test_the_page_of_an_article_is_one(django_assert_num_queries):
    article = builders.article()
    with django_assert_num_queries(1) as captured:
        assert public_article.first(path=article.path, at=timezone.now()) == article
    assert captured.captured_queries[0]["sql"].startswith("EXECUTE prepared_")


def test_a_list_is_a_value_too():
    statement = Statement("SELECT 'a' = ANY(%s)", ["names"], {"names": list})
    with connection.cursor() as cursor:
        for names, found in ((["a", "b'"], True), (["b, {}"], False), ([], False)):
            cursor.execute(*statement.bind(connection, {"names": names}))
            assert cursor.fetchone() == (found,)


def test_behind_a_pooler_nothing_is_prepared(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    article, ask = builders.article("Một"), prepared()
    before = len(known())
    assert ask(title="Một") == [article]
    assert len(known()) == before


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_learns_it_anew():
    article, ask = builders.article("Một"), prepared()
    assert ask(title="Một") == [article]
    connection.close()
    assert ask(title="Một") == [article]


def end_by_the_server(ours):
    other = ours.copy()
    with other.cursor() as cursor:
        pid = ours.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_has_ended_is_found_by_its_socket():
    ours = connections["default"]
    ours.ensure_connection()
    assert is_usable(ours)
    end_by_the_server(ours)
    is_found = not is_usable(ours)
    ours.close()
    assert is_found


def leave_in_a_failed_transaction(ours):
    """Leave the connection as psycopg2 leaves one whose COMMIT was stopped."""
    with ours.connection.cursor() as cursor:
        cursor.execute("BEGIN")
        with pytest.raises(psycopg2.Error):
            cursor.execute("SELECT 1 / 0")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("knows", [True, False])
@pytest.mark.parametrize("break_it", [end_by_the_server, leave_in_a_failed_transaction])
def test_the_first_query_of_a_request_outlives_a_broken_connection(knows, break_it, monkeypatch):
    ours = connections["default"]
    article, ask = builders.article("Một"), prepared()
    if knows:
        assert ask(title="Một") == [article]
    break_it(ours)
    monkeypatch.setattr(ours, "health_check_enabled", True)
    monkeypatch.setattr(ours, "health_check_done", False)
    assert ask(title="Một") == [article]


def lengthen_names(by):
    """Let names be longer, as a migration would while processes of before serve."""
    length = Section._meta.get_field("name").max_length + by
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE publishing_section ALTER COLUMN name TYPE varchar({length})")


def of_sections():
    return Prepared(lambda name: Section.objects.filter(name=name), name=str)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_makes_a_column_longer_is_no_error():
    section, ask = builders.section(), of_sections()
    assert ask(name=section.name) == [section]
    lengthen_names(1)
    try:
        assert ask(name=section.name) == [section]
    finally:
        lengthen_names(0)


def test_a_transaction_has_that_error_once():
    section, ask = builders.section(), of_sections()
    assert ask(name=section.name) == [section]
    lengthen_names(1)
    with pytest.raises(NotSupportedError), transaction.atomic():
        ask(name=section.name)
    assert ask(name=section.name) == [section]


def test_a_connection_that_lives_is_asked_for_no_query(monkeypatch):
    ours = connections["default"]
    monkeypatch.setattr(type(ours), "is_usable", lambda self: pytest.fail("asked"))
    assert ours.is_usable()
