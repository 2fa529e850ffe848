"""Indicators: what is counted, and how."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.constraints import is_known
from portal.kit.text.numbers import figure
from portal.kit.text.periods import PeriodKind
from portal.publishing.models import (
    Publication,
    PublicationManager,
    PublicationQuerySet,
    State,
    Transition,
)
from portal.publishing.models.kinds import parent_link
from projects.indicators.models.observation import Observation
from projects.indicators.models.series import Series, SeriesRole
from projects.indicators.models.target import Target
from projects.kit.numbers import YEARS, is_a_number, is_ratio, share_base, share_sign

# The series of an indicator that nobody has broken down; content, so in the content's language.
MAIN_SERIES = "Toàn tỉnh"


class IndicatorQuerySet(PublicationQuerySet["Indicator"]):
    def with_figures(self, today: date) -> "IndicatorQuerySet":
        """Prefetch the measured main targets and the newest figure, by one query each."""
        targets = Target.objects.of_main_series().with_measure(today).with_sources()
        main = Series.objects.filter(is_main=True).with_newest()
        return self.prefetch_related(
            models.Prefetch("targets", targets.order_by("year"), to_attr="target_list"),
            models.Prefetch("series", main, to_attr="main_list"),
        )

    def with_public_times(self) -> "IndicatorQuerySet":
        """Annotate `first_step`, the first publishing, and the moments of all withdrawals.

        `taken_away` and `brought_back` are lists, the oldest first.
        """
        steps = Transition.objects.filter(publication=OuterRef("pk")).order_by("at")
        first = steps.filter(to_state=State.PUBLISHED)
        back = first.filter(change_set=None)
        return self.annotate(
            first_step=Subquery(first.values("at")[:1]),
            taken_away=ArraySubquery(steps.endings().values("at")),
            brought_back=ArraySubquery(back.values("at")),
        )

    def with_corrections(self) -> "IndicatorQuerySet":
        """Annotate `has_corrections`: whether any figure was ever corrected, seen or not."""
        corrected = Observation.objects.filter(
            indicator=OuterRef("pk"), superseded_at__isnull=False
        )
        return self.annotate(has_corrections=Exists(corrected))


class Indicator(Publication):
    """A statistic with a fixed definition, such as telephones per 100 people."""

    KIND: ClassVar[str] = "indicator"
    DETAIL_VIEW: ClassVar[str] = "projects:indicator"
    OTHER_VIEWS: ClassVar[tuple[str, ...]] = ("en:projects:indicator",)
    LIST_VIEW: ClassVar[str] = "projects:indicator_list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "figures; statistics; indicators and targets"
    )
    DC_TYPE: ClassVar[str] = "Dataset"
    IS_BILINGUAL: ClassVar[bool] = True
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "unit", "unit_en", "less_is_better", "definition", "numerator", "denominator",
        "period_kind", "base_year",
        "series.name", "series.name_en", "series.definition", "targets.year", "targets.value",
        "targets.upper", "targets.quote", "targets.note",
    )  # fmt: skip
    # Targets name series, so series come first when a version is put in place.
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "series", "targets")
    BATCHES: ClassVar[dict[str, str]] = {"observations": "projects.indicators.observations.record"}
    BATCH_KEYS: ClassVar[dict[str, tuple[str, ...]]] = {
        "observations": ("series", "starts_on", "ends_on")
    }
    BATCH_TABLES: ClassVar[dict[str, str]] = {
        "observations": "projects.indicators.entry.batch_table.table"
    }

    publication_ptr = parent_link()
    unit = models.CharField(
        _("unit"), max_length=60, help_text=_("As it stands behind the figure: máy/100 dân.")
    )
    unit_en = models.CharField(
        _("unit in English"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("As the English pages and charts write it: telephones per 100 people."),
    )
    less_is_better = models.BooleanField(
        _("less is better"),
        default=False,
        db_default=False,
        help_text=_("Tick it where a target is reached from above, as with complaints."),
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What is counted, and what it is divided by.")
    )
    numerator = models.CharField(
        _("counted"),
        max_length=200,
        blank=True,
        help_text=_("Where it is a ratio: what stands above the line."),
    )
    denominator = models.CharField(
        _("divided by"),
        max_length=200,
        blank=True,
        help_text=_("Where it is a ratio: what stands below the line."),
    )
    period_kind = models.CharField(
        _("kind of period"),
        max_length=8,
        choices=PeriodKind,
        default=PeriodKind.YEAR,
        help_text=_("How long the time is that each figure is for."),
    )
    lowest = models.DecimalField(
        _("not below"),
        null=True,
        blank=True,
        help_text=_("A figure below is refused as a slip of the pen. Empty: 0 and more."),
    )
    highest = models.DecimalField(
        _("not above"),
        null=True,
        blank=True,
        help_text=_("A figure above is refused. Empty: no limit; a percentage ends at 100."),
    )
    base_year = models.PositiveSmallIntegerField(
        _("base year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("The year that targets are measured against; none lies before it."),
    )
    locked_through = models.DateField(
        _("figures locked through"),
        null=True,
        blank=True,
        help_text=_("Figures of periods that end by this day are no longer changed."),
    )
    is_headline = models.BooleanField(
        _("on the home page"), default=False, help_text=_("One indicator stands there, set large.")
    )

    objects: ClassVar = PublicationManager.from_queryset(IndicatorQuerySet)()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(condition=~Q(unit=""), name="indicators_indicator_has_a_unit"),
            is_known("period_kind", PeriodKind, "indicators_indicator_period_kind_is_known"),
            models.CheckConstraint(
                condition=Q(lowest=None) | is_a_number("lowest"),
                name="indicators_indicator_lowest_is_a_number",
            ),
            models.CheckConstraint(
                condition=Q(highest=None) | is_a_number("highest"),
                name="indicators_indicator_highest_is_a_number",
            ),
            models.CheckConstraint(
                condition=Q(lowest=None) | Q(highest=None) | Q(highest__gt=F("lowest")),
                name="indicators_indicator_range_goes_up",
                violation_error_message=_("The upper limit is above the lower one."),
            ),
            models.UniqueConstraint(
                fields=["is_headline"],
                condition=Q(is_headline=True),
                name="projects_one_headline_indicator",
                violation_error_message=_("Another indicator stands on the home page already."),
            ),
        ]

    @cached_property
    def share_sign(self) -> str:
        """Return the sign of its shares; of the Vietnamese unit, whatever `english` makes of it."""
        return share_sign(self.unit)

    @cached_property
    def is_ratio(self) -> bool:
        """Return whether it is one; of the Vietnamese unit, as its sign."""
        return is_ratio(self.unit)

    @property
    def points(self) -> str:
        """Return the unit of what lies between two shares, which is no share; "" of others."""
        names = {"%": _("percentage points"), "‰": _("per mille points")}
        return str(names.get(self.share_sign, ""))

    @property
    def unit_between(self) -> str:
        """Return the unit of what lies between two figures."""
        return self.points or self.unit

    @property
    def limits(self) -> tuple[Decimal, Decimal | None]:
        """Return the smallest and the largest possible figure; None where there is no limit."""
        # A share is no more than the whole, unless the indicator says so itself (growth can).
        highest = share_base(self.unit) if self.highest is None else self.highest
        return (Decimal(0) if self.lowest is None else self.lowest), highest

    def have_main_series(self) -> None:
        """Create the main series where there is no own series."""
        if not self.series.filter(role=SeriesRole.OWN).exists():
            self.series.create(name=MAIN_SERIES, is_main=True)

    def check_within_limits(self, value: Decimal) -> None:
        """Raise ValidationError for a figure that cannot be true of this indicator."""
        lowest, highest = self.limits
        if value < lowest:
            message = _("%(value)s %(unit)s is below %(limit)s, the least that can be true.")
            raise ValidationError(
                message, params={"value": figure(value), "unit": self.unit, "limit": figure(lowest)}
            )
        if highest is not None and value > highest:
            message = _("%(value)s %(unit)s is above %(limit)s, the most that can be true.")
            raise ValidationError(
                message,
                params={"value": figure(value), "unit": self.unit, "limit": figure(highest)},
            )

    def search_extra(self) -> str:
        return f"{self.unit} {self.definition} {self.numerator} {self.denominator}"
