"""All plans, all programmes and all indicators as lists, and the data of each one of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.columns import ID
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import address, in_pieces, public_pages
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Kind, Table
from portal.exchange.opendata.listing import FIRST, LAST, READ, first_cells, last_cells, list_data
from portal.kit.text.periods import PeriodKind
from projects.indicators.data import indicator_data
from projects.indicators.models import Indicator
from projects.kit.columns import QUOTE, SOURCE
from projects.overview.plan_data import plan_data
from projects.plans.models import MasterPlan
from projects.promises.data import TASK, task_rows, tasks_data
from projects.work.models import AnnualPlan, Task

type Rows = QuerySet[Any]

# Of a list whose members are read one by one, so many are held at a time.
AT_ONCE = 20

PLAN = (
    *FIRST,
    Column("scope", _("scope"), _("The field and the area that the plan is for.")),
    Column("horizon", _("horizon"), _("The year that it reaches to."), Kind.WHOLE),
    Column(
        "orientation",
        _("orientation"),
        _("Up to which year it gives the direction only; empty: it does not."),
        Kind.WHOLE,
    ),
    Column("decision_number", _("number of the decision"), _("As it stands on the paper.")),
    Column("decided_on", _("day of the decision"), _("The day it was signed."), Kind.DAY),
    Column("issuer", _("issued by"), _("Who decided.")),
    QUOTE,
    SOURCE,
    *LAST,
)
PROGRAMME = (
    *FIRST,
    Column("year", _("year"), _("The year of the programme."), Kind.WHOLE),
    *LAST,
)
TASK_OF = (
    ID,
    Column("programme_id", _("number of the programme"), _("“id” of the programme."), Kind.WHOLE),
    *TASK[1:],
)
INDICATOR = (
    *FIRST,
    Column("unit", _("unit"), _("What a figure counts.")),
    Column("definition", _("definition"), _("What is counted, and what it is divided by.")),
    Column("numerator", _("counted"), _("Above the line of a ratio.")),
    Column("denominator", _("divided by"), _("Below the line of a ratio.")),
    Column(
        "period_kind",
        _("kind of period"),
        _("How long the time is that each figure is for."),
        codes=dict(PeriodKind.choices),
    ),
    Column("base_year", _("base year"), _("That targets are measured against."), Kind.WHOLE),
    *LAST,
)


def plans_data() -> Dataset:
    """All public master plans."""
    rows = MasterPlan.objects.public()
    table = Table("plans", _("Master plans"), PLAN, lambda: plan_rows(rows))
    return list_data("quy-hoach", _("Master plans"), MasterPlan, table)


def plan_rows(rows: Rows) -> Iterator[Cells]:
    """The plans as PLAN has them, by their ids."""
    own = ("scope", "horizon", "orientation", "decision_number", "decided_on", "issuer__name")
    for piece in in_pieces(rows, "id", fields=(*READ, *own, "quote", "evidence_id")):
        pages = public_pages(record["evidence_id"] for record in piece)
        for record in piece:
            yield (
                *first_cells(record),
                *(record[name] or None for name in own),
                record["quote"] or None,
                address(pages.get(record["evidence_id"])),
                *last_cells(record),
            )


def plans_one_by_one() -> Iterator[Dataset]:
    """The data of each public plan."""
    rows = MasterPlan.objects.public().select_related("evidence", "issuer", "amends", "replaces")
    for plan in rows.order_by("pk").iterator(AT_ONCE):
        yield plan_data(plan)


def programmes_data() -> Dataset:
    """All public programmes, and the tasks of all of them."""
    rows, today = AnnualPlan.objects.public(), timezone.localdate()
    table = Table("programmes", _("Programmes of work"), PROGRAMME, lambda: programme_rows(rows))
    tasks = Table("tasks", _("tasks"), TASK_OF, lambda: _tasks(rows))
    data = list_data("chuong-trinh", _("Programmes of work"), AnnualPlan, table, tasks)
    return Dataset(data.name, data.address, data.facts, data.tables, true_on=today)


def programme_rows(rows: Rows) -> Iterator[Cells]:
    """The programmes as PROGRAMME has them, by their ids."""
    for piece in in_pieces(rows, "id", fields=(*READ, "year")):
        for record in piece:
            yield (*first_cells(record), record["year"], *last_cells(record))


def _tasks(programmes: Rows) -> Iterator[Cells]:
    tasks = Task.objects.filter(plan__in=programmes.order_by().values("pk"))
    return task_rows(tasks.with_standing(timezone.localdate()), with_plan=True)


def programmes_one_by_one() -> Iterator[Dataset]:
    """The data of each public programme."""
    for plan in AnnualPlan.objects.public().order_by("pk").iterator(AT_ONCE):
        yield tasks_data(plan)


def indicators_data() -> Dataset:
    """All public indicators; their figures are data of each."""
    rows = Indicator.objects.public()
    table = Table("indicators", _("Indicators"), INDICATOR, lambda: indicator_rows(rows))
    return list_data("chi-tieu", _("Indicators"), Indicator, table)


def indicator_rows(rows: Rows) -> Iterator[Cells]:
    """The indicators as INDICATOR has them, by their ids."""
    own = ("unit", "definition", "numerator", "denominator", "period_kind", "base_year")
    for piece in in_pieces(rows, "id", fields=(*READ, *own)):
        for record in piece:
            cells = (record[name] or None for name in own)
            yield (*first_cells(record), *cells, *last_cells(record))


def indicators_one_by_one() -> Iterator[Dataset]:
    """The data of each public indicator, with all its figures of today."""
    rows = Indicator.objects.public().with_first_step().order_by("pk")
    for indicator in rows.iterator(AT_ONCE):
        yield indicator_data(indicator, ExportOptions())
