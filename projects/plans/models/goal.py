from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.kit.evidence import SourcedRow
from projects.kit.years import FIRST_YEAR, LAST_YEAR


class Goal(SourcedRow):
    """What a master plan wants to reach, perhaps by a year, perhaps measured by an indicator."""

    plan = models.ForeignKey(
        "plans.MasterPlan",
        verbose_name=_("master plan"),
        on_delete=models.CASCADE,
        related_name="goals",
    )
    text = models.TextField(_("goal"), help_text=_("One sentence that a reader understands alone."))
    year = models.PositiveSmallIntegerField(
        _("by the year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("Empty where the plan names none."),
    )
    indicator = models.ForeignKey(
        "indicators.Indicator",
        verbose_name=_("indicator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        help_text=_("What it is measured by; the plan's page then shows the distance to it."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first.")
    )

    class Meta(SourcedRow.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["position", "id"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="plans_goal_has_words"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="plans_goal_year_is_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.text
