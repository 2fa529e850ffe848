"""No pending text reaches readers: over every text field and part of every kind."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from enterprises.events.models import Event
from enterprises.infrastructure.models import InfrastructureListing
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise
from news.articles.models import Article
from news.documents.models import OfficialDocument
from news.notices.models import Notice
from news.procedures.models import Procedure
from portal.department.models import Page
from portal.participation.consultations.models import Consultation
from portal.participation.questions.models import Answer
from portal.publishing import changes, revisions, services
from portal.publishing.models import EnglishVersion, Publication, State
from portal.publishing.models.kinds import kinds
from projects.indicators.models import Indicator
from projects.plans.models import MasterPlan
from projects.work.models import AnnualPlan, Project
from tests import builders
from tests.addresses import routes
from tests.enterprises.builders import enterprise
from tests.news.builders import document_fields
from tests.portal.participation.consultations.builders import asker
from tests.reading import content_of
from tests.sampling import Some, sampled

pytestmark = pytest.mark.django_db

MARK = "chuachophepdoc"
FOUND = re.compile(rf"{MARK}(?:_\w+_)?")
# The admin, sign-in and previews show pending text to whom it concerns.
STAFF = ("/admin/", "/tai-khoan/", "/tai-len/", "/xem-truoc/", "/media/")
DAY = builders.FEBRUARY.date()
LIVE = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}
# A live page of each kind; a new kind without one here fails the first test below.
MAKE = {
    "answer": lambda: Answer(title="Hỏi đáp", question="Hỏi gì?", **LIVE),
    "consultation": lambda: Consultation(
        title="Dự thảo", asker=asker(), opens_on=DAY, closes_on=DAY, **LIVE
    ),
    "article": lambda: Article(title="Bài", **LIVE),
    "document": lambda: OfficialDocument(title="Văn bản", **document_fields(), **LIVE),
    "notice": lambda: Notice(title="Thông báo", issued_on=DAY, **LIVE),
    "procedure": lambda: Procedure(title="Thủ tục", **LIVE),
    "masterplan": lambda: MasterPlan(title="Quy hoạch", horizon=2010, **LIVE),
    "annualplan": lambda: AnnualPlan(title="Chương trình", year=2007, **LIVE),
    "project": lambda: Project(title="Dự án", **LIVE),
    "indicator": lambda: Indicator(title="Chỉ tiêu", unit="máy", **LIVE),
    "enterprise": lambda: Enterprise(title="Công ty", **LIVE),
    "infrastructure": lambda: InfrastructureListing(
        title="Cột",
        direction="offer",
        facility="mast",
        place="Phú Bài",
        enterprise=enterprise("Công ty Cho Thuê"),
        **LIVE,
    ),
    "event": lambda: Event(title="Diễn đàn", starts_at=builders.FEBRUARY, **LIVE),
    "page": lambda: Page(title="Lịch sử hình thành", **LIVE),
    "english": lambda: EnglishVersion(
        title="Page", translation_of=builders.article("Bản gốc"), **LIVE
    ),
    "product": lambda: Product(title="Phần mềm", enterprise=enterprise("Công ty Khác"), **LIVE),
}


def texts_of(kind: str) -> Iterator[str]:
    """Columns of the kind in which somebody could write the mark."""
    for field in kinds()[kind]._meta.concrete_fields:
        free = isinstance(field, models.TextField | models.CharField) and not field.choices
        if (
            free
            and field.name not in revisions.NOT_APPLIED
            and field.name not in ("slug", "tax_code")
        ):
            yield field.attname


def test_every_kind_is_tried():
    assert set(MAKE) == set(kinds())


def public_addresses(pages: list[Publication]) -> set[str]:
    """Every route that is not the staff's, with each page in place: feeds, sitemaps, tables."""
    return {
        route.address(slug=page.slug)
        for route in routes()
        if not route.text.startswith(STAFF)
        for page in pages
    }


def owned_parts(kind: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Each owned row that a version of the kind may hold, with the mark in all its texts."""
    for name in kinds()[kind].PARTS:
        relation: Any = kinds()[kind]._meta.get_field(name)
        if not relation.many_to_many:
            fields = relation.related_model._meta.concrete_fields
            texts = [
                field for field in fields if isinstance(field, models.CharField | models.TextField)
            ]
            yield name, {"id": 10**6} | {each.attname: f"{MARK}_{kind}_{name}_" for each in texts}


def proposed(page: Publication, data: dict[str, object]) -> None:
    changes.propose(page, json.loads(json.dumps(data)), by=None)


def readers_see(client: Client, some: Some, *pages: Publication) -> list[tuple[str, set[str]]]:
    """Where an anonymous reader finds the mark, each address with what follows it.

    Of the addresses that are neither a list nor one of the pages, `some` are looked at.
    """
    lists = {reverse(model.LIST_VIEW) for model in kinds().values()}
    addresses = {
        "/",
        f"/tim-kiem/?q={MARK}",
        *(page.path for page in pages),
        *lists,
        *(f"{address}rss.xml" for address in lists),
        *(f"/sitemap-{page.kind}-2007-02.xml" for page in pages),
        *some(public_addresses([*pages])),
    }
    # The search page repeats the question; a hit beside it would say the mark once more.
    allowed = {f"/tim-kiem/?q={MARK}": client.get("/tim-kiem/?q=zzzz").content.count(b"zzzz")}
    seen = []
    for address in sorted(addresses):
        found = FOUND.findall(content_of(client.get(address)))
        if len(found) > allowed.get(address, 0):
            seen.append((address, set(found)))
    return seen


def with_a_pending_change(kind: str) -> Publication:
    """A live page of the kind for which a mark waits in every text field and part."""
    page = services.save(MAKE[kind](), by=None)
    data = revisions.snapshot(kinds()[kind].objects.get(pk=page.pk))
    for column in texts_of(kind):
        # Each field has a mark of its own, so that one look at all pages names what leaks.
        data["fields"][column] = f"{MARK}_{kind}_{column}_"
    for name, row in owned_parts(kind):
        data["parts"].setdefault(name, []).append(row)
    proposed(Publication.objects.get(pk=page.pk), data)
    return page


@sampled(one_in=48)
def test_no_pending_text_of_any_kind_reaches_a_reader(client, some):
    """All kinds wait at once: most addresses are the same for each of them."""
    assert readers_see(client, some, *map(with_a_pending_change, sorted(MAKE))) == []


@sampled(one_in=48)
def test_the_mark_is_found_where_it_is_public(client, some):
    """The test above can fail: a live text with the mark is seen at all these addresses."""
    page = builders.article(MARK, summary=MARK)
    seen = {address for address, _found in readers_see(client, some, page)}
    assert seen >= {page.path, "/", "/tin-tuc/", "/tin-tuc/rss.xml", f"/tim-kiem/?q={MARK}"}
