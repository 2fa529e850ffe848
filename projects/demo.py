"""What the report of 30 January 2007 says of plans, projects and telephone density; no more."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from portal.publishing.models import Publication
from portal.publishing.once import publish_once, who_lives_at
from projects.models import Indicator, MasterPlan, Nature, Project, Stage

REPORT = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"
IT = "Công nghệ thông tin"
POSTS = "Bưu chính, viễn thông"
OF_PLANS = (
    "trong năm 2007 Sở Bưu chính Viễn thông sẽ triển khai các dự án thuộc Quy hoạch phát triển BCVT"
    " và Quy hoạch CNTT đến năm 2010 và định hướng năm 2020"
)
NOT_SAID = (
    "<p>Báo cáo không nêu số, ngày của quyết định phê duyệt, mục tiêu cụ thể và tên từng dự án;"
    " những nội dung đó hiện chưa có thông tin.</p>"
)


@dataclass(frozen=True, slots=True)
class PlanOf2007:
    """A master plan, and the one row for its projects, which the report does not name."""

    title: str
    scope: str
    projects: str
    topic: str


@dataclass(frozen=True, slots=True)
class ProjectOf2007:
    title: str
    nature: Nature
    stage: Stage
    quote: str
    summary: str
    topics: tuple[str, ...]


PLANS = (
    PlanOf2007(
        "Quy hoạch phát triển Bưu chính, Viễn thông đến năm 2010 và định hướng năm 2020",
        "Bưu chính, viễn thông",
        "Các dự án thuộc Quy hoạch phát triển BCVT",
        POSTS,
    ),
    PlanOf2007(
        "Quy hoạch Công nghệ thông tin đến năm 2010 và định hướng năm 2020",
        "Công nghệ thông tin",
        "Các dự án thuộc Quy hoạch CNTT",
        IT,
    ),
)
IN_2007 = "Sở sẽ triển khai trong năm 2007, theo báo cáo tại hội nghị ngày 30/01/2007."
PROJECTS = (
    ProjectOf2007(
        "Xây dựng và triển khai Website cho các Sở, Ban, Ngành trong tỉnh",
        Nature.PROJECT,
        Stage.PLANNED,
        "xây dựng và triển khai Website cho các Sở, Ban, Ngành trong tỉnh",
        IN_2007,
        (IT,),
    ),
    ProjectOf2007(
        "Chương trình hỗ trợ doanh nghiệp ứng dụng CNTT",
        Nature.PROGRAMME,
        Stage.PLANNED,
        "triển khai Chương trình hỗ trợ doanh nghiệp ứng dụng CNTT",
        IN_2007,
        (IT,),
    ),
    ProjectOf2007(
        "Đào tạo CNTT trong các cơ quan Đảng và Nhà nước",
        Nature.PROJECT,
        Stage.PLANNED,
        "đào tạo CNTT trong các cơ quan Đảng và Nhà nước",
        IN_2007,
        (IT,),
    ),
    ProjectOf2007(
        "Mạng vô tuyến điện của 10 cơ quan phục vụ công tác Phòng chống bão lụt",
        Nature.PROJECT,
        Stage.UNKNOWN,
        "điều hành thành công họat động của mạng vô tuyến điện của 10 cơ quan phục vụ công tác"
        " Phòng chống bão lụt",
        "Được biểu dương tại hội nghị ngày 30/01/2007; báo cáo không nêu tên 10 cơ quan.",
        ("Phòng chống bão lụt",),
    ),
    ProjectOf2007(
        "Chương trình hợp tác giữa Trung tâm Kiểm soát tần số KV 3 với Sở BCVT",
        Nature.PROGRAMME,
        Stage.UNKNOWN,
        "chương trình hợp tác giữa Trung tâm Kiểm soát tần số KV 3 với sở BCVT",
        "Được báo cáo tại hội nghị ngày 30/01/2007; nội dung cụ thể chưa có thông tin.",
        (POSTS,),
    ),
)
OF_DENSITY = (
    "phấn đấu đạt mật độ điện thoại trên địa bàn bằng mức trung bình của cả nước là 35 máy/100 dân"
)


def load() -> Counter[str]:
    """Bring plans, projects and the indicator, each with the report's words; what was new."""
    report = who_lives_at(REPORT)
    if report is None:
        raise LookupError(f"The report that all of this quotes is not at {REPORT}.")
    brought: Counter[str] = Counter()
    for plan in PLANS:
        brought += _bring_plan(plan, report)
    for project in PROJECTS:
        row = Project(
            title=project.title,
            nature=project.nature,
            stage=project.stage,
            quote=project.quote,
            summary=project.summary,
            evidence=report,
        )
        brought["projects"] += publish_once(row, topics=project.topics)
    brought["indicator"] += _bring_density(report)
    return brought


def _bring_plan(plan: PlanOf2007, report: Publication) -> Counter[str]:
    row = MasterPlan(
        title=plan.title,
        scope=plan.scope,
        horizon=2010,
        orientation=2020,
        quote=OF_PLANS,
        summary="Các dự án thuộc quy hoạch này sẽ được triển khai trong năm 2007,"
        " theo báo cáo tại hội nghị ngày 30/01/2007.",
        body=NOT_SAID,
        evidence=report,
    )
    if not publish_once(row, topics=[plan.topic]):
        return Counter()
    projects = Project(
        title=plan.projects,
        plan=row,
        nature=Nature.PROGRAMME,
        stage=Stage.PLANNED,
        quote=OF_PLANS,
        summary="Báo cáo nói chung về các dự án thuộc quy hoạch, không nêu tên từng dự án.",
        evidence=report,
    )
    return Counter({"master plans": 1, "projects": publish_once(projects, topics=[plan.topic])})


def _bring_density(report: Publication) -> bool:
    density = Indicator(
        title="Mật độ điện thoại",
        unit="máy/100 dân",
        definition="Số máy điện thoại tính trên 100 dân. Báo cáo không nêu loại máy nào được tính.",
        summary="Mục tiêu năm 2007: 35 máy/100 dân, bằng mức trung bình của cả nước."
        " Số thực hiện chưa có thông tin.",
        is_headline=not Indicator.objects.filter(is_headline=True).exists(),
    )

    def add_target(density: Indicator) -> None:
        density.targets.create(year=2007, value=Decimal(35), quote=OF_DENSITY, evidence=report)

    return publish_once(density, topics=["Mật độ điện thoại"], parts=add_target)
