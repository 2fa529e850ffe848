"""Reports of an enterprise for a quarter or a year, known to it and the department only."""

from functools import reduce
from operator import or_
from typing import Final, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.kit.periods import FIRST_YEAR, LAST_YEAR, ReportPeriod
from enterprises.profiles.models import Enterprise
from portal.kit.constraints import is_known

type Count = models.BigIntegerField[int | None, int | None]
# No enterprise of a province has more of anything; what is typed above it is a slip of the pen.
MAX_VALUE: Final = 10**15


class ReportState(models.TextChoices):
    DRAFT = "draft", _("being written")
    SENT = "sent", _("sent, waits for the department")
    RETURNED = "returned", _("asked again by the department")
    APPROVED = "approved", _("approved")


# The enterprise may write in these; in the others nobody changes a figure.
WRITABLE: Final = (ReportState.DRAFT, ReportState.RETURNED)
OPEN: Final = (*WRITABLE, ReportState.SENT)

# The figures of a report. What flows in a year is the sum of its quarters;
# what stands on the last day of a year is what stood at the end of its fourth quarter.
FLOWS: Final = ("revenue", "investment_planned", "investment_made")
STOCKS: Final = (
    "subscribers_fixed", "subscribers_postpaid", "subscribers_prepaid", "subscribers_internet",
    "stations", "post_offices",
)  # fmt: skip
FIGURES: Final = ("revenue", *STOCKS, "investment_planned", "investment_made")


def _figure(
    label: StrPromise, help_text: StrPromise
) -> "models.BigIntegerField[int | None, int | None]":
    """Return a count or an amount in đồng; None where the enterprise has said nothing."""
    return models.BigIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_VALUE)],
        help_text=help_text,
    )


class EnterpriseReportQuerySet(models.QuerySet["EnterpriseReport"]):
    def current(self) -> Self:
        """Return the approved reports that hold now, one for each enterprise and period."""
        return self.filter(state=ReportState.APPROVED, superseded_at=None)

    def open(self) -> Self:
        """Return the reports that are not decided yet."""
        return self.filter(state__in=OPEN)

    def of_period(self, *periods: ReportPeriod) -> Self:
        wanted = (Q(year=period.year, quarter=period.quarter) for period in periods)
        return self.filter(reduce(or_, wanted))

    def versions_of(self, enterprise: Enterprise, period: ReportPeriod) -> Self:
        """Return all versions of an enterprise's report of a period, the newest first."""
        return self.of_period(period).filter(enterprise=enterprise).order_by("-version")

    def newest_version(self) -> Self:
        """Return the newest version of each report, the latest period first."""
        return self.order_by("enterprise_id", "-year", "-quarter", "-version").distinct(
            "enterprise_id", "year", "quarter"
        )


class EnterpriseReport(models.Model):
    """A report of an enterprise for a period; confidential, and no page of any kind.

    An approved one is never changed: a correction is a new version, which takes its place when
    it is approved. `enterprises.reports.workflow` takes the steps; the database refuses others.
    """

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="reports",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    # 0 is the whole year.
    quarter = models.PositiveSmallIntegerField(_("quarter"), default=0)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=16, choices=ReportState, default=ReportState.DRAFT
    )

    revenue = _figure(_("revenue"), _("In đồng, without VAT, of the period."))
    subscribers_fixed = _figure(
        _("fixed telephone subscribers"), _("On the last day of the period.")
    )
    subscribers_postpaid = _figure(
        _("postpaid mobile subscribers"), _("On the last day of the period.")
    )
    subscribers_prepaid = _figure(
        _("prepaid mobile subscribers"), _("On the last day of the period.")
    )
    subscribers_internet = _figure(_("Internet subscribers"), _("On the last day of the period."))
    stations = _figure(_("base stations"), _("On the last day of the period, in the province."))
    post_offices = _figure(_("post offices"), _("On the last day of the period, in the province."))
    investment_planned = _figure(_("investment planned"), _("In đồng, planned for the period."))
    investment_made = _figure(_("investment made"), _("In đồng, spent in the period."))
    points_raised = models.TextField(
        _("points raised"),
        blank=True,
        max_length=5000,
        help_text=_("What hinders you, and what you ask of the department."),
    )
    # A word by the name of a figure, where it differs much from the last one.
    explanations = models.JSONField(_("explanations"), default=dict, blank=True)
    correction_reason = models.CharField(
        _("why it is corrected"),
        max_length=500,
        blank=True,
        help_text=_("What was wrong in the report that was approved."),
    )

    created_at = models.DateTimeField(_("begun"), default=timezone.now, db_default=Now())
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    # Nothing of one that somebody has only begun.
    saved_at = models.DateTimeField(_("saved"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    # The staff has begun to read it: from now on it cannot be taken back.
    seen_at = models.DateTimeField(_("seen"), null=True)
    # Of one that was asked again and sent anew the moment of that question.
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    comment = models.TextField(_("word of the department"), blank=True, max_length=2000)
    superseded_at = models.DateTimeField(_("corrected"), null=True)

    objects = EnterpriseReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an enterprise")
        verbose_name_plural = _("reports of enterprises")
        ordering = ["-year", "-quarter", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year", "quarter", "version"],
                name="enterprises_report_versions_differ",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "year", "quarter"],
                condition=Q(state__in=OPEN),
                name="enterprises_report_one_is_open",
                violation_error_message=_("This period's report is being written already."),
            ),
            models.UniqueConstraint(
                fields=["enterprise", "year", "quarter"],
                condition=Q(state=ReportState.APPROVED, superseded_at=None),
                name="enterprises_report_one_holds",
            ),
            is_known("state", ReportState, "enterprises_report_state_is_known"),
            models.CheckConstraint(
                condition=Q(quarter__lte=4, year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="enterprises_report_is_of_a_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": MAX_VALUE})
                        for name in FIGURES
                    )
                ),
                name="enterprises_report_figures_are_counts",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | Q(state=ReportState.DRAFT) | ~Q(correction_reason=""),
                name="enterprises_report_correction_says_why",
                violation_error_message=_("Say what was wrong in the report before."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(sent_at__isnull=False),
                name="enterprises_report_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ReportState.APPROVED, ReportState.RETURNED))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="enterprises_report_was_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(comment=""),
                name="enterprises_report_is_asked_again_with_a_word",
                violation_error_message=_("Say what the enterprise should mend."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None)
                | Q(state=ReportState.APPROVED, superseded_at__gte=F("decided_at")),
                name="enterprises_report_held_for_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "quarter", "state"], name="enterprises_report_period")
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.period}"

    @property
    def period(self) -> ReportPeriod:
        return ReportPeriod(self.year, self.quarter)

    @property
    def is_writable(self) -> bool:
        """Return whether the enterprise may change it now."""
        return self.state in WRITABLE

    @property
    def is_correction(self) -> bool:
        return self.version > 1

    @property
    def edition(self) -> str:
        """Return a token that changes with each save; "" for a new report."""
        return self.saved_at.isoformat() if self.saved_at else ""

    @property
    def may_be_taken_back(self) -> bool:
        """Return whether the department has not begun to read it."""
        return self.state == ReportState.SENT and self.seen_at is None

    @property
    def is_decided(self) -> bool:
        """Return whether the department has answered what stands here; not of one sent anew."""
        return self.decided_at is not None and self.state != ReportState.SENT

    def figures(self) -> dict[str, int | None]:
        """Return the figures by their names."""
        return {name: getattr(self, name) for name in FIGURES}
