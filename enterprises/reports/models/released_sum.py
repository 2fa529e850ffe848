"""The sums that were told, each with the reports that it was made of: what is known stays known."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.kit.periods import ReportPeriod
from enterprises.reports.models.report import FIGURES, EnterpriseReport
from portal.kit.constraints import is_known


class Measure(models.TextChoices):
    """A measure that is summed: a figure of a report, or several counted together."""

    REVENUE = "revenue", _("revenue")
    TELEPHONES = "telephones", _("telephone subscribers, fixed and mobile")
    MOBILE = "mobile", _("mobile subscribers")
    FIXED = "subscribers_fixed", _("fixed telephone subscribers")
    POSTPAID = "subscribers_postpaid", _("postpaid mobile subscribers")
    PREPAID = "subscribers_prepaid", _("prepaid mobile subscribers")
    INTERNET = "subscribers_internet", _("Internet subscribers")
    STATIONS = "stations", _("base stations")
    POST_OFFICES = "post_offices", _("post offices")
    INVESTMENT_PLANNED = "investment_planned", _("investment planned")
    INVESTMENT_MADE = "investment_made", _("investment made")


_MOBILE: Final = ("subscribers_postpaid", "subscribers_prepaid")
FIGURES_OF: Final[dict[Measure, tuple[str, ...]]] = {
    **{Measure(name): (name,) for name in FIGURES},
    Measure.MOBILE: _MOBILE,
    Measure.TELEPHONES: ("subscribers_fixed", *_MOBILE),
}


class ReleasedSum(models.Model):
    """A sum that left the department; the next ones are held against it."""

    measure = models.CharField(_("measure"), max_length=32, choices=Measure)
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), default=0)
    total = models.BigIntegerField(_("total"))
    reported = models.PositiveIntegerField(_("enterprises that reported"))
    reports = models.ManyToManyField(
        EnterpriseReport, verbose_name=_("reports of enterprises"), related_name="+"
    )
    released_at = models.DateTimeField(_("told"), auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("sum that was told")
        verbose_name_plural = _("sums that were told")
        ordering = ["-year", "-quarter", "measure", "-id"]
        constraints = [
            is_known("measure", Measure, "enterprises_sum_measure_is_known"),
            models.CheckConstraint(
                condition=Q(total__gt=0), name="enterprises_sum_is_of_something"
            ),
        ]
        indexes = [
            models.Index(fields=["year", "quarter", "measure"], name="enterprises_sum_period")
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} · {ReportPeriod(self.year, self.quarter)}"
