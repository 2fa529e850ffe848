"""Texts in all their states, and the first page of the admin as it tells of them."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils import timezone

from portal.publishing import services, workflow
from portal.publishing.models import State, Transition
from tests import builders

BARE = {"state": State.DRAFT, "published_at": None}
INDEX = "/admin/"


def draft(title, by, **fields):
    return builders.article(title, by=by, **BARE | fields)


def sent(title, by, *, days=0, **fields):
    """A text that was submitted so many days ago."""
    article = draft(title, by, **fields)
    workflow.transition(article, to=State.SUBMITTED, by=by)
    at = timezone.now() - timedelta(days=days)
    Transition.objects.filter(publication=article).update(at=at)
    return article


def changed(article, by, title):
    article.title = title
    services.save(article, by=by)
    return article


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def tiles_of(client):
    """The tiles of the first page: the number and the address of each name."""
    return {
        link.get_text(" ", strip=True).removeprefix(link.strong.get_text()).strip(): (
            link.strong.get_text(),
            link["href"],
        )
        for link in soup(client.get(INDEX)).select(".desk-tiles a")
    }


def forced_by(publisher, *, at=None, comment="", section=None):
    article = draft("Tin bão", publisher, section=section)
    workflow.transition(
        article, to=State.PUBLISHED, by=publisher, published_at=at, comment=comment,
        force="Bão đổ bộ trong đêm",
    )  # fmt: skip
    return article.forced.get()


def titles(items):
    return [item.title for item in items]


def scheduled(title, at):
    return builders.article(title, published_at=at)
