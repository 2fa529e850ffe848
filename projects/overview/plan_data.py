"""A master plan as data: its projects with all that is theirs, its goals, and their targets."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.columns import ID
from portal.exchange.datafiles.facts import facts_of_page
from portal.exchange.datafiles.reading import address, public_pages, title
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table
from portal.publishing.models import Publication
from projects.indicators.models import Indicator, Target
from projects.kit.columns import (
    NOTE,
    QUOTE,
    SERIES_NAME,
    SOURCE,
    TARGET_YEAR,
    target_upper,
    target_value,
)
from projects.plans.models import Goal, MasterPlan
from projects.work.data import tables_of
from projects.work.models import Project

INDICATOR = Column("indicator", _("indicator"), _("What it is measured by."))
INDICATOR_ADDRESS = Column(
    "indicator_address", _("address of the indicator"), _("Of its page."), Kind.ADDRESS
)
GOAL = (
    ID,
    Column("text", _("goal"), _("What is to be reached.")),
    Column("year", _("by the year"), _("Empty: the plan names none."), Kind.WHOLE),
    INDICATOR,
    INDICATOR_ADDRESS,
    QUOTE,
    SOURCE,
)
TARGET = (
    ID,
    INDICATOR,
    INDICATOR_ADDRESS,
    Column("unit", _("unit"), _("What the value counts.")),
    SERIES_NAME,
    TARGET_YEAR,
    target_value(),
    target_upper(),
    NOTE,
    SOURCE,
)


def plan_data(plan: MasterPlan) -> Dataset:
    """The data of a plan that was read with all the pages it names."""
    projects, *of_projects = tables_of(Project.objects.public().filter(plan=plan.pk))
    return Dataset(
        name=plan.slug,
        address=settings.SITE_URL + plan.path,
        facts=(*facts_of_page(plan), *_facts(plan)),
        tables=(
            projects,
            Table("goals", _("Goals"), GOAL, lambda: _goals(plan)),
            Table("targets", _("Targets"), TARGET, lambda: _targets(plan)),
            *of_projects,
        ),
    )


def _facts(plan: MasterPlan) -> Iterator[Fact]:
    yield Fact(Column("scope", _("scope")), plan.scope or None)
    yield Fact(Column("horizon", _("horizon"), kind=Kind.WHOLE), plan.horizon)
    yield Fact(Column("orientation", _("orientation"), kind=Kind.WHOLE), plan.orientation)
    yield Fact(Column("decision_number", _("number of the decision")), plan.decision_number or None)
    yield Fact(Column("decided_on", _("day of the decision"), kind=Kind.DAY), plan.decided_on)
    yield Fact(Column("issuer", _("issued by")), plan.issuer and plan.issuer.name)
    amends = Column("amends", _("amends"), kind=Kind.ADDRESS)
    yield Fact(amends, _public_address(plan.amends))
    replaces = Column("replaces", _("replaces"), kind=Kind.ADDRESS)
    yield Fact(replaces, _public_address(plan.replaces))
    yield Fact(Column("quote", _("words of the source")), plan.quote or None)
    source = Column("source", _("source"), kind=Kind.ADDRESS)
    yield Fact(source, _public_address(plan.evidence))


def _public_address(page: Publication | None) -> str | None:
    return address(page) if page is not None and page.is_public else None


def _goals(plan: MasterPlan) -> Iterator[Cells]:
    rows = list(Goal.objects.filter(plan=plan.pk))
    pages = public_pages(key for goal in rows for key in (goal.indicator_id, goal.evidence_id))
    for goal in rows:
        indicator = pages.get(goal.indicator_id)
        yield (
            goal.pk,
            goal.text,
            goal.year,
            title(indicator),
            address(indicator),
            goal.quote or None,
            address(pages.get(goal.evidence_id)),
        )


def _targets(plan: MasterPlan) -> Iterator[Cells]:
    measured = Indicator.objects.public().filter(goals__plan=plan.pk).order_by().values("pk")
    rows = Target.objects.filter(indicator__in=measured).order_by("indicator_id", "year", "id")
    read = rows.values(
        "id", "indicator__title", "indicator__path", "indicator__unit", "series__name", "year",
        "value", "upper", "note", "evidence_id",
    )  # fmt: skip
    records = list(read)
    pages = public_pages(record["evidence_id"] for record in records)
    for record in records:
        yield (
            record["id"],
            record["indicator__title"],
            settings.SITE_URL + record["indicator__path"],
            record["indicator__unit"],
            record["series__name"],
            record["year"],
            record["value"],
            record["upper"],
            record["note"] or None,
            address(pages.get(record["evidence_id"])),
        )
