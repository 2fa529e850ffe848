"""Who has to report, and the reports that came in."""

from django.contrib import admin

from enterprises.reports.admin.sheets import ReportSheetsMixin
from enterprises.reports.models import EnterpriseReport, ReportingDuty
from portal.accounts.admin import SharedRecordAdmin


@admin.register(ReportingDuty)
class ReportingDutyAdmin(SharedRecordAdmin):
    """Which enterprises have to report; one that no longer has to keeps its days."""

    handbook = "bao-cao-cua-doanh-nghiep"
    list_display = ["enterprise", "since", "until", "note"]
    list_select_related = ["enterprise"]
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]


@admin.register(EnterpriseReport)
class EnterpriseReportAdmin(ReportSheetsMixin):
    """Reports by period, with their review and their sheets."""
