"""Abstract models of plans, projects and promises: source, decision, term and state."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import heavy_columns
from portal.publishing.models.sourced import SourcedRow


class Sourced(SourcedRow):
    """A page with the words of its source; it is not its own source."""

    class Meta(SourcedRow.Meta):
        abstract = True
        constraints = [
            *SourcedRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(evidence=F("publication_ptr")),
                name="%(app_label)s_%(class)s_is_not_its_own_source",
                violation_error_message=_("A page cannot be its own source."),
            ),
        ]


class SourcedFigureQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows with an `evidence` each."""

    def with_sources(self) -> Self:
        """Select title and address of each source in the same query."""
        return self.select_related("evidence").defer(*heavy_columns("evidence"))


class Decided(models.Model):
    """A page about something that a decision approved; its file is an attachment."""

    decision_number = models.CharField(
        _("number of the decision"),
        max_length=100,
        blank=True,
        help_text=_("As it stands on the paper, such as 12/2007/QĐ-UBND."),
    )
    decided_on = models.DateField(
        _("day of the decision"), null=True, blank=True, help_text=_("The day it was signed.")
    )
    issuer = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who decided, such as the People's Committee of the province."),
    )

    class Meta:
        abstract = True


class TaskState(models.TextChoices):
    """The state of a task as a source says; whether it is late follows from its day."""

    UNKNOWN = "unknown", _("no information yet")
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class DueStatus(models.TextChoices):
    """The status of a task on a day: its state, or “late” where it is open beyond its day."""

    DONE = "done", _("done")
    OPEN = "open", _("open")
    LATE = "late", _("late")
    DROPPED = "dropped", _("dropped")
    UNKNOWN = "unknown", _("no information yet")


def due_status_on(today: date, *, proved: Q | None = None) -> Case:
    """Return an expression for the `DueStatus` of each row on a day.

    Where rows need a proof, a state that is not `proved` is none.
    """
    unproved = [] if proved is None else [When(~proved, then=Value(DueStatus.UNKNOWN.value))]
    late = Q(state=TaskState.OPEN, due_on__lt=today)
    return Case(
        *unproved,
        When(late, then=Value(DueStatus.LATE.value)),
        default=F("state"),
        output_field=models.CharField(),
    )


def done_on_means_done(name: str) -> models.CheckConstraint:
    """Return the constraint that `done_on` is set only where the state is “done”."""
    return models.CheckConstraint(
        condition=Q(done_on=None) | Q(state=TaskState.DONE),
        name=name,
        violation_error_message=_("It has a day on which it was done; then its state is “done”."),
    )


class Due(models.Model):
    """A row about something to be done by a day; without a source its state is unknown."""

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

    # A `DueStatus`; only of rows that were read `with_due_status()`.
    due_status: str

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        is_to_come = self.done_on is not None and self.done_on > timezone.localdate()
        if is_to_come and self.has_new("done_on"):
            raise ValidationError({"done_on": _("This day is still to come.")})

    def has_new(self, *names: str) -> bool:
        """Return whether a field differs from the stored row, which may be older than a rule."""
        values = {name: getattr(self, name) for name in names}
        return not type(self)._default_manager.filter(pk=self.pk, **values).exists()

    def was_late(self) -> bool:
        """Return whether it was done after its day."""
        return (
            self.state == TaskState.DONE
            and self.due_on is not None
            and self.done_on is not None
            and self.done_on > self.due_on
        )
