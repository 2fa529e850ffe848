"""Series of figures of an indicator: the main one, its parts, and benchmarks."""

from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from enterprises.reports.models import Measure
from portal.kit.constraints import is_known
from portal.kit.sorted_names import position_field
from portal.publishing.models.visibility import VISIBILITY_FIELDS
from projects.indicators.models.observation import Observation


class SeriesRole(models.TextChoices):
    """The role of a series: the province's own, or a benchmark."""

    OWN = "own", _("of the province")
    BENCHMARK = "benchmark", _("for comparison")


class Service(models.TextChoices):
    """The kinds of telephone and network that figures are broken down by."""

    FIXED = "fixed", _("fixed")
    MOBILE = "mobile", _("mobile")
    POSTPAID = "postpaid", _("postpaid")
    PREPAID = "prepaid", _("prepaid")
    INTERNET = "internet", _("Internet")


# What a page says of an operator beside a series.
_OF_AN_OPERATOR = [f"operator__{name}" for name in ("title", "path", *VISIBILITY_FIELDS)]
# The fields of the newest figure that are annotated as `newest_…`.
NEWEST_FIELDS = ("value", "state", "starts_on", "ends_on", "is_sample")


# Held against the rows of an indicator as they will be, where these are typed in one form.
ONE_IS_MAIN: Final = "indicators_series_one_is_main"


class SeriesQuerySet(models.QuerySet["Series"]):
    def for_pages(self) -> Self:
        """Select operator and parent series in the same query."""
        own = [field.attname for field in self.model._meta.concrete_fields]
        rows = self.select_related("operator", "part_of")
        return rows.only(*own, "part_of__name", *_OF_AN_OPERATOR)

    def with_newest(self) -> Self:
        """Annotate the newest figure as `newest_…`: a sample only where there is no fact.

        Each part is a step or two into an index, so that the number of figures does not count.
        """
        shown = Observation.objects.current().for_readers().filter(series=OuterRef("pk")).newest()
        facts = shown.filter(is_sample=False)
        newest_fields = {
            f"newest_{name}": Coalesce(
                Subquery(facts.values(name)[:1]), Subquery(shown.values(name)[:1])
            )
            for name in NEWEST_FIELDS
        }
        return self.annotate(**newest_fields)


class Series(models.Model):
    """One row of figures over time, under one definition and for one dimension."""

    # The column that one series of an indicator has: one gives it up before another takes it.
    ONLY_ONE: ClassVar[str] = "is_main"

    indicator = models.ForeignKey(
        "indicators.Indicator",
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="series",
    )
    name = models.CharField(
        _("series"), max_length=200, help_text=_("As the legend writes it: trả trước, cả nước.")
    )
    name_en = models.CharField(
        _("series in English"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("As the English pages and charts write it: prepaid, whole country."),
    )
    role = models.CharField(
        _("role"),
        max_length=16,
        choices=SeriesRole,
        default=SeriesRole.OWN,
        help_text=_("The national average, say, is for comparison."),
    )
    is_main = models.BooleanField(
        _("main series"),
        default=False,
        help_text=_("The one that pages show when they show one figure."),
    )
    service = models.CharField(
        _("service"),
        max_length=16,
        choices=Service,
        blank=True,
        help_text=_("Empty: all of them together."),
    )
    operator = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("operator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: all of them together."),
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="component_series",
        help_text=_("The series whose part this is; parts need not sum to it exactly."),
    )
    definition = models.TextField(
        _("own definition"),
        blank=True,
        help_text=_("Where this series counts differently from the indicator: what it counts."),
    )
    position = position_field()
    # Such a figure is the sum divided by another indicator's newest one, in the indicator's unit.
    report_measure = models.CharField(
        _("summed up from reports"),
        max_length=32,
        choices=Measure,
        blank=True,
        help_text=_(
            "What enterprises report and this series is the sum of. Empty: figures are typed in."
        ),
    )
    report_divisor = models.ForeignKey(
        "indicators.Indicator",
        verbose_name=_("sum divided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The indicator whose main series the sum is divided by, such as the population. "
            "Empty: it is not divided."
        ),
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of figures")
        verbose_name_plural = _("series of figures")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="indicators_series_has_a_name"),
            is_known("role", SeriesRole, "indicators_series_role_is_known"),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(is_main=True),
                name=ONE_IS_MAIN,
                violation_error_message=_("Another series is the main one already."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "name"],
                name="indicators_series_names_differ",
                violation_error_message=_("This indicator has a series of that name already."),
            ),
            models.CheckConstraint(
                condition=Q(is_main=False) | Q(role="own"),
                name="indicators_series_main_is_our_own",
                violation_error_message=_("The main series is the province's own."),
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")),
                name="indicators_series_is_not_its_own_part",
                violation_error_message=_("A series cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(report_measure__in=["", *Measure.values]),
                name="indicators_series_report_measure_is_known",
            ),
            models.CheckConstraint(
                condition=Q(report_divisor=None) | ~Q(report_measure=""),
                name="indicators_series_divides_a_sum_only",
                violation_error_message=_("A sum is divided only where it is made of reports."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
