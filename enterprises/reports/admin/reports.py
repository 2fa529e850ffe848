"""Reporting duties, and reports on sheets: the blank form, its import, and the export."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from enterprises.reports import deadlines, sheet
from enterprises.reports.admin.review import ReportReviewAdmin, period_of_request
from enterprises.reports.models import EnterpriseReport, ReportingDuty
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.roles import staff
from portal.exchange.sheets.exports import RecordedExportMixin
from portal.exchange.sheets.pages import ImportPages, SheetImportMixin


class ReportSheetsMixin(SheetImportMixin, RecordedExportMixin, ReportReviewAdmin):
    """A mixin that adds the pages about sheets to the admin of reports."""

    export_name = "bao-cao-doanh-nghiep"

    def export_header(self) -> list[str]:
        return [*sheet.headings(), _("State"), _("Version")]

    def export_rows(self, rows: QuerySet[EnterpriseReport]) -> Iterator[list[Any]]:
        for report in rows:
            yield [
                report.enterprise.tax_code or "",
                report.enterprise.title,
                sheet.format_period(report.period),
                *report.figures().values(),
                report.points_raised,
                "; ".join(str(word) for word in report.explanations.values()),
                report.correction_reason,
                report.get_state_display(),
                report.version,
            ]

    def blank_sheet_view(self, request: HttpRequest) -> HttpResponseBase:
        """Return the form of a period, with a row for each enterprise that has not reported."""
        self._require_view(request)
        period = period_of_request(request)
        return sheet.blank_sheet(period, deadlines.missing(period)[: sheet.MAX_ROWS])

    def import_pages(self, request: HttpRequest) -> ImportPages:
        self._require_view(request)
        note = _(
            "The form has a row for each enterprise that has not reported; “Who has not reported” "
            "has it for every period. Rows of forms that came back apart may be put together under "
            "one heading."
        )
        importer = sheet.ReportImport(staff(request))
        return ImportPages(self, request, importer, title=_("Reports from a sheet"), note=note)

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


@admin.register(ReportingDuty)
class ReportingDutyAdmin(SharedRecordAdmin):
    """Reporting duties; one that has ended keeps its days."""

    handbook = "bao-cao-cua-doanh-nghiep"
    list_display = ["enterprise", "since", "until", "note"]
    list_select_related = ["enterprise"]
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]


@admin.register(EnterpriseReport)
class EnterpriseReportAdmin(ReportSheetsMixin):
    """Reports by period, with their review and their sheets."""
