"""A public page of each kind, so that what holds for all kinds is tried on every one of them."""

from collections.abc import Callable
from typing import Any

from portal.publishing.models import Publication
from tests.builders import FEBRUARY
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.portal.department import builders as department
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.projects import builders as projects

MAKERS: dict[str, Callable[..., Publication]] = {
    "article": news.article,
    "document": news.document,
    "notice": news.notice,
    "procedure": news.procedure,
    "masterplan": projects.plan,
    "annualplan": lambda title, **fields: projects.programme(title=title, **fields),
    "project": projects.project,
    "indicator": projects.indicator,
    "enterprise": enterprises.enterprise,
    "product": lambda title, **fields: enterprises.product(
        enterprises.enterprise("Công ty có sản phẩm"), title, **fields
    ),
    "event": enterprises.event,
    "infrastructure": lambda title, **fields: enterprises.listing(
        enterprises.enterprise("Công ty có hạ tầng"), title, **fields
    ),
    "page": department.page,
    "consultation": consultations.consultation,
    "answer": questions.answer,
}


def page_of(kind: str, title: str = "Mạng thông tin của tỉnh", **fields: Any) -> Publication:
    """A page of a kind that is public since 1 February 2007, unless the fields say otherwise."""
    return MAKERS[kind](title, **{"published_at": FEBRUARY} | fields)
