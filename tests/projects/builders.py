"""Plans, projects and indicators for tests, each from one plain call."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portal.publishing import services
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State
from projects.indicators.models import Indicator, Observation, Series, SeriesRole, Target
from projects.plans.models import Goal, MasterPlan
from projects.promises.models import Promise
from projects.work.models import (
    AnnualPlan,
    Application,
    BudgetLine,
    Milestone,
    Participation,
    ProgressNote,
    Project,
    SupportCall,
    Task,
)
from tests import builders
from tests.enterprises.builders import enterprise

PUBLIC: dict[str, Any] = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}


def plan(title: str = "Quy hoạch Công nghệ thông tin", **fields: Any) -> MasterPlan:
    """A public plan to 2010 with orientation to 2020, unless the fields say otherwise."""
    row = MasterPlan(title=title, **PUBLIC | {"horizon": 2010, "orientation": 2020} | fields)
    return services.save(row, by=None)


def project(title: str = "Website cho các Sở, Ban, Ngành", **fields: Any) -> Project:
    return services.save(Project(title=title, **PUBLIC | fields), by=None)


def indicator(title: str = "Mật độ điện thoại", **fields: Any) -> Indicator:
    row = Indicator(title=title, **PUBLIC | {"unit": "máy/100 dân"} | fields)
    return services.save(row, by=None)


def target(
    indicator: Indicator, evidence: Publication, year: int = 2007, value: str = "35", **fields: Any
) -> Target:
    return Target.objects.create(
        indicator=indicator, evidence=evidence, year=year, value=Decimal(value), **fields
    )


def observation(
    indicator: Indicator,
    evidence: Publication,
    year: int = 2007,
    value: str = "30.5",
    **fields: Any,
) -> Observation:
    """A provisional figure for a whole year, unless the fields say otherwise."""
    fields = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)} | fields
    series = fields.pop("series", None) or main_series(indicator)
    with transaction.atomic(), allow_live_writes():
        return Observation.objects.create(
            indicator=indicator, series=series, evidence=evidence, value=Decimal(value), **fields
        )


def main_series(indicator: Indicator) -> Series:
    """The indicator's main series, made where there is none."""
    found: Series = indicator.series.get_or_create(is_main=True, defaults={"name": "Toàn tỉnh"})[0]
    return found


def series(indicator: Indicator, name: str, **fields: Any) -> Series:
    """One more series, of the province unless the fields say otherwise."""
    return Series.objects.create(indicator=indicator, name=name, **fields)


def benchmark(indicator: Indicator, name: str = "Cả nước") -> Series:
    return series(indicator, name, role=SeriesRole.BENCHMARK, position=9)


QUOTE = "Sở sẽ xây dựng Website cho các Sở, Ban, Ngành"


def promise(title: str = "Xây dựng Website", **fields: Any) -> Promise:
    """A public promise of a public report that holds its words, unless the fields say otherwise."""
    values = {"quote": QUOTE, "said_on": date(2007, 1, 30)} | fields
    if "article" not in values:
        values["article"] = builders.article("Báo cáo", body=f"<p>{values['quote']}.</p>")
    return Promise.objects.create(title=title, **values)


def programme(year: int = 2007, **fields: Any) -> AnnualPlan:
    """A public programme of the year, unless the fields say otherwise."""
    fields = PUBLIC | {"title": f"Chương trình công tác năm {year}", "year": year} | fields
    return services.save(AnnualPlan(**fields), by=None)


def task(plan: AnnualPlan, title: str = "Xây dựng Website", **fields: Any) -> Task:
    with transaction.atomic(), allow_live_writes():
        return Task.objects.create(plan=plan, title=title, **fields)


def milestone(project: Project, title: str = "Nghiệm thu", **fields: Any) -> Milestone:
    """A milestone planned for the middle of 2007, not reached, unless the fields say otherwise."""
    row = {"planned_on": date(2007, 6, 30)} | fields
    return Milestone.objects.create(project=project, title=title, **row)


def participation(project: Project, **fields: Any) -> Participation:
    """That somebody takes part in a project."""
    with transaction.atomic(), allow_live_writes():
        return Participation.objects.create(project=project, **fields)


def note(project: Project, proof: Publication, percent: str, **fields: Any) -> ProgressNote:
    """A progress note with a typed percentage, its reason and proof."""
    typed = {"noted_on": date(2007, 6, 30), "text": "Đã nghiệm thu.", "reason": "Biên bản"}
    row = typed | {"percent": Decimal(percent), "proof": proof} | fields
    return ProgressNote.objects.create(project=project, **row)


def budget(project: Project, year: int = 2007, **fields: Any) -> BudgetLine:
    return BudgetLine.objects.create(project=project, year=year, **fields)


def goal(plan: MasterPlan, text: str = "Đạt mức trung bình của cả nước", **fields: Any) -> Goal:
    return Goal.objects.create(plan=plan, text=text, **fields)


def support_call(title: str = "Tên miền và máy chủ", **fields: Any) -> SupportCall:
    """A call of a public project, for papers in March 2007."""
    days = {"opens_on": date(2007, 3, 1), "closes_on": date(2007, 3, 31)}
    row = {"conditions": "Doanh nghiệp nhỏ"} | days | fields
    if "project" not in row:
        row["project"] = project(f"Dự án của {title}")
    return SupportCall.objects.create(title=title, **row)


def application(number: int = 1, **fields: Any) -> Application:
    """That an enterprise of its own asks for support."""
    who = fields.pop("enterprise", None) or enterprise(f"Công ty {number}")
    call = fields.pop("call", None) or support_call(f"Đợt {number}")
    row = {"applied_on": date(2007, 3, 5)} | fields
    return Application.objects.create(call=call, enterprise=who, **row)
