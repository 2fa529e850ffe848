"""The demo of the department: one name out of its report, where services are, and what
became of it: since 2008 there were departments of information and communications, which in 2025
were merged into those of science and technology."""

from collections import Counter
from datetime import date
from typing import Final

from portal.department.models import Department, Post, ServiceLink
from portal.kit.environment import is_set
from portal.organisations.models import Organisation, Succession
from portal.publishing import sample_pages
from portal.publishing.first_content import page_at

REPORT: Final = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"
DIRECTOR: Final = "Hồ Xuân Phán"
SAID_ON: Final = date(2007, 1, 30)
NAMES: Final = {
    "name": sample_pages.DEPARTMENT,
    "name_en": sample_pages.DEPARTMENT_EN,
    "short_name": sample_pages.DEPARTMENT_SHORT,
    "short_name_en": "DPT Thừa Thiên Huế",
    "description": "Tin tức, quy hoạch, chỉ tiêu và doanh nghiệp bưu chính, viễn thông, công nghệ "
    "thông tin tỉnh Thừa Thiên Huế.",
    "description_en": "The body of the province of Thừa Thiên Huế, Viet Nam, for posts, "
    "telecommunications and information technology.",
}
# What the operator calls the site goes before; else a demo showed nothing of it.
CALLED_BY: Final = {
    "SITE_NAME": ("name", "short_name"),
    "SITE_NAME_EN": ("name_en", "short_name_en"),
}
# The years are certain; the decisions of the province are for the staff to add.
BODIES: Final = (
    sample_pages.DEPARTMENT,
    "Sở Thông tin và Truyền thông tỉnh Thừa Thiên Huế",
    "Sở Khoa học và Công nghệ thành phố Huế",
)
YEARS: Final = (2008, 2025)
NATIONAL: Final = "Cổng Dịch vụ công quốc gia"
NATIONAL_ADDRESS: Final = "https://dichvucong.gov.vn/"


def load(*, with_samples: bool = True) -> Counter[str]:
    """Bring the director whom the report names, and the one address that is certain."""
    return Counter(
        {
            "names of the department": _names(),
            "posts": _director(),
            "links to public services": _national_portal(),
            "successions": _successions(),
        }
    )


def _names() -> bool:
    """Say whose site this is, where neither the staff nor the operator has said it."""
    called = {field for name, both in CALLED_BY.items() if is_set(name) for field in both}
    written = Department.objects.all() if called else Department.objects.exclude(name="")
    if written.exists():
        return False
    names = {field: text for field, text in NAMES.items() if field not in called}
    _row, made = Department.objects.update_or_create(pk=Department.ONLY, defaults=names)
    return made


def _director() -> bool:
    # What the staff has made of the posts stays; nobody else is made up.
    report = page_at(REPORT)
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


def _successions() -> int:
    if Succession.objects.exists():
        return 0
    bodies = [Organisation.objects.get_or_create(name=name)[0] for name in BODIES]
    for former, successor, year in zip(bodies, bodies[1:], YEARS, strict=False):
        Succession.objects.create(
            former=former, successor=successor, from_year=year, ran_this_site=True
        )
    return len(YEARS)
