"""The page as it is typed, beside its form: shown as readers would get it, and kept nowhere."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.publishing.models import Revision, State
from tests import builders
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db
NEW = reverse("admin:articles_article_typed_preview_new")


def of(article):
    return reverse("admin:articles_article_typed_preview", args=[article.pk])


def test_a_new_article_is_seen_before_it_is_saved(client):
    client.force_login(builders.reporter())
    answer = client.post(NEW, form(title="Chưa lưu lần nào", body="<p>Chữ vừa gõ</p>"))
    assert answer.status_code == 200
    assert "Chưa lưu lần nào" in answer.text
    assert "Chữ vừa gõ" in answer.text
    assert "BẢN NHÁP" in answer.text
    assert not Article.objects.exists()
    assert not Revision.objects.exists()
    assert not AuditEntry.objects.filter(action="step").exists()
    assert list(get_messages(answer.wsgi_request)) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED])
def test_what_is_typed_over_a_page_is_seen_and_stays_nowhere(client, state):
    reporter = builders.reporter()
    dated = {} if state == State.PUBLISHED else {"published_at": None}
    article = builders.article("Cũ", by=reporter, state=state, **dated)
    client.force_login(reporter)
    answer = client.post(of(article), typed(article, title="Đang gõ", summary="Vừa gõ."))
    assert "Đang gõ" in answer.text
    fresh = Article.objects.get()
    assert (fresh.title, fresh.state, fresh.revision_number) == ("Cũ", state, 1)
    assert fresh.change_sets.count() == 0
    assert client.get("/tin-tuc/cu/").status_code == (200 if state == State.PUBLISHED else 404)


def test_a_step_that_is_sent_along_is_not_taken(client):
    article = builders.article("Cũ", state=State.SUBMITTED, published_at=None)
    client.force_login(builders.publisher())
    client.post(of(article), typed(article, _step="published"))
    article.refresh_from_db()
    assert article.state == State.SUBMITTED


def test_a_mistake_is_told_in_place_of_the_page(client):
    client.force_login(builders.reporter())
    answer = client.post(NEW, form(title=""))
    assert "Tiêu đề: " in answer.text
    assert "page-bar" not in answer.text


def test_who_may_not_write_the_page_sees_nothing_of_it(client):
    article = builders.article("Kín", state=State.DRAFT, published_at=None, by=builders.editor())
    client.force_login(builders.reporter())
    answer = client.post(of(article), typed(article, title="Của tôi"))
    assert answer.status_code == 302
    assert "Của tôi" not in answer.text


def test_it_is_sent_by_a_form_only(client):
    client.force_login(builders.reporter())
    assert client.get(NEW).status_code == 404
