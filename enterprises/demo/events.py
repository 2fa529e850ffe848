"""The meetings that the report of 2007 tells of: two that were, two series that were agreed on."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.html import format_html

from enterprises.events.models import Event, EventSeries, EventStatus, Occasion, Precision, Rhythm
from portal.department.demo import REPORT
from portal.publishing.first_content import get_or_publish, page_at
from portal.publishing.models import Publication

TOPICS: Final = ("Bưu chính, viễn thông", "Công nghệ thông tin")
# Agreed on at the conference; the report tells of no meeting of theirs, so none is shown.
SERIES: Final[tuple[dict[str, Any], ...]] = (
    {
        "slug": "giao-ban-quy",
        "name": "Giao ban quý với doanh nghiệp",
        "occasion": Occasion.BRIEFING,
        "rhythm": Rhythm.QUARTERLY,
        "description": "Theo báo cáo hội nghị ngày 30/01/2007, các doanh nghiệp bưu chính, viễn"
        " thông và công nghệ thông tin nhất trí với Sở “sẽ tổ chức giao ban hàng quý cùng các"
        " doanh nghiệp chuyên ngành”.",
    },
    {
        "slug": "dien-dan-hang-thang",
        "name": "Diễn đàn hằng tháng của doanh nghiệp công nghệ thông tin",
        "occasion": Occasion.FORUM,
        "rhythm": Rhythm.MONTHLY,
        "description": "Theo báo cáo hội nghị ngày 30/01/2007, “hàng tháng sẽ tổ chức diễn đàn để"
        " các doanh nghiệp CNTT trình bày năng lực, sản phẩm”.",
    },
)


def load() -> Counter[str]:
    """Bring the series and the meetings; what was new. Neither hour nor place is known of them."""
    made = [EventSeries.objects.get_or_create(slug=row["slug"], defaults=row) for row in SERIES]
    report = page_at(REPORT)
    events = [_bring(event, report) for event in (_conference(), _national_conference())]
    return Counter({"series of events": sum(new for _, new in made), "events": sum(events)})


def _conference() -> Event:
    return Event(
        title="Hội nghị tổng kết công tác năm 2006 và triển khai kế hoạch năm 2007",
        slug="hoi-nghi-trien-khai-ke-hoach-nam-2007",
        summary="Hội nghị của Sở Bưu chính Viễn thông tỉnh Thừa Thiên Huế ngày 30/01/2007.",
        starts_at=datetime(2007, 1, 30, tzinfo=timezone.get_default_timezone()),
        precision=Precision.DAY,
    )


def _national_conference() -> Event:
    return Event(
        title="Hội nghị quốc gia về công nghệ thông tin lần thứ IV",
        slug="hoi-nghi-quoc-gia-ve-cntt-lan-thu-iv",
        summary="Theo báo cáo của Sở, năm 2006 Sở đã tổ chức thành công hội nghị này, với sự tham"
        " dự của ba Bộ trưởng Bưu chính Viễn thông, Giáo dục - Đào tạo và Y tế.",
        starts_at=datetime(2006, 1, 1, tzinfo=timezone.get_default_timezone()),
        precision=Precision.YEAR,
    )


def _bring(event: Event, report: Publication | None) -> bool:
    event.occasion, event.status = Occasion.CONFERENCE, EventStatus.HELD
    if report is not None:
        event.body = format_html('<p>Nguồn: <a href="{}">{}</a>.</p>', report.path, report.title)
    moment = report.published_at if report is not None else None
    return get_or_publish(event, topics=TOPICS, published_at=moment)
