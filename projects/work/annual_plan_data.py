"""Open data of programmes of work and their tasks, each with its status of today."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import facts_of_page
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.responses import page_file
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Dataset, Fact, Kind, Table
from portal.exchange.opendata.listing import FIRST, LAST, data_of_each, list_data
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from projects.kit.columns import AS_OF, DUE, PROJECT_OF, QUOTE, SOURCE
from projects.work.models import AnnualPlan, Task
from projects.work.models.annual_plan import TaskQuerySet

PROGRAMME = (
    *FIRST,
    Column("year", _("year"), _("The year of the programme."), Kind.INTEGER),
    *LAST,
)
TASK = (
    Column("title", _("task"), _("What is to be done.")),
    QUOTE,
    SOURCE,
    *DUE,
    *PROJECT_OF,
    # What hangs on a made-up programme is made up with it.
    replace(SAMPLE, value="plan__is_sample"),
)
PROGRAMME_ID = Column(
    "programme_id",
    _("number of the programme"),
    _("“id” of the programme."),
    Kind.INTEGER,
    value="plan_id",
)


@for_all_origins
def programme(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Send the tasks of a programme."""
    return page_file(request, AnnualPlan.objects.public(), slug, extension, tasks_data)


def tasks_data(plan: AnnualPlan) -> Dataset:
    page, today = settings.SITE_URL + plan.path, timezone.localdate()
    facts = (*facts_of_page(plan), Fact(AS_OF, today))
    table = _tasks(Task.objects.filter(plan=plan.pk), (ID, *TASK))
    return Dataset(f"chuong-trinh-{plan.slug}", page, facts, (table,), as_of=today)


def programmes_data() -> Dataset:
    """Return all public programmes, and the tasks of all of them."""
    rows = AnnualPlan.objects.public()
    tasks = Task.objects.filter(plan__in=rows.order_by().values("pk"))
    return list_data(
        "chuong-trinh",
        _("Programmes of work"),
        AnnualPlan,
        table_of("programmes", _("Programmes of work"), PROGRAMME, rows, "id"),
        _tasks(tasks, (ID, PROGRAMME_ID, *TASK)),
        as_of=timezone.localdate(),
    )


def programmes_one_by_one() -> Iterator[Dataset]:
    """Return the data of each public programme."""
    return data_of_each(AnnualPlan.objects.public(), tasks_data)


def _tasks(tasks: TaskQuerySet, columns: tuple[Column, ...]) -> Table:
    rows = tasks.with_due_status(timezone.localdate())
    return table_of("tasks", _("tasks"), columns, rows, "plan_id", "position", "id")


SETS = [
    OpenSet(
        slug="chuong-trinh",
        version="1.1",
        title=_("Programmes of work"),
        description=_("The programme of each year, with the tasks and their states of today."),
        dataset=programmes_data,
        queryset=AnnualPlan.objects.public,
        about_time="year",
        members=programmes_one_by_one,
    )
]
