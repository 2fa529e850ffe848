from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.publishing.models.sourced import SourcedRow
from projects.kit.numbers import YEARS, is_a_year

# Millions of đồng; no budget of a province has more than 12 digits of them.
DIGITS, DECIMALS = 15, 3


class MoneyFrom(models.TextChoices):
    """The source of money, as the state budget names it."""

    CENTRAL = "central", _("central budget")
    LOCAL = "local", _("local budget")
    ENTERPRISE = "enterprise", _("enterprises")
    LOAN = "loan", _("loans and ODA")
    OTHER = "other", _("other")


class BudgetLine(SourcedRow):
    """Money of one source for a project in a year: what is planned, and what was spent."""

    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="budget_lines",
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=YEARS,
        help_text=_("The budget year."),
    )
    money_from = models.CharField(
        _("money from"),
        max_length=16,
        choices=MoneyFrom,
        default=MoneyFrom.LOCAL,
        help_text=_("One row for each source of money and year."),
    )
    planned = models.DecimalField(
        _("planned (million đồng)"),
        max_digits=DIGITS,
        decimal_places=DECIMALS,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Empty where it is not known; 0 means none."),
    )
    spent = models.DecimalField(
        _("spent (million đồng)"),
        max_digits=DIGITS,
        decimal_places=DECIMALS,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Empty where it is not known; 0 means none."),
    )

    class Meta(SourcedRow.Meta):
        verbose_name = _("budget line")
        verbose_name_plural = _("budget")
        ordering = ["year", "money_from"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "year", "money_from"],
                name="projects_one_budgetline_per_year_and_source",
                violation_error_message=_("This source of money has a row for the year already."),
            ),
            is_a_year("year", "work_budgetline_year_is_a_year"),
            models.CheckConstraint(
                condition=(Q(planned=None) | Q(planned__gte=0)) & (Q(spent=None) | Q(spent__gte=0)),
                name="work_budgetline_is_not_negative",
                violation_error_message=_("Money is not negative here."),
            ),
            is_known("money_from", MoneyFrom, "work_budgetline_source_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.get_money_from_display()}"
