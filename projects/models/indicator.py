from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Publication
from portal.publishing.models.querysets import PublicationManager, PublicationQuerySet
from projects.models.evidence import SourcedFigureQuerySet
from projects.periods import PeriodKind, is_whole_period, period_label
from projects.years import FIRST_YEAR, LAST_YEAR

# PostgreSQL's numeric also holds NaN and infinity; no figure of a province is beyond this.
LARGEST = Decimal(10) ** 15


def _is_a_number(field: str) -> Q:
    return Q(**{f"{field}__gt": -LARGEST, f"{field}__lt": LARGEST})


class IndicatorQuerySet(PublicationQuerySet["Indicator"]):
    def with_figures(self) -> "IndicatorQuerySet":
        """With all targets and the latest observation, in one query each however many there are."""
        targets = Target.objects.with_sources().order_by("year")
        latest = Observation.objects.order_by("indicator", "-ends_on", "-starts_on")
        return self.prefetch_related(
            models.Prefetch("targets", targets, to_attr="target_list")
        ).prefetch_related(
            models.Prefetch("observations", latest.distinct("indicator"), to_attr="latest_list")
        )


class IndicatorManager(PublicationManager["Indicator"]):
    def get_queryset(self) -> IndicatorQuerySet:
        rows = IndicatorQuerySet(self.model, using=self._db)
        return rows.defer("search_vector").filter(kind=self.model.KIND)

    def public(self, at: datetime | None = None) -> IndicatorQuerySet:
        return self.get_queryset().public(at)


class Indicator(Publication):
    """Something that is counted the same way each time, such as telephones per 100 people."""

    KIND: ClassVar[str] = "indicator"
    DETAIL_VIEW: ClassVar[str] = "projects:indicator"
    LIST_VIEW: ClassVar[str] = "projects:indicator_list"
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "targets")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "unit", "definition", "period_kind",
        "targets.year", "targets.value", "targets.upper", "targets.quote", "targets.note",
    )  # fmt: skip

    # Written out so that the portal has no attribute that names this app.
    publication_ptr = models.OneToOneField(
        Publication, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    unit = models.CharField(
        _("unit"), max_length=60, help_text=_("As it stands behind the figure: máy/100 dân.")
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What is counted, and what it is divided by.")
    )
    period_kind = models.CharField(
        _("kind of period"),
        max_length=8,
        choices=PeriodKind,
        default=PeriodKind.YEAR,
        help_text=_("How long the time is that each figure is for."),
    )
    is_headline = models.BooleanField(
        _("on the home page"), default=False, help_text=_("One indicator stands there, set large.")
    )

    objects: ClassVar[IndicatorManager] = IndicatorManager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(condition=~Q(unit=""), name="projects_indicator_has_a_unit"),
            models.CheckConstraint(
                condition=Q(period_kind__in=PeriodKind.values),
                name="projects_indicator_period_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["is_headline"],
                condition=Q(is_headline=True),
                name="projects_one_headline_indicator",
                violation_error_message=_("Another indicator stands on the home page already."),
            ),
        ]

    def search_extra(self) -> str:
        return f"{self.unit} {self.definition}"


class Target(models.Model):
    """What an indicator is to reach in a year: a value, or a range up to a second one."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="targets"
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("By whose end it is to be reached."),
    )
    value = models.DecimalField(_("value"), help_text=_("Kept with just the digits that you type."))
    upper = models.DecimalField(
        _("up to"), null=True, blank=True, help_text=_("Only where the target is a range.")
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
        "portal.Publication",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The page of this site that says so."),
    )

    objects = SourcedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="projects_one_target_per_indicator_and_year",
                violation_error_message=_("There is a target for this year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="projects_target_year_is_a_year",
            ),
            models.CheckConstraint(
                condition=_is_a_number("value"), name="projects_target_value_is_a_number"
            ),
            models.CheckConstraint(
                condition=Q(upper=None) | Q(upper__gt=F("value"), upper__lt=LARGEST),
                name="projects_target_range_goes_up",
                violation_error_message=_("The end of the range is above its beginning."),
            ),
        ]

    def __str__(self) -> str:
        upper = "" if self.upper is None else f"–{self.upper}"
        return f"{self.year}: {self.value}{upper}"


class Certainty(models.TextChoices):
    """How sure a figure is; the statisticians' words."""

    PROVISIONAL = "provisional", _("provisional")
    FINAL = "final", _("final")
    REVISED = "revised", _("revised")


class Observation(models.Model):
    """What an indicator came to in a period, and the source that says so."""

    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="observations",
    )
    starts_on = models.DateField(
        _("first day"), help_text=_("Of the time that the figure is for: 01/01 for a year.")
    )
    ends_on = models.DateField(
        _("last day"), help_text=_("Of the time that the figure is for: 31/12 for a year.")
    )
    value = models.DecimalField(_("value"), help_text=_("Kept with just the digits that you type."))
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=Certainty,
        default=Certainty.PROVISIONAL,
        help_text=_("How sure the source is of it; readers see it."),
    )
    evidence = models.ForeignKey(
        "portal.Publication",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The page of this site that says so."),
    )

    objects = SourcedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "-ends_on", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "ends_on", "starts_on"],
                name="projects_one_observation_per_indicator_and_period",
                violation_error_message=_("This period has a figure already; change that."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="projects_observation_ends_after_it_starts",
                violation_error_message=_("The last day is before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(
                    starts_on__gte=date(FIRST_YEAR, 1, 1), ends_on__lte=date(LAST_YEAR, 12, 31)
                ),
                name="projects_observation_is_in_our_time",
            ),
            models.CheckConstraint(
                condition=_is_a_number("value"), name="projects_observation_value_is_a_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=Certainty.values), name="projects_observation_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}: {self.value}"

    def clean(self) -> None:
        """Refuse days that are not one period of the indicator's kind."""
        first, last = self.starts_on, self.ends_on
        if not first or not last or first > last:
            return
        if not is_whole_period(self.indicator.period_kind, first, last):
            message = _("The indicator is counted by “%(kind)s”; these days are not just one.")
            kind = self.indicator.get_period_kind_display()
            raise ValidationError({"ends_on": ValidationError(message, params={"kind": kind})})

    @property
    def period_label(self) -> str:
        """The period as people call it: 2007, quarter 1/2007, 30/06/2007."""
        return period_label(self.indicator.period_kind, self.starts_on, self.ends_on)
