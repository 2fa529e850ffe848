"""What is known of the department in 2007: one name out of its report, and where services are."""

from collections import Counter
from datetime import date
from typing import Final

from portal.department.models import Post, ServiceLink
from portal.publishing.once import who_lives_at

REPORT: Final = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"
DIRECTOR: Final = "Hồ Xuân Phán"
SAID_ON: Final = date(2007, 1, 30)
NATIONAL: Final = "Cổng Dịch vụ công quốc gia"
NATIONAL_ADDRESS: Final = "https://dichvucong.gov.vn/"


def load() -> Counter[str]:
    """Bring the director whom the report names, and the one address that is certain."""
    return Counter({"posts": _director(), "links to public services": _national_portal()})


def _director() -> bool:
    # What the staff has made of the posts stays; nobody else is made up.
    report = who_lives_at(REPORT)
    if report is None or Post.objects.exists():
        return False
    Post.objects.create(
        title="Giám đốc",
        title_en="Director",
        holder=DIRECTOR,
        known_on=SAID_ON,
        source=report,
        position=1,
    )
    return True


def _national_portal() -> bool:
    if ServiceLink.objects.exists():
        return False
    ServiceLink.objects.create(
        name=NATIONAL,
        name_en="National Public Service Portal",
        about="Tra cứu thủ tục hành chính, nộp hồ sơ trực tuyến và theo dõi kết quả.",
        about_en="Look up procedures, hand in applications online and follow them.",
        url=NATIONAL_ADDRESS,
        position=1,
    )
    return True
