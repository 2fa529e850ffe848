"""A page is hidden at a moment to come; a year that was typed wrongly is told at its field."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from tests import builders
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db


def test_a_moment_to_hide_a_page_that_has_passed_is_refused_at_its_field(client):
    client.force_login(builders.reporter())
    sent = form(section=builders.section().pk, expires_at_0="13/12/2025", expires_at_1="17:00")
    answer = client.post(reverse("admin:articles_article_add"), sent)
    assert "Thời điểm này đã qua" in answer.text
    assert not Article.objects.exists()


def test_a_page_that_was_hidden_long_ago_can_be_mended(client):
    writer, now = builders.publisher(), timezone.localtime()
    article = builders.article(
        by=writer, section=builders.section(), expires_at=now - timedelta(days=3)
    )
    ended = {
        f"expires_at_{part}": timezone.localtime(article.expires_at).strftime(words)
        for part, words in enumerate(("%d/%m/%Y", "%H:%M:%S"))
    }
    client.force_login(writer)
    answer = client.post(
        reverse("admin:articles_article_change", args=[article.pk]),
        typed(article, title="Khác") | ended,
    )
    assert answer.status_code == 302
    assert article.revisions.latest("number").data["fields"]["title"] == "Khác"
