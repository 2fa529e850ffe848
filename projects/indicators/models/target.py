"""Targets of indicators."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import DateField, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from projects.indicators.models.observation import Observation, ObservationQuerySet
from projects.indicators.models.series import Series
from projects.kit.models import SourcedFigureQuerySet
from projects.kit.numbers import MAX_VALUE, YEARS, is_a_number, is_a_year

# The fields of the figure that a target is measured by, annotated as `measure_…`.
MEASURE_FIELDS = ("value", "starts_on", "ends_on")


class TargetQuerySet(SourcedFigureQuerySet["Target"]):
    def of_main_series(self) -> Self:
        """Return the targets of main series, without those of parts and benchmarks."""
        return self.filter(Q(series=None) | Q(series__is_main=True))

    def with_main_series(self) -> Self:
        """Let the query know the key of the main series of each target's indicator, as `main`."""
        main = Series.objects.filter(indicator=OuterRef("indicator"), is_main=True)
        return self.alias(main=Subquery(main.values("pk")[:1]))

    def with_measure(self, today: date) -> Self:
        """Annotate the figure that each target is measured by, as `measure_…`."""
        rows = figures_by_then(today)
        values = {f"measure_{name}": Subquery(rows.values(name)[:1]) for name in MEASURE_FIELDS}
        return self.with_main_series().annotate(**values)


def figures_by_then(today: date) -> ObservationQuerySet:
    """Return the figures of a target `with_main_series()`, in its query, the newest first.

    Only those by the end of its year say how far it was: no estimate of a period that is not over,
    and samples only of what is made up itself.
    """
    year_end = Func(OuterRef("year"), 12, 31, function="make_date", output_field=DateField())
    rows = Observation.objects.current().for_readers().newest()
    is_fact = Q(is_sample=False) | Q(is_sample=OuterRef("indicator__is_sample"))
    return rows.filter(is_fact, series=OuterRef("main"), ends_on__lte=Least(year_end, today))


class Target(models.Model):
    """The target of an indicator for a year: a value, or a range up to a second one."""

    indicator = models.ForeignKey(
        "indicators.Indicator",
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="targets",
    )
    series = models.ForeignKey(
        "indicators.Series",
        verbose_name=_("series"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        help_text=_("Empty: the main series. A national target belongs to the benchmark."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=YEARS,
        help_text=_("By whose end it is to be reached."),
    )
    value = models.DecimalField(_("value"), help_text=_("Kept with just the digits that you type."))
    upper = models.DecimalField(
        _("up to"), null=True, blank=True, help_text=_("Only where the target is a range.")
    )
    equals_benchmark = models.BooleanField(
        _("equal to the benchmark"),
        default=False,
        help_text=_("The source sets it as equal to the benchmark, such as the national average."),
    )
    quote = models.TextField(
        _("words of the source"), blank=True, help_text=_("Word for word, misspellings included.")
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("What readers must know to understand the figure, such as an assumption."),
    )
    evidence = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The page of this site that says so."),
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "series", "year"],
                nulls_distinct=False,
                name="projects_one_target_per_indicator_and_year",
                violation_error_message=_("There is a target for this year already."),
            ),
            is_a_year("year", "indicators_target_year_is_a_year"),
            models.CheckConstraint(
                condition=is_a_number("value"), name="indicators_target_value_is_a_number"
            ),
            models.CheckConstraint(
                condition=Q(upper=None) | Q(upper__gt=F("value"), upper__lt=MAX_VALUE),
                name="indicators_target_range_goes_up",
                violation_error_message=_("The end of the range is above its beginning."),
            ),
        ]

    def __str__(self) -> str:
        upper = "" if self.upper is None else f"–{self.upper}"
        return f"{self.year}: {self.value}{upper}"

    def clean(self) -> None:
        """Refuse a year before the indicator's base year."""
        base = self.indicator.base_year
        if base and self.year and self.year < base:
            message = _("The base year is %(base)s; a target lies after it.")
            raise ValidationError({"year": ValidationError(message, params={"base": base})})
