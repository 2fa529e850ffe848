"""A plan as large as the largest that the site has to bear: for a test and a benchmark."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from portal.publishing.dry_run import allow_live_writes
from portal.publishing.loading import load
from portal.publishing.models import Publication, Section
from projects.indicators.models import Indicator, Observation, Series, Target
from projects.plans.models import Goal, MasterPlan
from projects.work.models import BudgetLine, Milestone, MoneyFrom, ProgressNote, Project, Stage
from tests import builders as site
from tests.projects import builders

PROJECTS, INDICATORS, YEARS = 200, 40, 20
STEPS = ("Khảo sát", "Phê duyệt thiết kế", "Đấu thầu", "Triển khai", "Nghiệm thu")
BEGIN = date(2007, 1, 1)


def large_plan(
    *, projects: int = PROJECTS, indicators: int = INDICATORS, years: int = YEARS
) -> MasterPlan:
    """A public plan with projects, their milestones and money, and measured goals."""
    report = site.article(f"Báo cáo về {projects} dự án")
    plan = builders.plan(f"Quy hoạch có {projects} dự án", evidence=report)
    with transaction.atomic(), allow_live_writes():
        _work(_projects(plan, projects), report)
        _measures(plan, report, indicators, years)
    return plan


def _projects(plan: MasterPlan, count: int) -> list[Project]:
    names = ("Hạ tầng viễn thông", "Ứng dụng công nghệ thông tin", "Đào tạo nhân lực")
    fields = [Section.objects.get_or_create(kind=Project.KIND, name=name)[0] for name in names]
    rows = [
        Project(
            title=f"Xây dựng hệ thống dùng chung số {number} của {plan.horizon}/{count}",
            plan=plan,
            section=fields[number % len(fields)],
            weight=number % 5 + 1,
            stage=list(Stage)[number % len(Stage)],
            starts_on=BEGIN + timedelta(days=number),
            ends_on=BEGIN + timedelta(days=700 + number * 2),
            **builders.PUBLIC,
        )
        for number in range(count)
    ]
    _load(rows)
    return rows


def _work(projects: list[Project], report: Publication) -> None:
    Milestone.objects.bulk_create(
        _milestone(project, number, place)
        for number, project in enumerate(projects)
        for place in range(len(STEPS))
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            project=project,
            year=2007 + year,
            money_from=list(MoneyFrom)[(number + year) % len(MoneyFrom)],
            planned=Decimal(100 + number * 7 + year),
            spent=Decimal(number * 5) if number % 3 else None,
        )
        for number, project in enumerate(projects)
        for year in range(3)
    )
    ProgressNote.objects.bulk_create(
        ProgressNote(project=project, noted_on=BEGIN, text="Đang làm.") for project in projects
    )


def _milestone(project: Project, number: int, place: int) -> Milestone:
    planned = BEGIN + timedelta(days=150 * place + number * 37 % 140)
    return Milestone(
        project=project,
        title=STEPS[place],
        position=place,
        weight=place + 1,
        planned_on=planned,
        replanned_on=planned + timedelta(days=90) if number % 5 == 0 else None,
        actual_on=planned + timedelta(days=number % 60 - 5) if planned.year == 2007 else None,
    )


def _measures(plan: MasterPlan, report: Publication, count: int, years: int) -> None:
    rows = [
        Indicator(
            title=f"Chỉ tiêu số {number} của {plan.title}",
            unit="máy/100 dân",
            period_kind="quarter",
            **builders.PUBLIC,
        )
        for number in range(count)
    ]
    _load(rows)
    series = [Series(indicator=row, name="Toàn tỉnh", is_main=True) for row in rows]
    Series.objects.bulk_create(series)
    Target.objects.bulk_create(
        Target(indicator=row, evidence=report, year=year, value=Decimal(year - 1980))
        for row in rows
        for year in (2010, 2020)
    )
    Observation.objects.bulk_create(
        Observation(
            indicator=each.indicator,
            series=each,
            evidence=report,
            value=Decimal(9) + Decimal(place) / 4,
            starts_on=first,
            ends_on=last,
        )
        for each in series
        for place, (first, last) in enumerate(_quarters(years))
    )
    Goal.objects.bulk_create(
        Goal(plan=plan, text=f"Đạt chỉ tiêu số {number}", indicator=row, year=2010, position=number)
        for number, row in enumerate(rows)
    )


def _quarters(years: int) -> Iterator[tuple[date, date]]:
    starts = [date(2007 + year, month, 1) for year in range(years) for month in (1, 4, 7, 10)]
    ends = [start - timedelta(days=1) for start in [*starts[1:], date(2007 + years, 1, 1)]]
    return zip(starts, ends, strict=True)


def _load(rows: Sequence[Publication]) -> None:
    for row in rows:
        row.derive()
    load(rows, topics=[()] * len(rows))
