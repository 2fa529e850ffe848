"""Consultations and comments for tests, each from one plain call."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from portal.organisations.models import Organisation
from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
)
from portal.publishing.models import State
from portal.publishing.services import save
from tests import builders

DAY = timedelta(days=1)
MAX_ROWS = {"name": "Trần Thị Góp", "email": "gop@dan.example", "text": "Điều 3 nên rõ hơn."}


def asker(name: str = "Sở Bưu chính, Viễn thông") -> Organisation:
    return Organisation.objects.get_or_create(name=name)[0]


def consultation(title: str = "Dự thảo Quy chế", **fields: Any) -> Consultation:
    """A public one that is open from yesterday for ten more days, unless the fields say so."""
    today = timezone.localdate()
    topics = fields.pop("topics", None)
    values = {"opens_on": today - DAY, "closes_on": today + 10 * DAY, "summary": "Tóm tắt."}
    values |= {"state": State.PUBLISHED, "published_at": timezone.now() - 30 * DAY}
    values |= {"asker": fields.pop("asker", None) or asker()} | fields
    return save(Consultation(title=title, **values), by=None, topics=topics)


def closed(title: str = "Dự thảo đã hết hạn", **fields: Any) -> Consultation:
    """One that closed yesterday; it has no summary unless the fields say so."""
    today = timezone.localdate()
    return consultation(
        title, **({"opens_on": today - 20 * DAY, "closes_on": today - DAY} | fields)
    )


def done(title: str = "Dự thảo đã tổng hợp", **fields: Any) -> Consultation:
    """The same with its summary."""
    return closed(title, **({"outcome": "<p>Đã tiếp thu hai ý kiến.</p>"} | fields))


def comment(
    page: Consultation, text: str = "Điều 3 nên rõ hơn.", **fields: Any
) -> ConsultationComment:
    """A comment that waits, unless the fields say otherwise."""
    values = MAX_ROWS | {"text": text, "stamp": uuid4(), "received_at": timezone.now()} | fields
    if values.get("state", CommentState.WAITING) != CommentState.WAITING:
        values.setdefault("decided_at", timezone.now())
        values.setdefault("decided_by", values.pop("by", None) or _somebody())
    return ConsultationComment.objects.create(consultation=page, **values)


def shown(page: Consultation, text: str = "Điều 5 rất tốt.", **fields: Any) -> ConsultationComment:
    return comment(page, text, state=CommentState.SHOWN, **fields)


def refused(page: Consultation, text: str = "Mua ngay!", **fields: Any) -> ConsultationComment:
    values = {"state": CommentState.REFUSED, "reason": "Là quảng cáo."} | fields
    return comment(page, text, **values)


def _somebody() -> Any:
    from portal.accounts.models import User

    return User.objects.filter(username="nguoi-doc").first() or builders.publisher("nguoi-doc")
