"""The two plans that the report names, each with one row for the projects it does not name."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from portal.publishing.first_content import get_or_publish, page_at
from portal.publishing.models import Publication
from projects.demo.organisations import DEPARTMENT, find_or_bring
from projects.demo.report import IT, OF_PLANS, POSTS, field
from projects.plans.models import MasterPlan
from projects.work.models import Nature, Project, Stage

# The plan of the whole country, which stands among the documents.
COUNTRYS: Final = "/van-ban/quyet-dinh-32-2006-qd-ttg/"
OF_THE_COUNTRY: Final = (
    "<p>Quy hoạch phát triển viễn thông và Internet của cả nước đến năm 2010: "
    f'<a href="{COUNTRYS}">'
    "Quyết định số 32/2006/QĐ-TTg</a> ngày 07/02/2006 của Thủ tướng Chính phủ.</p>"
)
NOT_SAID: Final = (
    "<p>Báo cáo không nêu số, ngày và cơ quan ban hành quyết định phê duyệt, mục tiêu cụ thể và tên"
    " từng dự án; những nội dung đó hiện chưa có thông tin.</p>"
)


@dataclass(frozen=True, slots=True)
class PlanOf2007:
    """A master plan, and the one row for its projects, which the report does not name."""

    title: str
    scope: str
    projects: str
    topic: str


PLANS: Final = (
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


def load(report: Publication) -> Counter[str]:
    """Publish the plans and a row for their projects; return counts of what was new."""
    brought: Counter[str] = Counter()
    for plan in PLANS:
        brought += _bring(plan, report)
    return brought


def _bring(plan: PlanOf2007, report: Publication) -> Counter[str]:
    row = MasterPlan(
        title=plan.title,
        scope=plan.scope,
        horizon=2010,
        orientation=2020,
        quote=OF_PLANS,
        summary="Các dự án thuộc quy hoạch này sẽ được triển khai trong năm 2007,"
        " theo báo cáo tại hội nghị ngày 30/01/2007.",
        body=_body(plan),
        evidence=report,
    )
    if not get_or_publish(row, topics=[plan.topic], published_at=report.published_at):
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

    def give_to_department(projects: Project) -> None:
        projects.section, projects.owner = field(plan.topic), find_or_bring(DEPARTMENT)

    new = get_or_publish(
        projects, topics=[plan.topic], published_at=report.published_at, parts=give_to_department
    )
    return Counter({"master plans": 1, "projects": new})


def _body(plan: PlanOf2007) -> str:
    """Return what is not known, and the country's plan where its decision is on the site."""
    is_there = plan.topic == POSTS and page_at(COUNTRYS) is not None
    return OF_THE_COUNTRY + NOT_SAID if is_there else NOT_SAID
