"""Promises, and the tasks of a programme, as data: each with its standing of today."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.columns import ID
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_page, facts_of_site
from portal.exchange.datafiles.reading import Record, address, in_pieces, public_pages, title
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table
from projects.kit.columns import QUOTE, SOURCE
from projects.kit.due import Standing
from projects.promises.models import Promise, PromiseKind
from projects.work.models import AnnualPlan, Task

# A thing becomes late as days go by, with nobody writing anything.
AS_OF = Column("as_of", _("as of"), _("The day of the states."), Kind.DAY)
DUE = (
    Column("in_charge", _("in charge"), _("Empty: the source names nobody.")),
    Column("due_on", _("due"), _("The last day; empty: the source names none."), Kind.DAY),
    Column("due_words", _("term in words"), _("As the source says it.")),
    Column(
        "standing",
        _("state"),
        _("Late is what is open beyond its day, never what nobody has told about."),
        codes=dict(Standing.choices),
    ),
    Column("done_on", _("done on"), _("Empty: not known."), Kind.DAY),
)
READ_OF_DUE = ("owner__name", "due_on", "due_words", "standing", "done_on")
PROJECT = Column("project", _("project"), _("As the page is called."))
PROJECT_ADDRESS = Column(
    "project_address", _("address of the project"), _("Of its page."), Kind.ADDRESS
)
PROMISE = (
    ID,
    Column("said_on", _("said on"), _("The day it was said."), Kind.DAY),
    Column("kind", _("kind"), _("How binding the words are."), codes=dict(PromiseKind.choices)),
    Column("title", _("in short"), _("What is promised, in a few words.")),
    QUOTE,
    SOURCE,
    *DUE,
    PROJECT,
    PROJECT_ADDRESS,
    Column("indicator", _("indicator"), _("What it is measured by.")),
    Column("proof", _("proof"), _("The page that tells what came of it."), Kind.ADDRESS),
)
TASK = (
    ID,
    Column("title", _("task"), _("What is to be done.")),
    QUOTE,
    SOURCE,
    *DUE,
    PROJECT,
    PROJECT_ADDRESS,
)


def promises_data(promises: QuerySet[Promise], asked: dict[str, Any]) -> Dataset:
    """The promises that were asked for so; they come with their standing."""
    page, today = settings.SITE_URL + reverse("projects:promise_list"), timezone.localdate()
    whole = f"{page}?{urlencode(asked)}" if asked else page
    facts = (
        Fact(TITLE, str(_("Tasks and promises"))),
        Fact(ADDRESS, whole),
        Fact(AS_OF, today),
        *facts_of_site(None),
    )
    rows = Table("promises", _("promises"), PROMISE, lambda: promise_rows(promises))
    return Dataset("cam-ket", whole, facts, (rows,), true_on=today)


def tasks_data(plan: AnnualPlan) -> Dataset:
    """The tasks of a programme."""
    page, today = settings.SITE_URL + plan.path, timezone.localdate()
    facts = (*facts_of_page(plan), Fact(AS_OF, today))
    tasks = Task.objects.filter(plan=plan.pk).with_standing(today)
    rows = Table("tasks", _("tasks"), TASK, lambda: task_rows(tasks))
    return Dataset(f"chuong-trinh-{plan.slug}", page, facts, (rows,), true_on=today)


def promise_rows(promises: QuerySet[Promise]) -> Iterator[Cells]:
    """The promises, which come with their standing, as the columns have them."""
    pages = ("article_id", "project_id", "indicator_id", "proof_id")
    read = ("said_on", "kind", "title", "quote", *READ_OF_DUE, *pages)
    for piece in in_pieces(promises, "-said_on", "id", fields=read):
        known = public_pages(record[page] for record in piece for page in pages)
        for record in piece:
            article, project, indicator, proof = (known.get(record[page]) for page in pages)
            yield (
                record["id"],
                record["said_on"],
                record["kind"],
                record["title"],
                record["quote"],
                address(article),
                *_due(record),
                title(project),
                address(project),
                title(indicator),
                address(proof),
            )


def task_rows(tasks: QuerySet[Task], *, with_plan: bool = False) -> Iterator[Cells]:
    """The tasks, which come with their standing; behind the id the programme's, where wanted."""
    read = ("title", "quote", *READ_OF_DUE, "project_id", "evidence_id")
    for piece in in_pieces(tasks, "plan_id", "position", "id", fields=read):
        known = public_pages(
            record[page] for record in piece for page in ("project_id", "evidence_id")
        )
        for record in piece:
            project = known.get(record["project_id"])
            yield (
                record["id"],
                *((record["plan_id"],) if with_plan else ()),
                record["title"],
                record["quote"] or None,
                address(known.get(record["evidence_id"])),
                *_due(record),
                title(project),
                address(project),
            )


def _due(record: Record) -> Cells:
    return (
        record["owner__name"],
        record["due_on"],
        record["due_words"] or None,
        record["standing"],
        record["done_on"],
    )
