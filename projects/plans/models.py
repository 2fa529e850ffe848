"""Master plans and their goals."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.sorted_names import position_field
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.sourced import SourcedRow
from projects.kit.models import Decided, Sourced
from projects.kit.numbers import FIRST_YEAR, LAST_YEAR, YEARS, is_a_year


class MasterPlan(Sourced, Decided, Publication):
    """A plan for a whole field over many years: to a horizon, with an orientation beyond it."""

    KIND: ClassVar[str] = "masterplan"
    DETAIL_VIEW: ClassVar[str] = "projects:masterplan"
    LIST_VIEW: ClassVar[str] = "projects:masterplan_list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy("searched as", "plans; master plan; planning")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "scope", "horizon", "orientation", "decision_number", "decided_on",
        "quote", "goals.text", "goals.year", "goals.quote",
    )  # fmt: skip
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "goals")

    publication_ptr = parent_link()
    scope = models.CharField(
        _("scope"),
        max_length=200,
        blank=True,
        help_text=_("The field and the area that the plan is for."),
    )
    horizon = models.PositiveSmallIntegerField(
        _("horizon"), validators=YEARS, help_text=_("The year that the plan reaches to.")
    )
    orientation = models.PositiveSmallIntegerField(
        _("orientation"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("The later year up to which it gives the direction only."),
    )

    amends = models.ForeignKey(
        "self",
        verbose_name=_("amends"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        help_text=_("The plan that this one changes in part; both hold."),
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        help_text=_("The plan that this one takes the place of; that one's page says so."),
    )

    class Meta(Sourced.Meta):
        verbose_name = _("master plan")
        verbose_name_plural = _("master plans")
        constraints = [
            *Sourced.Meta.constraints,
            is_a_year("horizon", "plans_masterplan_horizon_is_a_year"),
            models.CheckConstraint(
                condition=Q(orientation=None)
                | Q(orientation__gt=F("horizon"), orientation__lte=LAST_YEAR),
                name="plans_masterplan_looks_beyond_its_horizon",
                violation_error_message=_("The orientation is a year after the horizon."),
            ),
            models.CheckConstraint(
                condition=(Q(amends=None) | ~Q(amends=F("publication_ptr")))
                & (Q(replaces=None) | ~Q(replaces=F("publication_ptr"))),
                name="plans_masterplan_is_another_than_it_changes",
                violation_error_message=_("A plan cannot amend or replace itself."),
            ),
        ]

    def clean(self) -> None:
        """Refuse a plan that would come before itself through those it amends or replaces."""
        super().clean()
        for name, earlier in (("amends", self.amends_id), ("replaces", self.replaces_id)):
            if self.pk in _plans_before(earlier):
                message = _(
                    "That plan itself amends or replaces this one; take one of the two links away."
                )
                raise ValidationError({name: message})

    def search_extra(self) -> str:
        years = [str(year) for year in (self.horizon, self.orientation) if year]
        return " ".join([self.scope, self.decision_number, *years])


def _plans_before(plan: int | None) -> set[int]:
    """Return the keys of a plan and of all that it amends or replaces, transitively."""
    found: set[int] = set()
    next_ones = set() if plan is None else {plan}
    while next_ones:
        found |= next_ones
        rows = MasterPlan.objects.filter(pk__in=next_ones).values_list("amends", "replaces")
        next_ones = {key for row in rows for key in row if key is not None} - found
    return found


class Goal(SourcedRow):
    """A goal of a master plan, optionally with a year and an indicator."""

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
        validators=YEARS,
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
    position = position_field()

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
