from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.constraints import ends_after_it_begins, is_known
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link
from projects.kit.models import Decided, Sourced


class Nature(models.TextChoices):
    """Project or programme: a project ends with its work, a programme goes on."""

    PROJECT = "project", _("project")
    PROGRAMME = "programme", _("programme")


class Stage(models.TextChoices):
    """The stage of the work as a source says; without one it is unknown and not late."""

    UNKNOWN = "unknown", _("no information yet")
    PLANNED = "planned", _("to be carried out")
    PREPARING = "preparing", _("in preparation")
    RUNNING = "running", _("under way")
    FINISHED = "finished", _("finished")
    SUSPENDED = "suspended", _("suspended")
    STOPPED = "stopped", _("stopped")


# How a stage looks beside its words; what has not begun has no tone.
_TONES = {
    Stage.PREPARING: "ongoing",
    Stage.RUNNING: "ongoing",
    Stage.FINISHED: "done",
    Stage.SUSPENDED: "stopped",
    Stage.STOPPED: "stopped",
}


class Project(Sourced, Decided, Publication):
    """A project or programme of work, of a master plan or on its own."""

    KIND: ClassVar[str] = "project"
    DETAIL_VIEW: ClassVar[str] = "projects:project"
    LIST_VIEW: ClassVar[str] = "projects:project_list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy("searched as", "projects; programmes")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "nature", "stage", "aim", "starts_on", "ends_on", "place", "decision_number", "decided_on",
        "quote", "milestones.title", "milestones.planned_on", "milestones.replanned_on",
        "milestones.actual_on", "budget_lines.year", "budget_lines.planned", "budget_lines.spent",
        "progress_notes.noted_on", "progress_notes.text", "progress_notes.percent",
    )  # fmt: skip
    # Its section is the field of work.
    SECTION_VIEW: ClassVar[str] = "projects:project_field"
    PARTS: ClassVar[tuple[str, ...]] = (
        *Publication.PARTS, "milestones", "milestone_moves", "budget_lines", "progress_notes",
        "support_calls",
    )  # fmt: skip
    BATCHES: ClassVar[dict[str, str]] = {
        "participations": "projects.work.participations.apply_rows"
    }
    # New ones have no id yet: those that wait are typed, and so kept, all together.
    BATCH_KEYS: ClassVar[dict[str, tuple[str, ...]]] = {"participations": ("id",)}
    BATCH_TABLES: ClassVar[dict[str, str]] = {
        "participations": "projects.work.participation_table.table"
    }

    publication_ptr = parent_link()
    plan = models.ForeignKey(
        "plans.MasterPlan",
        verbose_name=_("master plan"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        help_text=_("Empty where no source says that it belongs to one."),
    )
    nature = models.CharField(
        _("nature"),
        max_length=16,
        choices=Nature,
        default=Nature.PROJECT,
        help_text=_("A project ends with its work; a programme is many pieces of work."),
    )
    aim = models.TextField(
        _("main aim"), blank=True, help_text=_("What it is for, in one or two sentences.")
    )
    starts_on = models.DateField(
        _("from the day"),
        null=True,
        blank=True,
        help_text=_("The first day; empty where not known."),
    )
    ends_on = models.DateField(
        _("until the day"),
        null=True,
        blank=True,
        help_text=_("The last day planned; empty where not known."),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Where it is carried out.")
    )
    owner = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who carries it out and answers for it."),
    )
    sponsor = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("sponsor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who decides on it and gives the money."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight in its plan"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Its share of the plan's progress: 2 counts twice as much as 1."),
    )
    stage = models.CharField(
        _("stage"),
        max_length=16,
        choices=Stage,
        default=Stage.UNKNOWN,
        help_text=_("As the source says it. “No information yet” is an honest answer."),
    )

    class Meta(Sourced.Meta):
        verbose_name = _("project or programme")
        verbose_name_plural = _("projects and programmes")
        constraints = [
            *Sourced.Meta.constraints,
            is_known("stage", Stage, "work_project_stage_is_known"),
            is_known("nature", Nature, "work_project_nature_is_known"),
            ends_after_it_begins("starts_on", "ends_on", "work_project_ends_after_it_starts"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1), name="work_project_weighs_something"
            ),
        ]

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def stage_tone(self) -> str:
        """Return the tone of the stage: "ongoing", "done", "stopped" or ""."""
        return _TONES.get(Stage(self.stage), "")

    def search_extra(self) -> str:
        return " ".join(part for part in (self.aim, self.place, self.quote) if part)
