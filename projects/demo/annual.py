"""The programme of 2007: what the report says of 2006, and the tasks that it announces."""

from typing import Final

from portal.publishing.first_content import get_or_publish
from portal.publishing.models import Publication
from projects.demo.organisations import DEPARTMENT, find_or_bring
from projects.demo.report import IT, OF_NETWORK, POSTS
from projects.demo.tasks import ANNOUNCED, IN_2007
from projects.work.models import AnnualPlan, Project

QUOTE: Final = (
    "báo cáo tổng kết và chương trình công tác trọng tâm của năm 2007 do Giám đốc Hồ Xuân Phán"
    " trình bày"
)
OF_2006: Final = (
    "tổ chức thành công Hội nghị quốc gia về CNTT lần thứ IV với sự tham dự của ba Bộ trưởng Bưu"
    " chính Viễn thông, Giáo dục - Đào tạo và Y tế",
    OF_NETWORK,
)
RESULTS: Final = (
    "<p>Tại hội nghị ngày 30/01/2007, thành tích đạt được trong năm 2006 được biểu dương, đặc biệt"
    " là:</p><ul>"
    + "".join(f"<li>{quote[0].upper()}{quote[1:]}.</li>" for quote in OF_2006)
    + "</ul><p>Báo cáo không nêu số liệu của năm 2006; nội dung khác hiện chưa có thông tin.</p>"
)


def load(report: Publication) -> bool:
    """Publish the programme with its tasks; return whether it was new."""
    programme = AnnualPlan(
        title="Chương trình công tác năm 2007",
        year=2007,
        slug="2007",
        summary="Những việc Sở sẽ triển khai trong năm 2007, theo báo cáo tại hội nghị ngày"
        " 30/01/2007.",
        body=RESULTS,
        quote=QUOTE,
        evidence=report,
    )

    def add_tasks(programme: AnnualPlan) -> None:
        for position, task in enumerate(ANNOUNCED, start=1):
            programme.tasks.create(
                title=task.title,
                owner=find_or_bring(DEPARTMENT),
                due_words=IN_2007,
                project=Project.objects.filter(title=task.project).first(),
                quote=task.quote,
                evidence=report,
                position=position,
            )

    return get_or_publish(
        programme, topics=(IT, POSTS), published_at=report.published_at, parts=add_tasks
    )
