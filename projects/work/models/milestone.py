"""The steps of a project, what they weigh, and how their dates moved."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import position_field


class Milestone(models.Model):
    """A step of a project: planned for a day, perhaps planned anew, done on a day."""

    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="milestones",
    )
    title = models.CharField(
        _("milestone"), max_length=300, help_text=_("What is there once it is reached.")
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Its share of the whole work: 2 counts twice as much as 1."),
    )
    planned_on = models.DateField(
        _("planned for"), help_text=_("The day that was first planned; it stays as it is.")
    )
    replanned_on = models.DateField(
        _("planned anew for"),
        null=True,
        blank=True,
        help_text=_("Only where the first day cannot be kept; say why beside it."),
    )
    actual_on = models.DateField(
        _("reached on"), null=True, blank=True, help_text=_("Empty until it is reached.")
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("comes after"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followers",
        help_text=_("A milestone of the same project that must be reached before."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["position", "planned_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="work_milestone_has_a_title"),
            models.CheckConstraint(
                condition=Q(weight__gte=1), name="work_milestone_weighs_something"
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("id")),
                name="work_milestone_does_not_follow_itself",
                violation_error_message=_("A milestone cannot come after itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def due_on(self) -> date:
        """Return the current due day: `replanned_on`, else `planned_on`."""
        return self.replanned_on or self.planned_on

    def slip(self, today: date) -> int:
        """Return the days behind the first plan: until it was reached, else until its day or today.

        Negative where it came early; 0 where its day is still to come and was not put off.
        Behind an earlier day that was planned since, once that is over.
        """
        if self.actual_on is not None:
            return (self.actual_on - self.planned_on).days
        if self.due_on < today:
            return (today - min(self.planned_on, self.due_on)).days
        return max(0, (self.due_on - self.planned_on).days)


class MilestoneMove(models.Model):
    """A move of a milestone's day, with user and reason; never changed once readers saw it."""

    # No replacing of words all over the site reaches it.
    STAYS_AS_SAID: ClassVar[bool] = True

    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="milestone_moves",
    )
    milestone = models.ForeignKey(
        Milestone, verbose_name=_("milestone"), on_delete=models.CASCADE, related_name="moves"
    )
    from_day = models.DateField(_("from the day"))
    to_day = models.DateField(_("to the day"))
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("Why the day could not be kept.")
    )
    moved_at = models.DateTimeField(_("moved"), default=timezone.now, editable=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moved by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("moved milestone")
        verbose_name_plural = _("moved milestones")
        ordering = ["-moved_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="work_milestonemove_has_a_reason",
                violation_error_message=_("Say why the day was moved."),
            ),
            models.CheckConstraint(
                condition=~Q(from_day=F("to_day")), name="work_milestonemove_moves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_day:%d/%m/%Y} → {self.to_day:%d/%m/%Y}"


def refuse_circles(follows: dict[int, int | None], titles: dict[int, str]) -> None:
    """Raise ValidationError where milestones wait for each other; `follows` by milestone id."""
    for start in follows:
        seen, at = [start], follows[start]
        while at is not None and at not in seen:
            seen.append(at)
            at = follows.get(at)
        if at is not None:
            names = " → ".join(titles[each] for each in seen[seen.index(at) :])
            message = _("These milestones wait for each other: %(names)s. Break the circle.")
            raise ValidationError(message, params={"names": names})
