"""The department's programme of work for a year, and the tasks in it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.constraints import is_known
from portal.kit.sorted_names import position_field
from portal.publishing.models import Publication, heavy_columns
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.sourced import SourcedRow
from projects.kit.models import (
    Due,
    Sourced,
    TaskState,
    done_on_means_done,
    due_status_on,
)
from projects.kit.numbers import YEARS, is_a_year


class AnnualPlan(Sourced, Publication):
    """The programme of a year; its text tells the results of the year before."""

    KIND: ClassVar[str] = "annualplan"
    DETAIL_VIEW: ClassVar[str] = "projects:annual_plan"
    LIST_VIEW: ClassVar[str] = "projects:annual_plan_list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "programme of work; work plan; tasks of the year"
    )
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "tasks")
    PARTS_SEARCHED: ClassVar[tuple[str, ...]] = ("tasks.title",)
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "year", "quote", "tasks.title", "tasks.due_on", "tasks.due_words", "tasks.state",
        "tasks.done_on", "tasks.quote",
    )  # fmt: skip

    publication_ptr = parent_link()
    year = models.PositiveSmallIntegerField(
        _("year"),
        unique=True,
        validators=YEARS,
        help_text=_("The year of the programme; it is its address as well."),
        error_messages={"unique": _("There is a programme for this year already; change that.")},
    )

    class Meta(Sourced.Meta):
        verbose_name = _("programme of work")
        verbose_name_plural = _("programmes of work")
        constraints = [
            *Sourced.Meta.constraints,
            is_a_year("year", "work_annualplan_year_is_a_year"),
        ]

    def clean(self) -> None:
        self.slug = str(self.year or "")
        super().clean()

    def derive(self) -> None:
        """Set the slug to the year."""
        self.slug = str(self.year)
        super().derive()

    @property
    def year_before(self) -> int:
        """Return the year whose results the text reports."""
        return self.year - 1

    def search_extra(self) -> str:
        return " ".join([str(self.year), *self.parts_to_search()])


class TaskQuerySet(models.QuerySet["Task"]):
    def with_due_status(self, today: date) -> Self:
        """Annotate each with its `due_status` on a day."""
        return self.annotate(due_status=due_status_on(today))

    def with_links(self) -> Self:
        """Select owner, project and source in the same query."""
        rows = self.select_related("owner", "project", "evidence")
        return rows.defer(*heavy_columns("project", "evidence"))


class Task(Due, SourcedRow):
    """A piece of work in a year's programme, possibly a project of its own."""

    plan = models.ForeignKey(
        AnnualPlan, verbose_name=_("programme"), on_delete=models.CASCADE, related_name="tasks"
    )
    title = models.CharField(_("task"), max_length=300, help_text=_("What is to be done."))
    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        help_text=_("Where the task is a project, its page tells more."),
    )
    position = position_field()

    objects = TaskQuerySet.as_manager()

    class Meta(SourcedRow.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["position", "id"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="work_task_has_a_title"),
            is_known("state", TaskState, "work_task_state_is_known"),
            done_on_means_done("work_task_done_on_means_done"),
        ]

    def __str__(self) -> str:
        return self.title
