"""What tasks and promises have in common: an owner, a day, and what is known of them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """How far a task is, as a source says; whether it is late is worked out from its day."""

    UNKNOWN = "unknown", _("no information yet")
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Due(models.Model):
    """Something to be done by a day; without a source its state is unknown."""

    owner = models.ForeignKey(
        "portal.Organisation",
        verbose_name=_("in charge"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who has to do it; empty where the source names nobody."),
    )
    due_on = models.DateField(
        _("due"), null=True, blank=True, help_text=_("The last day; empty where none was named.")
    )
    due_words = models.CharField(
        _("term in words"),
        max_length=100,
        blank=True,
        help_text=_("As the source says it, such as “trong năm 2007”."),
    )
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=TaskState,
        default=TaskState.UNKNOWN,
        help_text=_("As a source says it. “No information yet” is never counted as late."),
    )
    done_on = models.DateField(
        _("done on"), null=True, blank=True, help_text=_("The day it was done, where it is known.")
    )

    class Meta:
        abstract = True

    def is_late(self, today: date) -> bool:
        """Open beyond its day; what nobody has told about is not late."""
        return self.state == TaskState.OPEN and self.due_on is not None and self.due_on < today

    def was_late(self) -> bool:
        """Done, but after its day."""
        return (
            self.state == TaskState.DONE
            and self.due_on is not None
            and self.done_on is not None
            and self.done_on > self.due_on
        )
