"""What tasks and promises have in common: an owner, a day, and what is known of them."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """How far a task is, as a source says; whether it is late is worked out from its day."""

    UNKNOWN = "unknown", _("no information yet")
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Standing(models.TextChoices):
    """What readers are told of a task on a day: its state, or that it is late."""

    DONE = "done", _("done")
    OPEN = "open", _("open")
    LATE = "late", _("late")
    DROPPED = "dropped", _("dropped")
    UNKNOWN = "unknown", _("no information yet")


def standing_on(today: date, *, proved: Q | None = None) -> Case:
    """The `Standing` of each row: late is what is open beyond its day, never what nobody told of.

    Where rows need a proof, a state that is not `proved` is none.
    """
    unproved = [] if proved is None else [When(~proved, then=Value(Standing.UNKNOWN.value))]
    late = Q(state=TaskState.OPEN, due_on__lt=today)
    return Case(
        *unproved,
        When(late, then=Value(Standing.LATE.value)),
        default=F("state"),
        output_field=models.CharField(),
    )


def done_on_means_done(name: str) -> models.CheckConstraint:
    """That a day on which it was done stands only beside the state that says so."""
    return models.CheckConstraint(
        condition=Q(done_on=None) | Q(state=TaskState.DONE),
        name=name,
        violation_error_message=_("It has a day on which it was done; then its state is “done”."),
    )


class Due(models.Model):
    """Something to be done by a day; without a source its state is unknown."""

    owner = models.ForeignKey(
        "organisations.Organisation",
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

    # A `Standing`, of rows that were asked for with it.
    standing: str

    class Meta:
        abstract = True

    def was_late(self) -> bool:
        """Done, but after its day."""
        return (
            self.state == TaskState.DONE
            and self.due_on is not None
            and self.done_on is not None
            and self.done_on > self.due_on
        )
