"""A version that is brought back: it waits like any change, and moves no page to another day."""

import pytest
from django.urls import reverse

from news.articles.models import Article
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def pending(article):
    version = changes.pending_version(article)
    assert version is not None
    return version.data


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99", "9" * 30])
def test_versions_that_are_not_there_are_not_found(client, number):
    article = builders.article()
    client.force_login(builders.editor())
    assert client.get(at("compare", article), {"tu": number}).status_code == 404


def test_a_restored_version_of_a_live_page_waits_as_a_change(client):
    article = builders.article("Một")
    article.title = "Hai"
    services.save(article, by=None)
    client.force_login(builders.editor())
    response = client.post(at("restore", article), {"number": "1"})
    assert response.status_code == 302
    assert Article.objects.get().title == "Hai"
    assert pending(article)["fields"]["title"] == "Một"


def published_without_a_moment_first():
    article = builders.article("Một", state=State.SUBMITTED, published_at=None)
    workflow.transition(article, to=State.PUBLISHED, by=None, published_at=builders.FEBRUARY)
    return article


def test_a_version_from_before_a_page_appeared_gives_it_no_other_day(client, publisher):
    article = published_without_a_moment_first()
    article.title = "Hai"
    services.save(article, by=None)
    client.force_login(builders.editor())
    client.post(at("restore", article), {"number": "1"})
    live = revisions.snapshot(article)
    assert revisions.changed_names(article, live, pending(article)) == ["title"]
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    article = Article.objects.get()
    assert (article.title, article.published_at) == ("Một", builders.FEBRUARY)


def test_nor_does_it_to_a_page_that_was_withdrawn(client, publisher):
    article = published_without_a_moment_first()
    workflow.transition(article, to=State.WITHDRAWN, by=publisher, comment="Nhầm")
    client.force_login(builders.editor())
    client.post(at("restore", article), {"number": "1"})
    assert Article.objects.get().published_at == builders.FEBRUARY


def test_a_change_that_was_kept_without_a_moment_gives_the_page_no_other():
    article = published_without_a_moment_first()
    old = article.revisions.get(number=1)
    changes.propose(article, old.data | {"fields": old.data["fields"] | {"title": "Hai"}}, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    article = Article.objects.get()
    assert (article.title, article.published_at) == ("Hai", builders.FEBRUARY)


def test_a_reporter_restores_nothing_of_others(client):
    article = builders.article("Một", by=builders.editor())
    client.force_login(builders.reporter())
    assert client.post(at("restore", article), {"number": "1"}).status_code == 404
    assert article.revisions.count() == 1
