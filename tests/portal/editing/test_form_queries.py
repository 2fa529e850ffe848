"""The form of a page and the page of decisions ask little, however much a page has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.publishing import services, workflow
from portal.publishing.models import Attachment, State, Topic
from tests import builders

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None}


def questions(client, page, view="change"):
    """How often the database is asked; a test makes savepoints of what elsewhere is BEGIN."""
    address = reverse(f"admin:articles_article_{view}", args=[page.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    statements = [query["sql"] for query in captured.captured_queries]
    return len([sql for sql in statements if "SAVEPOINT" not in sql])


def draft(me, rows):
    topics = [Topic.objects.create(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(rows)]
    cover = {"cover": builders.picture(), "cover_alt": "Tổng đài"}
    page = builders.article(by=me, topics=topics, body="<p>Chữ</p>", **cover, **BARE)
    for number in range(rows):
        Attachment.objects.create(
            publication_id=page.pk, name=f"Tệp {number}", file=f"files/{number}.pdf", size=8
        )
    services.save(page, by=me)
    return page


def article(me, rows):
    page = draft(me, rows)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    return page


def change(page, me):
    """A change to the words of a live page, sent by somebody else."""
    page.title = "Mới"
    services.save(page, by=me)
    workflow.transition(page, to=State.SUBMITTED, by=me)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "number"), [(builders.reporter, 6), (builders.publisher, 7)])
def test_a_draft(client, who, number, rows):
    me = who()
    client.force_login(me)
    assert questions(client, draft(me, rows)) == number


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "number"), [(builders.reporter, 7), (builders.publisher, 8)])
def test_a_live_page(client, who, number, rows):
    me = who()
    client.force_login(me)
    assert questions(client, article(me, rows)) == number


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "number"), [(builders.reporter, 8), (builders.publisher, 9)])
def test_a_live_page_whose_words_wait(client, who, number, rows):
    me = who()
    client.force_login(me)
    page = article(me, rows)
    change(page, builders.editor())
    assert questions(client, page) == number


@pytest.mark.parametrize("rows", [1, 3])
def test_the_decision_about_a_change(client, rows):
    me = builders.publisher()
    client.force_login(me)
    page = article(me, rows)
    change(page, builders.editor())
    # One of them for the pictures below articles, which the live text is compared with, too.
    assert questions(client, page, "review") == 12
