"""The moment of a page changes only where another minute was typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.publishing import changes, revisions
from portal.publishing.models.kinds import admin_address
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db
STORED = datetime(2007, 1, 30, 3, 30, 25, 123_456, tzinfo=UTC)


def changed_by(client, article, **fields) -> list[str]:
    """What a save of the form proposes to change on a live page."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    response = client.post(address, typed(article, **fields))
    assert response.status_code == 302
    version = changes.pending_version(article)
    if version is None:
        return []
    return revisions.changed_names(article, revisions.snapshot(article), version.data)


@pytest.fixture
def article(client):
    editor = builders.editor()
    client.force_login(editor)
    return builders.article(by=editor, section=builders.section(), published_at=STORED)


@pytest.mark.parametrize("shown", ["10:30:25", "10:30:00", "10:30"])
def test_the_seconds_of_a_moment_that_nobody_touched_stay(client, article, shown):
    assert changed_by(client, article, title="Tên khác", published_at_1=shown) == ["title"]
    version = changes.pending_version(article)
    assert version is not None
    kept = datetime.fromisoformat(version.data["fields"]["published_at"])
    assert kept == STORED


def test_the_form_shows_hours_as_people_write_them(client, article):
    shown = client.get(admin_address("article", article.pk)).text
    assert 'value="10:30"' in shown
    assert "10:30:25" not in shown


def test_a_save_without_a_change_proposes_nothing(client, article):
    assert changed_by(client, article) == []


def test_another_minute_is_a_change(client, article):
    assert changed_by(client, article, published_at_1="10:31") == ["published_at"]


def test_a_second_that_a_change_of_before_has_lost_is_no_difference():
    article = builders.article(published_at=timezone.now() - timedelta(days=1))
    old = revisions.snapshot(article)
    cut = article.published_at.replace(second=0, microsecond=0).isoformat()
    new = old | {"fields": old["fields"] | {"published_at": cut}}
    assert revisions.changed_names(article, old, new) == []
