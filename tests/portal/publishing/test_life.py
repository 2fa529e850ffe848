from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from news.articles.models import Article
from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.models.querysets import LAST_CHANGED_AT
from tests import builders

pytestmark = pytest.mark.django_db


def draft(**fields):
    return builders.article(state=State.DRAFT, published_at=None, **fields)


def titles_in_public(at=None):
    return [article.title for article in Article.objects.public(at)]


def test_a_reporter_submits_and_a_publisher_publishes():
    reporter, publisher = builders.reporter(), builders.publisher()
    article = draft(by=reporter)
    workflow.transition(article, to=State.SUBMITTED, by=reporter)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert titles_in_public() == ["Mật độ điện thoại"]
    steps = list(article.transitions.values_list("from_state", "to_state", "by__username"))
    assert steps == [("draft", "submitted", "phongvien"), ("submitted", "published", "duyet")]


@pytest.mark.parametrize("who", [builders.reporter, builders.editor])
def test_reporters_and_editors_publish_nothing(who):
    user = who()
    article = draft(by=user)
    with pytest.raises(PermissionDenied):
        workflow.transition(article, to=State.PUBLISHED, by=user)
    assert titles_in_public() == []


def test_a_reporter_cannot_submit_the_work_of_others():
    article = draft(by=builders.editor())
    with pytest.raises(PermissionDenied):
        workflow.transition(article, to=State.SUBMITTED, by=builders.reporter())


def test_an_editor_submits_the_work_of_others():
    article = draft(by=builders.reporter())
    workflow.transition(article, to=State.SUBMITTED, by=builders.editor())
    assert article.state == State.SUBMITTED


def test_an_editor_asks_for_changes_and_a_reporter_does_not():
    article = draft(by=builders.reporter())
    workflow.transition(article, to=State.SUBMITTED, by=None)
    with pytest.raises(PermissionDenied):
        workflow.transition(
            article, to=State.CHANGES_ASKED, by=builders.reporter("hai"), comment="Thêm số"
        )
    workflow.transition(article, to=State.CHANGES_ASKED, by=builders.editor(), comment="Thêm số")
    assert article.state == State.CHANGES_ASKED


def test_a_step_that_does_not_exist_is_refused():
    article = draft()
    with pytest.raises(ValidationError):
        workflow.transition(article, to=State.WITHDRAWN, by=builders.publisher())


def test_a_step_goes_by_the_stored_state_not_by_an_old_copy():
    article = draft()
    old_copy = Article.objects.get(pk=article.pk)
    workflow.transition(article, to=State.SUBMITTED, by=None)
    with pytest.raises(ValidationError):
        workflow.transition(old_copy, to=State.SUBMITTED, by=None)


def test_an_article_appears_at_its_moment_and_hides_at_its_end():
    soon, later = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=2)
    article = draft(expires_at=later)
    workflow.transition(article, to=State.PUBLISHED, by=None, published_at=soon)
    assert titles_in_public() == []
    assert titles_in_public(soon) == ["Mật độ điện thoại"]
    assert titles_in_public(later) == []


def test_a_withdrawn_article_is_gone_for_readers_and_kept_for_staff(client):
    article = builders.article()
    workflow.transition(
        article, to=State.WITHDRAWN, by=builders.publisher(), comment="Nhầm số liệu"
    )
    assert client.get(article.path).status_code == 404
    assert Article.objects.get().transitions.get().comment == "Nhầm số liệu"


def test_publishing_without_a_moment_means_now():
    article = draft()
    before = timezone.now()
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert article.published_at is not None
    assert before <= article.published_at <= timezone.now()


def test_an_article_that_is_republished_keeps_its_first_moment():
    article = builders.article()
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert article.published_at == datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)


def test_the_last_change_is_never_before_readers_first_saw_the_page():
    later = timezone.now() + timedelta(days=2)
    waits, seen, hidden = (
        builders.article("Chờ đăng", published_at=later),
        article_of_2007(),
        draft(),
    )
    assert waits.last_changed_at == later
    assert seen.last_changed_at == seen.updated_at
    assert hidden.last_changed_at == hidden.updated_at
    rows = Article.objects.annotate(at=LAST_CHANGED_AT).values_list("pk", "at")
    assert dict(rows) == {each.pk: each.last_changed_at for each in (waits, seen, hidden)}


def article_of_2007():
    return builders.article("Năm 2007", published_at=datetime(2007, 2, 1, tzinfo=UTC))
