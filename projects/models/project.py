from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Publication
from projects.models.evidence import Sourced


class Nature(models.TextChoices):
    """A project ends when its work is done; a programme goes on in many pieces of work."""

    PROJECT = "project", _("project")
    PROGRAMME = "programme", _("programme")


class Stage(models.TextChoices):
    """How far the work is, as a source says; without one it is unknown and not late."""

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


class Project(Sourced, Publication):
    """A project or programme of work, of a master plan or on its own."""

    KIND: ClassVar[str] = "project"
    DETAIL_VIEW: ClassVar[str] = "projects:project"
    LIST_VIEW: ClassVar[str] = "projects:project_list"
    COMPARED: ClassVar[tuple[str, ...]] = (*Publication.COMPARED, "nature", "stage", "quote")

    # Written out so that the portal has no attribute that names this app.
    publication_ptr = models.OneToOneField(
        Publication, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    plan = models.ForeignKey(
        "projects.MasterPlan",
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
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="projects_project_stage_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=Nature.values),
                name="projects_project_nature_is_known",
            ),
        ]

    @property
    def stage_label(self) -> str:
        """The stage in words; “no information yet” where no source tells."""
        return self.get_stage_display()

    @property
    def stage_tone(self) -> str:
        """How the stage looks beside its words: "ongoing", "done", "stopped" or nothing."""
        return _TONES.get(Stage(self.stage), "")

    def search_extra(self) -> str:
        return self.quote
