"""The charts of a plan's page: timelines of its projects and milestones, and money by year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit import charts
from projects.overview.plan_progress import ProjectShare
from projects.work.models import Milestone, Project, Stage
from projects.work.money import PartialSum, YearBudget
from projects.work.progress import lateness, slip_words

# Rows of one drawing: more would not fit on a printed page.
ROWS = 20
# Nobody is behind with what is finished, suspended or stopped.
AT_REST = frozenset({Stage.FINISHED, Stage.SUSPENDED, Stage.STOPPED})


@dataclass(frozen=True, slots=True)
class ScheduleStep:
    """A milestone of a project, the day that counts, and the days behind its first plan."""

    project: Project
    milestone: Milestone
    day: date
    slip: int
    today: date

    @property
    def is_reached(self) -> bool:
        return self.milestone.actual_on is not None

    @property
    def label(self) -> str:
        """Return name, day, a tick where reached, and the slip in days."""
        mark = " ✓" if self.is_reached else ""
        slip = f" ({self.slip:+d})".replace("-", "−") if self.slip else ""
        return f"{self.milestone.title}: {_written(self.day)}{mark}{slip}"

    @property
    def words(self) -> str:
        """Return the slip in words."""
        return slip_words(self.milestone, self.today)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A project with its known days."""

    project: Project
    steps: list[ScheduleStep]

    @property
    def days(self) -> list[date]:
        ends = [self.project.starts_on, self.project.ends_on]
        return [day for day in ends if day is not None] + [step.day for step in self.steps]

    @property
    def starts(self) -> str:
        return _written(self.project.starts_on)

    @property
    def ends(self) -> str:
        return _written(self.project.ends_on)


def schedule_of(shares: Iterable[ProjectShare], today: date) -> list[ScheduleRow]:
    """Return the projects of which any day is known, in their order."""
    rows = [
        ScheduleRow(share.project, [_step(share.project, each, today) for each in share.steps])
        for share in shares
    ]
    return [row for row in rows if row.days]


def drawings_of(rows: list[ScheduleRow], today: date) -> list[SafeString]:
    """Return the rows as timelines of a page's height, all on the same scale."""
    if not rows:
        return []
    days = [day for row in rows for day in row.days]
    parts = list(batched(rows, ROWS))
    title = _("Timeline of the projects")
    return [
        charts.timeline(
            f"timeline-{number}",
            title=title if len(parts) == 1 else f"{title} ({number}/{len(parts)})",
            stretches=[_stretch(row) for row in part],
            today=today,
            span=(min(days), max(days)),
        )
        for number, part in enumerate(parts, start=1)
    ]


def timelines_summary(rows: list[ScheduleRow]) -> str:
    """Return what the timelines show, in a sentence; "" where no milestone is known."""
    steps = [step for row in rows for step in row.steps]
    if not steps:
        return ""
    if all(step.is_reached for step in steps):
        return _("All milestones are reached.")
    behind = most_behind(rows, len(steps))
    if not behind:
        return _("No milestone that is to come is behind its first plan.")
    return _(
        "Behind their first plan are milestones of %(late)d of %(all)d projects; the furthest:"
        " %(days)s."
    ) % {
        "late": len({step.project.pk for step in behind}),
        "all": len(rows),
        "days": lateness(behind[0].slip),
    }


def most_behind(rows: list[ScheduleRow], count: int) -> list[ScheduleStep]:
    """Return the milestones that are furthest behind their first plan and not reached yet."""
    behind = [step for step in _open_steps(rows) if step.slip > 0]
    return sorted(behind, key=lambda step: -step.slip)[:count]


def next_due(rows: list[ScheduleRow], today: date, count: int) -> list[ScheduleStep]:
    """Return the milestones that come next."""
    to_come = [step for step in _open_steps(rows) if step.day >= today]
    return sorted(to_come, key=lambda step: step.day)[:count]


def _open_steps(rows: list[ScheduleRow]) -> Iterator[ScheduleStep]:
    """Yield what somebody may still reach: nothing of a project that has ended or rests."""
    for row in rows:
        if row.project.stage not in AT_REST:
            yield from (step for step in row.steps if not step.is_reached)


def money_chart(years: list[YearBudget]) -> SafeString | str:
    """Return two bars for each year, planned and spent; nothing where there is no year."""
    if not years:
        return ""
    bars = [
        bar
        for year in years
        for bar in (
            _bar(_("{year}, planned"), year.year, year.planned),
            _bar(_("{year}, spent"), year.year, year.spent),
        )
    ]
    return charts.bar_chart(
        "money-years", title=_("Money by year"), unit=_("million đồng"), bars=bars
    )


def _step(project: Project, milestone: Milestone, today: date) -> ScheduleStep:
    day = milestone.actual_on or milestone.due_on
    return ScheduleStep(project, milestone, day, milestone.slip(today), today)


def _stretch(row: ScheduleRow) -> charts.Stretch:
    milestones = [
        charts.Milestone(step.milestone.title, step.day, is_reached=step.is_reached)
        for step in row.steps
    ]
    project = row.project
    return charts.Stretch(project.title, project.starts_on, project.ends_on, milestones)


def _written(day: date | None) -> str:
    return "–" if day is None else f"{day:%d/%m/%Y}"


def _bar(name: str, year: int, total: PartialSum) -> charts.Bar:
    # As in the table beside it: a star where some of the amounts are not known.
    star = " *" if total.is_partial else ""
    # The column adds zeros behind the point; adding 0 keeps 1000 from becoming 1E+3.
    amount = None if total.amount is None else total.amount.normalize() + 0
    return charts.Bar(name.format(year=year) + star, amount)
