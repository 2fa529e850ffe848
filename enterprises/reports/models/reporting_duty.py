"""Reporting duties of enterprises."""

from datetime import date
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from enterprises.kit.periods import holds_on
from enterprises.reports.models.report import EnterpriseReport
from portal.kit.constraints import ends_after_it_begins
from portal.publishing.models import State


class ReportingDutyQuerySet(models.QuerySet["ReportingDuty"]):
    def for_day(self, day: date) -> Self:
        """Return the duties that hold for a period that ends on the day."""
        return self.filter(holds_on(day))

    def active(self) -> Self:
        """Return those that somebody is asked for: while its page is in the bin no enterprise is.

        What it owed before stays true: sums count these duties with the others.
        """
        return self.exclude(enterprise__state=State.BINNED)


class ReportingDuty(models.Model):
    """The duty of an enterprise to report each quarter and each year, from a day on."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="reporting_duties",
        help_text=_("The enterprise that has to report; it is reminded by mail."),
    )
    since = models.DateField(
        _("reports since"),
        help_text=_("The first period to report is the one that ends on this day or later."),
    )
    until = models.DateField(
        _("reports until"),
        null=True,
        blank=True,
        help_text=_("Periods that end on this day or later need no report. Empty: all do."),
    )
    note = models.CharField(
        _("basis"),
        max_length=300,
        blank=True,
        help_text=_("Why it has to report: the document or the licence. For the staff only."),
    )

    objects = ReportingDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty to report")
        verbose_name_plural = _("duties to report")
        ordering = ["-since", "-id"]
        constraints = [
            ends_after_it_begins(
                "since", "until", "enterprises_duty_ends_after_it_begins", how="gt", known=["since"]
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(until=None),
                name="enterprises_duty_one_at_a_time",
                violation_error_message=_("It has to report already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.since:%d/%m/%Y}"


class ReportReminder(models.Model):
    """A reminder of a report that was sent; each goes out once."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    # So many days after the deadline; before it below 0.
    days = models.SmallIntegerField(_("days after the deadline"))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder of a report")
        verbose_name_plural = _("reminders of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year", "quarter", "days"],
                name="enterprises_reminder_goes_out_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.year}-{self.quarter} · {self.days}"


def facts_for_the_desk(enterprise: str) -> dict[str, ArraySubquery]:
    """Return annotations with the duties and reports of the enterprise in a column."""
    duties = ReportingDuty.objects.active().filter(enterprise=OuterRef(enterprise)).order_by("pk")
    reports = EnterpriseReport.objects.filter(enterprise=OuterRef(enterprise)).newest_version()
    names = {name: name for name in ("year", "quarter", "version", "state")}
    return {
        "duty_facts": ArraySubquery(duties.values(row=JSONObject(since="since", until="until"))),
        "report_facts": ArraySubquery(reports.values(row=JSONObject(**names))),
    }
