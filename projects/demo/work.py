"""The projects and programmes that the report names, and who it says takes part."""

from dataclasses import dataclass
from typing import Final

from portal.organisations.models import Organisation
from portal.publishing.first_content import get_or_publish
from portal.publishing.models import Publication
from projects.demo.organisations import DEPARTMENT, FREQUENCIES, find_or_bring, unnamed_agencies
from projects.demo.report import IT, OF_COOPERATION, OF_NETWORK, POSTS, STORMS, field
from projects.work.models import Nature, Participation, Project, Role, Stage


@dataclass(frozen=True, slots=True)
class ProjectOf2007:
    """A project of the report; empty fields are not in the report."""

    title: str
    nature: Nature
    stage: Stage
    quote: str
    summary: str
    field: str
    topics: tuple[str, ...]
    aim: str = ""
    place: str = ""
    has_owner: bool = True


IN_2007: Final = "Sở sẽ triển khai trong năm 2007, theo báo cáo tại hội nghị ngày 30/01/2007."
NETWORK: Final = ProjectOf2007(
    "Mạng vô tuyến điện của 10 cơ quan phục vụ công tác Phòng chống bão lụt",
    Nature.PROJECT,
    Stage.UNKNOWN,
    OF_NETWORK,
    "Được biểu dương tại hội nghị ngày 30/01/2007; báo cáo không nêu tên 10 cơ quan.",
    POSTS,
    (STORMS,),
    aim="Phục vụ công tác phòng chống bão lụt.",
)
# Two partners agree on it; the report does not say which of them is in charge.
COOPERATION: Final = ProjectOf2007(
    "Chương trình hợp tác giữa Trung tâm Kiểm soát tần số KV 3 với Sở BCVT",
    Nature.PROGRAMME,
    Stage.UNKNOWN,
    OF_COOPERATION,
    "Được báo cáo tại hội nghị ngày 30/01/2007; nội dung cụ thể chưa có thông tin.",
    POSTS,
    (POSTS,),
    has_owner=False,
)
PROJECTS: Final = (
    ProjectOf2007(
        "Xây dựng và triển khai Website cho các Sở, Ban, Ngành trong tỉnh",
        Nature.PROJECT,
        Stage.PLANNED,
        "xây dựng và triển khai Website cho các Sở, Ban, Ngành trong tỉnh",
        IN_2007,
        IT,
        (IT,),
        place="Trong tỉnh",
    ),
    ProjectOf2007(
        "Chương trình hỗ trợ doanh nghiệp ứng dụng CNTT",
        Nature.PROGRAMME,
        Stage.PLANNED,
        "triển khai Chương trình hỗ trợ doanh nghiệp ứng dụng CNTT",
        IN_2007,
        IT,
        (IT,),
    ),
    ProjectOf2007(
        "Đào tạo CNTT trong các cơ quan Đảng và Nhà nước",
        Nature.PROJECT,
        Stage.PLANNED,
        "đào tạo CNTT trong các cơ quan Đảng và Nhà nước",
        IN_2007,
        IT,
        (IT,),
    ),
    NETWORK,
    COOPERATION,
)


def load(report: Publication) -> int:
    """Publish the projects with their participants; return how many were new."""
    return sum(_bring(project, report) for project in PROJECTS)


def _bring(project: ProjectOf2007, report: Publication) -> bool:
    row = Project(
        title=project.title,
        nature=project.nature,
        stage=project.stage,
        aim=project.aim,
        place=project.place,
        quote=project.quote,
        summary=project.summary,
        evidence=report,
    )

    def add_parts(row: Project) -> None:
        row.section = field(project.field)
        row.owner = find_or_bring(DEPARTMENT) if project.has_owner else None
        for position, (organisation, role) in enumerate(_participants(project), start=1):
            Participation.objects.create(
                project=row,
                organisation=organisation,
                role=role,
                position=position,
                quote=project.quote,
                evidence=report,
            )

    return get_or_publish(
        row, topics=project.topics, published_at=report.published_at, parts=add_parts
    )


def _participants(project: ProjectOf2007) -> list[tuple[Organisation, Role]]:
    if project is NETWORK:
        return [(agency, Role.MEMBER) for agency in unnamed_agencies()]
    if project is COOPERATION:
        return [(find_or_bring(each), Role.PARTNER) for each in (FREQUENCIES, DEPARTMENT)]
    return []
