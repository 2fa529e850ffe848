"""The ten promises of the conference; their results are not known."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from portal.department.demo import SAID_ON
from portal.pagecache import generation
from portal.publishing.models import Publication
from projects.demo import density
from projects.demo.organisations import DEPARTMENT, NamedOrganisation, find_or_bring
from projects.demo.report import OF_DENSITY
from projects.demo.tasks import ANNOUNCED, IN_2007
from projects.indicators.models import Indicator
from projects.promises.models import Promise, PromiseKind
from projects.work.models import Project


@dataclass(frozen=True, slots=True)
class PromiseOf2007:
    """A promise of the report; owner and term only where the report names them."""

    kind: PromiseKind
    title: str
    quote: str
    owner: NamedOrganisation | None = None
    due_words: str = ""
    project: str = ""
    indicator: str = ""


PROMISES: Final = (
    PromiseOf2007(
        PromiseKind.ASSIGNED,
        "Kiện toàn lại Hội tin học tỉnh TT-Huế",
        "UBND tỉnh cũng giao cho sở BCVT đứng ra kiện toàn lại Hội tin học tỉnh TT-Huế",
        owner=DEPARTMENT,
    ),
    # Whom these directions are for, the report does not say.
    PromiseOf2007(
        PromiseKind.ASSIGNED,
        "Chú trọng phát triển công nghệ thông tin, xem năm 2007 là năm bứt phá",
        "chú trọng đến việc phát triển công nghệ thông tin để thúc đẩy phát triển kinh tế xã hội,"
        " phải xem năm 2007 là năm bứt phá, tạo đà cho các năm tiếp theo",
        due_words="năm 2007",
    ),
    *(
        PromiseOf2007(
            PromiseKind.WILL_DO,
            task.title,
            task.quote,
            owner=DEPARTMENT,
            due_words=IN_2007,
            project=task.project,
        )
        for task in ANNOUNCED
    ),
    # Enterprises and department agreed; the report leaves open which of them is in charge.
    PromiseOf2007(
        PromiseKind.AGREED,
        "Tổ chức giao ban hàng quý cùng các doanh nghiệp chuyên ngành",
        "Các doanh nghiệp BCVT và CNTT nhất trí với Sở BCVT sẽ tổ chức giao ban hàng quý cùng các"
        " doanh nghiệp chuyên ngành",
        due_words="hàng quý",
    ),
    PromiseOf2007(
        PromiseKind.AGREED,
        "Hàng tháng tổ chức diễn đàn để các doanh nghiệp CNTT trình bày năng lực, sản phẩm",
        "hàng tháng sẽ tổ chức diễn đàn để các doanh nghiệp CNTT trình bày năng lực, sản phẩm với"
        " các tất cả doanh nghiệp khác",
        due_words="hàng tháng",
    ),
    PromiseOf2007(
        PromiseKind.STRIVES,
        "Đạt mật độ điện thoại bằng mức trung bình của cả nước là 35 máy/100 dân",
        OF_DENSITY,
        due_words="trong năm nay",
        indicator=density.TITLE,
    ),
)


@transaction.atomic
def load(report: Publication) -> int:
    """Create the promises unless the report has any; return how many were new."""
    if Promise.objects.filter(article=report).exists():
        return 0
    for position, promise in enumerate(PROMISES, start=1):
        row = Promise(
            article=report,
            kind=promise.kind,
            title=promise.title,
            quote=promise.quote,
            said_on=SAID_ON,
            owner=find_or_bring(promise.owner) if promise.owner else None,
            due_words=promise.due_words,
            project=Project.objects.filter(title=promise.project).first(),
            indicator=Indicator.objects.filter(title=promise.indicator).first(),
            position=position,
        )
        row.full_clean()
        row.save()
    generation.invalidate_public_content()
    return len(PROMISES)
