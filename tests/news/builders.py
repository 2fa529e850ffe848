"""Articles, sections and people for the news' tests; each says only what its test is about."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from news.models import Article
from portal.publishing.models import Section, State
from portal.publishing.services import save

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CONFERENCE = datetime(2007, 2, 1, 10, 27, 14, tzinfo=VIETNAM)


def article(title: str = "Hội nghị triển khai kế hoạch năm 2007", **fields: Any) -> Article:
    """A published article of 1 February 2007, unless the fields say otherwise."""
    topics = fields.pop("topics", None)
    fields = {"state": State.PUBLISHED, "published_at": CONFERENCE, "summary": "Tóm tắt."} | fields
    return save(Article(title=title, **fields), by=None, topics=topics)


def section(name: str = "Viễn thông") -> Section:
    return Section.objects.create(kind=Article.KIND, name=name)


def line(**fields: Any) -> str:
    """A line of an import file; a field that is None is left out."""
    whole = {
        "title": "Hội nghị triển khai kế hoạch năm 2007",
        "summary": "Sở tổ chức hội nghị.",
        "body_html": "<p>Toàn văn.</p>",
        "published_at": "2007-02-01T10:27:14+07:00",
        "slug": "hoi-nghi-2007",
    } | fields
    return json.dumps({key: value for key, value in whole.items() if value is not None})
