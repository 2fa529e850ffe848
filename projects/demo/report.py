"""The report of 30 January 2007 as a source: where it stands, and its words that rows quote."""

from typing import Final

from portal.department.demo import REPORT
from portal.publishing.first_content import page_at
from portal.publishing.models import Publication, Section
from projects.work.models import Project

IT: Final = "Công nghệ thông tin"
POSTS: Final = "Bưu chính, viễn thông"
FIELDS: Final = (POSTS, IT)
STORMS: Final = "Phòng chống bão lụt"

OF_PLANS: Final = (
    "trong năm 2007 Sở Bưu chính Viễn thông sẽ triển khai các dự án thuộc Quy hoạch phát triển BCVT"
    " và Quy hoạch CNTT đến năm 2010 và định hướng năm 2020"
)
OF_NETWORK: Final = (
    "điều hành thành công họat động của mạng vô tuyến điện của 10 cơ quan phục vụ công tác"
    " Phòng chống bão lụt"
)
OF_COOPERATION: Final = "chương trình hợp tác giữa Trung tâm Kiểm soát tần số KV 3 với sở BCVT"
OF_DENSITY: Final = (
    "phấn đấu đạt mật độ điện thoại trên địa bàn bằng mức trung bình của cả nước là 35 máy/100 dân"
)


def the_report() -> Publication:
    """Return the page that all of the demo quotes; LookupError where it is not there."""
    report = page_at(REPORT)
    if report is None:
        raise LookupError(f"The report that all of this quotes is not at {REPORT}.")
    return report


def field(name: str) -> Section:
    """Return the field of this name, made where there is none."""
    found = Section.objects.filter(kind=Project.KIND, name=name).first()
    if found is None:
        position = FIELDS.index(name) + 1
        found = Section.objects.create(kind=Project.KIND, name=name, position=position)
    return found
