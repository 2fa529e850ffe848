"""Open data of master plans with their projects, goals and targets."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import facts_of_page
from portal.exchange.datafiles.reading import facts_of_row, page_address, page_title, table_of
from portal.exchange.datafiles.responses import page_file
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Computed, Dataset, Kind
from portal.exchange.opendata.listing import FIRST, LAST, data_of_each, list_data
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from portal.publishing.models import Publication, PublicationQuerySet, heavy_columns
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

DECISION = (
    Column("scope", _("scope"), _("The field and the area that the plan is for.")),
    Column("horizon", _("horizon"), _("The year that it reaches to."), Kind.INTEGER),
    Column(
        "orientation",
        _("orientation"),
        _("Up to which year it gives the direction only; empty: it does not."),
        Kind.INTEGER,
    ),
    Column("decision_number", _("number of the decision"), _("As it stands on the paper.")),
    Column("decided_on", _("day of the decision"), _("The day it was signed."), Kind.DATE),
    Column("issuer", _("issued by"), _("Who decided."), value="issuer__name"),
)
PLAN = (*FIRST, *DECISION, QUOTE, SOURCE, *LAST)


def _public_path(page: Publication | None) -> str | None:
    return page.path if page is not None and page.is_public else None


# Of a plan that was read with the pages that it names.
FACTS = (
    *DECISION,
    Column("amends", _("amends"), kind=Kind.ADDRESS, value=Computed(_public_path, ("amends",))),
    Column(
        "replaces", _("replaces"), kind=Kind.ADDRESS, value=Computed(_public_path, ("replaces",))
    ),
    QUOTE,
    replace(SOURCE, value=Computed(_public_path, ("evidence",))),
)
INDICATOR = Column(
    "indicator", _("indicator"), _("What it is measured by."), value=page_title("indicator_id")
)
INDICATOR_ADDRESS = Column(
    "indicator_address",
    _("address of the indicator"),
    _("Of its page."),
    Kind.ADDRESS,
    value=page_address("indicator_id"),
)
GOAL = (
    ID,
    Column("text", _("goal"), _("What is to be reached.")),
    Column("year", _("by the year"), _("Empty: the plan names none."), Kind.INTEGER),
    INDICATOR,
    INDICATOR_ADDRESS,
    QUOTE,
    SOURCE,
)
TARGET = (
    ID,
    replace(INDICATOR, value="indicator__title"),
    replace(INDICATOR_ADDRESS, value="indicator__path"),
    Column("unit", _("unit"), _("What the value counts."), value="indicator__unit"),
    SERIES_NAME,
    TARGET_YEAR,
    target_value(),
    target_upper(),
    NOTE,
    SOURCE,
    # What hangs on a made-up indicator is made up with it.
    replace(SAMPLE, value="indicator__is_sample"),
)


@for_all_origins
def plan(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Send a plan with its projects, goals and targets."""
    return page_file(request, _plans(), slug, extension, plan_data)


def plan_data(plan: MasterPlan) -> Dataset:
    """Return the data of a plan that was read with all the pages it names."""
    projects, *of_projects = tables_of(Project.objects.public().filter(plan=plan.pk))
    goals = Goal.objects.filter(plan=plan.pk)
    measured = Indicator.objects.public().filter(goals__plan=plan.pk).order_by().values("pk")
    targets = Target.objects.filter(indicator__in=measured)
    return Dataset(
        name=plan.slug,
        address=settings.SITE_URL + plan.path,
        facts=(*facts_of_page(plan), *facts_of_row(plan, FACTS)),
        tables=(
            projects,
            table_of("goals", _("Goals"), GOAL, goals, "position", "id"),
            table_of("targets", _("Targets"), TARGET, targets, "indicator_id", "year", "id"),
            *of_projects,
        ),
    )


def plans_data() -> Dataset:
    """Return all public master plans."""
    table = table_of("plans", _("Master plans"), PLAN, MasterPlan.objects.public(), "id")
    return list_data("quy-hoach", _("Master plans"), MasterPlan, table)


def plans_one_by_one() -> Iterator[Dataset]:
    """Return the data of each public plan."""
    return data_of_each(_plans(), plan_data)


def _plans() -> PublicationQuerySet[MasterPlan]:
    """Return the public plans, each with the pages that its facts name."""
    return (
        MasterPlan.objects.public()
        .select_related("evidence", "issuer", "amends", "replaces")
        .defer(*heavy_columns("evidence", "amends", "replaces"))
    )


SETS = [
    OpenSet(
        slug="quy-hoach",
        version="1.1",
        title=_("Master plans"),
        description=_("Plans for many years; each has its projects, goals and targets beside it."),
        dataset=plans_data,
        queryset=MasterPlan.objects.public,
        members=plans_one_by_one,
    )
]
