"""The tasks that the report announces for 2007, each with its project."""

from dataclasses import dataclass
from typing import Final

from projects.demo.plans import PLANS
from projects.demo.report import OF_PLANS
from projects.demo.work import PROJECTS, ProjectOf2007

IN_2007: Final = "trong năm 2007"


@dataclass(frozen=True, slots=True)
class AnnouncedTask:
    """A piece of work that the department will carry out in 2007, as its director said."""

    title: str
    quote: str
    project: str


def _of(project: ProjectOf2007, title: str) -> AnnouncedTask:
    return AnnouncedTask(title, project.quote, project.title)


ANNOUNCED: Final = (
    *(AnnouncedTask(f"Triển khai {plan.projects[0].lower()}{plan.projects[1:]}", OF_PLANS,
                plan.projects) for plan in PLANS),
    _of(PROJECTS[0], "Xây dựng và triển khai Website cho các Sở, Ban, Ngành trong tỉnh"),
    _of(PROJECTS[1], "Triển khai Chương trình hỗ trợ doanh nghiệp ứng dụng CNTT"),
    _of(PROJECTS[2], "Đào tạo CNTT trong các cơ quan Đảng và Nhà nước"),
)  # fmt: skip
