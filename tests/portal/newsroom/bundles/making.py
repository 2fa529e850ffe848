"""Bundles for tests, with members that are ready unless told otherwise."""

from typing import Any

from news.articles.models import Article
from portal.accounts.models import User
from portal.newsroom.bundles import collecting
from portal.publishing import services, workflow
from portal.publishing.models import Bundle, Publication, State
from tests import builders


def bundle(*pages: Publication, by: User, name: str = "Đợt tháng hai", **fields: Any) -> Bundle:
    """An open bundle of somebody's, with these pages."""
    made = Bundle.objects.create(name=name, created_by=by, **fields)
    for page in pages:
        collecting.add(made, page, by=by)
    return made


def ready(title: str, **fields: Any) -> Article:
    """An approved article that nobody but the staff can see."""
    unpublished = {"state": State.APPROVED, "published_at": None}
    return builders.article(title, **unpublished | fields)


def changed(was: str, *, by: User, approved_by: User | None, **fields: Any) -> Article:
    """A live article with a change that waits: approved, or else submitted."""
    article = builders.article(was)
    for name, value in fields.items():
        setattr(article, name, value)
    services.save(article, by=by)
    article = Article.objects.get(pk=article.pk)
    workflow.transition(article, to=State.SUBMITTED, by=by)
    if approved_by is not None:
        workflow.transition(article, to=State.APPROVED, by=approved_by)
    return article
