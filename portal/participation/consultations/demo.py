"""Two made-up consultations that say that they are made up: one open, one summed up."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from portal.accounts.demo import decider
from portal.kit.text.normalize import slugify
from portal.organisations.models import Organisation
from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
    Verdict,
)
from portal.publishing import sample_pages
from portal.publishing.first_content import get_or_publish

DAY: Final = timedelta(days=1)
SUMMARY: Final = "Trang minh họa, không có thật: chỉ để cho thấy một đợt lấy ý kiến dự thảo."
BODY: Final = (
    "<p>Không có dự thảo nào kèm theo trang minh họa này. Ý kiến gửi ở đây không đi đâu cả.</p>"
)
OPEN: Final = "Lấy ý kiến minh họa đang mở"
DONE: Final = "Lấy ý kiến minh họa đã tổng hợp"
OUTCOME: Final = (
    "<p>Nội dung minh họa: một ý kiến được tiếp thu, một ý kiến được giải trình.</p>"
    "<p>Ở trang thật, chỗ này nói dự thảo được sửa thế nào và vì sao có ý kiến không được "
    "tiếp thu.</p>"
)
COMMENTS: Final = (
    (
        "Ý kiến minh họa: đề nghị ghi rõ thời hạn trả lời.",
        Verdict.TAKEN,
        "Nội dung minh họa: dự thảo đã ghi thời hạn.",
    ),
    (
        "Ý kiến minh họa: đề nghị bỏ một mẫu đơn.",
        Verdict.EXPLAINED,
        "Nội dung minh họa: mẫu đơn còn cần cho việc khác.",
    ),
)


def load() -> Counter[str]:
    """Bring what is missing; return what was new."""
    today = timezone.localdate()
    is_new = _bring(OPEN, today, today + 60 * DAY)
    was_new = _bring(DONE, today - 60 * DAY, today - 15 * DAY, outcome=OUTCOME)
    if was_new:
        page = Consultation.objects.get(path=Consultation.path_of(slugify(DONE)))
        now = timezone.now()
        add_comments(page, COMMENTS, received_at=now - 20 * DAY, decided_at=now)
    return Counter({"sample consultations": is_new + was_new})


def _bring(title: str, opens_on: date, closes_on: date, outcome: str = "") -> bool:
    asker = Organisation.objects.get_or_create(
        name=sample_pages.DEPARTMENT, defaults={"short_name": sample_pages.DEPARTMENT_SHORT}
    )[0]
    page = Consultation(
        title=title,
        summary=SUMMARY,
        body=BODY,
        asker=asker,
        opens_on=opens_on,
        closes_on=closes_on,
        is_sample=True,
        outcome=outcome,
    )
    opened = timezone.now() - (timezone.localdate() - opens_on)
    return get_or_publish(page, published_at=opened)


def add_comments(
    page: Consultation,
    comments: Iterable[tuple[str, str, str]],
    *,
    received_at: datetime,
    decided_at: datetime,
) -> None:
    """Add made-up comments, shown and answered; without a publisher there are none.

    Each is its text, the verdict and the answer; who said it is nobody.
    """
    decided_by = decider()
    if decided_by is None:
        return
    for text, verdict, answer in comments:
        ConsultationComment.objects.create(
            consultation=page,
            name="Người góp ý minh họa",
            email="gop-y@nguoi-dan.example",
            text=text,
            name_is_shown=True,
            stamp=uuid5(NAMESPACE_URL, text),
            received_at=received_at,
            state=CommentState.SHOWN,
            verdict=verdict,
            answer=answer,
            decided_at=decided_at,
            decided_by=decided_by,
        )
