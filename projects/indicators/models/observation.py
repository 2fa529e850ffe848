"""Figures of indicators by period; a corrected figure keeps the one before it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import ends_after_it_begins, is_known
from portal.kit.samples import sample_rule
from portal.kit.text.periods import period_label
from projects.kit.models import SourcedFigureQuerySet
from projects.kit.numbers import FIRST_YEAR, LAST_YEAR, is_a_number

# Recorded before the period was over, such as a forecast.
AHEAD: Final = Q(ends_on__gt=TruncDate("recorded_at"))


class Certainty(models.TextChoices):
    """The certainty of a figure, in the statisticians' words."""

    PROVISIONAL = "provisional", _("provisional")
    FINAL = "final", _("final")
    REVISED = "revised", _("revised")


_CERTAINTIES: Final = dict(Certainty.choices)


class ObservationQuerySet(SourcedFigureQuerySet["Observation"]):
    def current(self) -> Self:
        """Return the figures that hold now, one for each series and period."""
        return self.filter(superseded_at=None)

    def as_published_on(self, moment: datetime) -> Self:
        """Return the figures that held at a moment, whatever was corrected since."""
        return self.filter(recorded_at__lte=moment).filter(
            Q(superseded_at=None) | Q(superseded_at__gt=moment)
        )

    def ahead(self) -> Self:
        """Return the figures that were recorded before their period was over."""
        return self.filter(AHEAD)

    def for_readers(self, *, with_samples: bool = True) -> Self:
        """Leave out samples where the reader or the site wants none."""
        return self.filter(sample_rule() if with_samples else Q(is_sample=False))

    def newest(self) -> Self:
        """Order by period, the latest first."""
        return self.order_by("-ends_on", "-starts_on")


def facts_first(figures: Iterable["Observation"]) -> list["Observation"]:
    """Return the figures that are no samples; the samples only where there are no others."""
    rows = list(figures)
    return [row for row in rows if not row.is_sample] or rows


class Observation(models.Model):
    """A figure of a series for a period, and the source that says so.

    Rows are added by `projects.indicators.observations`; a correction closes the old row and adds
    a new one.
    """

    indicator = models.ForeignKey(
        "indicators.Indicator",
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="observations",
    )
    # Of the same indicator: the database checks the pair.
    series = models.ForeignKey(
        "indicators.Series",
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        related_name="observations",
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    value = models.DecimalField(_("value"))
    numerator = models.DecimalField(_("counted"), null=True, blank=True)
    denominator = models.DecimalField(_("divided by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=Certainty, default=Certainty.PROVISIONAL
    )
    evidence = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)
    # From when to when the portal said so.
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, db_default=Now())
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    superseded_at = models.DateTimeField(_("corrected"), null=True)
    reason = models.CharField(_("why it was corrected"), max_length=300, blank=True)

    objects = ObservationQuerySet.as_manager()
    # The day that a page is of, where it is of an earlier one than today.
    seen_on: date | None = None

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "-ends_on", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "ends_on", "starts_on"],
                condition=Q(superseded_at=None),
                name="indicators_observation_one_holds_per_series_and_period",
                violation_error_message=_("This period has a figure already; correct that."),
            ),
            ends_after_it_begins(
                "starts_on",
                "ends_on",
                "indicators_observation_ends_after_it_starts",
                known=["starts_on", "ends_on"],
            ),
            models.CheckConstraint(
                condition=Q(
                    starts_on__gte=date(FIRST_YEAR, 1, 1), ends_on__lte=date(LAST_YEAR, 12, 31)
                ),
                name="indicators_observation_is_in_our_time",
            ),
            models.CheckConstraint(
                condition=is_a_number("value"), name="indicators_observation_value_is_a_number"
            ),
            models.CheckConstraint(
                condition=(Q(numerator=None) | is_a_number("numerator"))
                & (Q(denominator=None) | (is_a_number("denominator") & ~Q(denominator=0))),
                name="indicators_observation_ratio_is_of_numbers",
            ),
            is_known("state", Certainty, "indicators_observation_state_is_known"),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="indicators_observation_held_for_a_time",
            ),
        ]
        indexes = [
            # Corrected figures too: what held on a day is looked up as often as what holds now.
            models.Index(
                fields=["indicator", "-ends_on", "-starts_on", "series"],
                name="indicators_observation_newest",
            ),
            models.Index(
                fields=["series", "ends_on", "starts_on", "recorded_at"],
                name="indicators_observation_history",
            ),
            models.Index(
                fields=["indicator", "-superseded_at", "-id"],
                condition=Q(superseded_at__isnull=False),
                name="indicators_figure_corrected",
            ),
            models.Index(
                fields=["indicator", "-ends_on"], condition=AHEAD, name="indicators_figure_ahead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}: {self.value}"

    @property
    def period_label(self) -> str:
        """Return the period as people call it: 2007, first quarter of 2007, 30/06/2007."""
        return period_label(self.indicator.period_kind, self.starts_on, self.ends_on)

    @property
    def months(self) -> int:
        """Return how many months the period has; 0 is a single day."""
        first, last = self.starts_on, self.ends_on
        years = last.year - first.year
        return 0 if first == last else years * 12 + last.month - first.month + 1

    @property
    def is_estimate(self) -> bool:
        """Return whether its period is not over: nobody can have counted it."""
        return self.ends_on > (self.seen_on or timezone.localdate())

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django makes one without
        """Return what Django would, which makes all choices hashable for each figure of a table."""
        return str(_CERTAINTIES.get(self.state, self.state))

    @property
    def state_label(self) -> str:
        """Return its certainty in words; of a period that is not over it is an estimate."""
        return (
            gettext("estimate, the period is not over")
            if self.is_estimate
            else self.get_state_display()
        )

    @property
    def caveat(self) -> str:
        """Return the certainty that has to be said beside the figure: of an estimate or a draft."""
        is_sure = self.state != Certainty.PROVISIONAL and not self.is_estimate
        return "" if is_sure else self.state_label
