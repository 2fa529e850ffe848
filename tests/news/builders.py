"""Articles, sections and people for the news' tests; each says only what its test is about."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from news.articles.models import Article, GalleryPicture
from news.documents.models import DocumentKind, DocumentRelation, OfficialDocument
from news.notices.models import Notice
from news.procedures.models import Procedure
from portal.media.pictures.intake import store_picture
from portal.organisations.models import Organisation
from portal.publishing import revisions
from portal.publishing.models import Publication, Section, State
from portal.publishing.services import save
from tests.portal.media.pictures.samples import jpeg

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CONFERENCE = datetime(2007, 2, 1, 10, 27, 14, tzinfo=VIETNAM)


def article(title: str = "Hội nghị triển khai kế hoạch năm 2007", **fields: Any) -> Article:
    """A published article of 1 February 2007, unless the fields say otherwise."""
    topics = fields.pop("topics", None)
    fields = {"state": State.PUBLISHED, "published_at": CONFERENCE, "summary": "Tóm tắt."} | fields
    return save(Article(title=title, **fields), by=None, topics=topics)


def in_gallery(page: Article, *words: str, **fields: Any) -> list[GalleryPicture]:
    """Pictures below an article that readers see, each described by its words; stored in media."""
    rows = [
        GalleryPicture.objects.create(
            article=page,
            picture=store_picture(jpeg(640 + number, 480), by=None),
            alt=alt,
            position=number,
            **fields,
        )
        for number, alt in enumerate(words)
    ]
    revisions.record(Article.objects.get(pk=page.pk), by=None)
    return rows


def document_fields(number: str = "12/2007/QĐ-UBND", **fields: Any) -> dict[str, Any]:
    """What a decision of 1 March 2007 has, unless the fields say otherwise."""
    kind, _ = DocumentKind.objects.get_or_create(name=fields.pop("kind", "Quyết định"))
    issuer, _ = Organisation.objects.get_or_create(name=fields.pop("issuer", "UBND tỉnh"))
    values = {"number": number, "document_kind": kind, "issuer": issuer}
    return values | {"issued_on": date(2007, 3, 1)} | fields


def document(
    title: str = "Ban hành Quy chế", number: str = "12/2007/QĐ-UBND", **fields: Any
) -> OfficialDocument:
    """A public decision, unless the fields say otherwise."""
    topics = fields.pop("topics", None)
    fields = {"state": State.PUBLISHED, "published_at": CONFERENCE} | fields
    page = OfficialDocument(title=title, **document_fields(number, **fields))
    return save(page, by=None, topics=topics)


def relation(
    source: OfficialDocument, tie: str, target: OfficialDocument | None = None, **fields: Any
) -> DocumentRelation:
    return DocumentRelation.objects.create(source=source, tie=tie, target=target, **fields)


def notice(title: str = "Mời thầu mua máy tính", **fields: Any) -> Notice:
    """A public notice of 1 March 2007, unless the fields say otherwise."""
    topics = fields.pop("topics", None)
    fields = {"issued_on": date(2007, 3, 1), "summary": "Mời các đơn vị tham gia."} | fields
    fields = {"state": State.PUBLISHED, "published_at": CONFERENCE} | fields
    return save(Notice(title=title, **fields), by=None, topics=topics)


def procedure(title: str = "Cấp giấy phép bưu chính", **fields: Any) -> Procedure:
    """A public procedure with nothing but its name, unless the fields say otherwise."""
    topics = fields.pop("topics", None)
    fields = {"state": State.PUBLISHED, "published_at": CONFERENCE} | fields
    return save(Procedure(title=title, **fields), by=None, topics=topics)


def shelf(kind: type[Publication], name: str) -> Section:
    """A section of a kind."""
    return Section.objects.create(kind=kind.KIND, name=name)


def section(name: str = "Viễn thông") -> Section:
    return Section.objects.create(kind=Article.KIND, name=name)


def line(**fields: Any) -> str:
    """A line of an import file; a field that is None is left out."""
    fields_found = {
        "title": "Hội nghị triển khai kế hoạch năm 2007",
        "summary": "Sở tổ chức hội nghị.",
        "body_html": "<p>Toàn văn.</p>",
        "published_at": "2007-02-01T10:27:14+07:00",
        "slug": "hoi-nghi-2007",
    } | fields
    return json.dumps({key: value for key, value in fields_found.items() if value is not None})
