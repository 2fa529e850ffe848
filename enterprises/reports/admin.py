"""The reports of enterprises as the staff sees them: read, decided on, and on sheets."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Representative
from enterprises.reports import deadlines, sheet, sheet_columns, workflow
from enterprises.reports.figures import figure_rows
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from enterprises.reports.plausibility import Baseline
from enterprises.reports.sheet_form import blank_sheet
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.admin_access import EditorsSeeMixin
from portal.accounts.roles import PUBLISH, staff
from portal.editing.forms import typed_text
from portal.exchange.sheets.exports import RecordedExportMixin, in_batches
from portal.exchange.sheets.pages import ImportPages, SheetImportMixin
from portal.kit.admin import ReadOnlyAdmin
from portal.kit.admin_pages import own_page, own_page_context, row_or_404
from portal.publishing.models import heavy_columns
from portal.publishing.paging import page_of

# So many on a page, and in a form: an import takes no more at once.
MAX_MISSING = sheet.MAX_ROWS


class PeriodFilter(admin.SimpleListFilter):
    """A filter by the periods that reports are due for."""

    title = gettext_lazy("period")
    parameter_name = "ky"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Model]
    ) -> list[tuple[str, str]]:
        periods = deadlines.reportable(timezone.localdate())
        return [(period.code, str(period)) for period in periods]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        try:
            period = ReportPeriod.of(self.value() or "")
        except ValueError:
            return queryset
        return queryset.filter(year=period.year, quarter=period.quarter)


@admin.register(EnterpriseReport)
class EnterpriseReportAdmin(SheetImportMixin, RecordedExportMixin, EditorsSeeMixin, ReadOnlyAdmin):
    """Reports by period, read, decided on and taken in from sheets; nobody writes them here.

    Figures in confidence: for those who answer for figures, not for all who write news.
    """

    handbook = "bao-cao-cua-doanh-nghiep"
    list_display = ["about", "period_label", "state_label", "sent_at", "decided"]
    list_display_links = None
    export_name = "bao-cao-doanh-nghiep"
    list_filter: ClassVar[Any] = [PeriodFilter, "state"]
    search_fields = ["enterprise__title", "enterprise__tax_code"]
    search_help_text = gettext_lazy("Name or tax code of the enterprise")
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [field.name for field in self.opts.fields]

    # --- the list -----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[EnterpriseReport]:
        """Return the reports that were sent; drafts are the enterprises' own."""
        rows: QuerySet[EnterpriseReport] = super().get_queryset(request)
        rows = rows.select_related("enterprise").defer(*heavy_columns("enterprise"))
        return rows.exclude(state=ReportState.DRAFT)

    @admin.display(description=gettext_lazy("enterprise"))
    def about(self, report: EnterpriseReport) -> str:
        address = reverse("admin:reports_enterprisereport_review", args=[report.pk])
        return format_html('<a href="{}">{}</a>', address, report.enterprise)

    @admin.display(description=gettext_lazy("period"), ordering="year")
    def period_label(self, report: EnterpriseReport) -> str:
        label = str(report.period)
        return _("%(period)s, correction") % {"period": label} if report.is_correction else label

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_label(self, report: EnterpriseReport) -> str:
        return _("replaced by a correction") if report.superseded_at else report.get_state_display()

    @admin.display(description=gettext_lazy("decided"), ordering="decided_at")
    def decided(self, report: EnterpriseReport) -> datetime | None:
        return report.decided_at if report.is_decided else None

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Redirect to the page of the review, the only one about a report."""
        report = self._report(request, object_id)
        return HttpResponseRedirect(
            reverse("admin:reports_enterprisereport_review", args=[report.pk])
        )

    # --- who has not reported -----------------------------------------------------------------

    @own_page("chua-nop/", "missing", only=require_GET)
    def missing_view(self, request: HttpRequest) -> HttpResponse:
        """Show the enterprises that have not reported a period, and its deadline."""
        self._require_view(request)
        periods = deadlines.reportable(timezone.localdate())
        period = period_of_request(request)
        rows, reported = deadlines.missing(period), deadlines.reported(period).count()
        current = Representative.objects.current().select_related("user")
        found = rows.prefetch_related(Prefetch("representatives", current))
        page = page_of(request, found, size=MAX_MISSING)
        return self._page(
            request,
            "missing",
            _("Who has not reported: %(period)s") % {"period": period},
            period=period,
            periods=periods,
            deadline=deadlines.deadline(period),
            is_late=deadlines.deadline(period) < timezone.localdate(),
            page=page,
            enterprises=page.rows,
            reported=reported,
            # More may be missing than are on this page; who is in the bin is not asked any more.
            expected=reported + rows.count(),
        )

    # --- the decision -------------------------------------------------------------------------

    @own_page("<int:object_id>/duyet/", "review")
    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show a report beside the last one, and the buttons of its decision."""
        report = self._report(request, str(object_id))
        if request.method == "POST":
            return self._decide(request, report)
        if report.may_be_taken_back and request.user.has_perm(PUBLISH):
            # The enterprise may take it back until here: who decides has begun to read.
            workflow.mark_seen(report, by=staff(request))
        return self._review_page(request, report)

    def _decide(self, request: HttpRequest, report: EnterpriseReport) -> HttpResponse:
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        comment, seen = typed_text(request, "comment")[:2000], request.POST.get("seen", "")
        try:
            if request.POST.get("do") == "approve":
                workflow.approve(report, comment, by=staff(request), seen=seen)
                text = _("Approved: %(report)s.")
            else:
                workflow.return_report(report, comment, by=staff(request), seen=seen)
                text = _("Given back with your word: %(report)s.")
        except ValidationError as error:
            # Somebody else may have decided meanwhile: the page shows how it stands now.
            report, problem = self._report(request, str(report.pk)), " ".join(error.messages)
            return self._review_page(request, report, comment=comment, problem=problem)
        self.message_user(request, text % {"report": report}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:reports_enterprisereport_review", args=[report.pk])
        )

    def _review_page(
        self,
        request: HttpRequest,
        report: EnterpriseReport,
        *,
        comment: str = "",
        problem: str = "",
    ) -> HttpResponse:
        baseline = Baseline.of(report.enterprise, report.period)
        versions = EnterpriseReport.objects.versions_of(report.enterprise, report.period)
        return self._page(
            request,
            "review",
            str(report),
            status=400 if problem else 200,
            report=report,
            figures=figure_rows(report, baseline.last, baseline.questions(report.figures())),
            last_period=baseline.last_period,
            versions=versions.exclude(pk=report.pk).exclude(state=ReportState.DRAFT),
            may_decide=request.user.has_perm(PUBLISH) and report.state == ReportState.SENT,
            comment=comment,
            problem=problem,
        )

    # --- on sheets ----------------------------------------------------------------------------

    def export_header(self) -> list[str]:
        return [*sheet_columns.headings(), *map(str, sheet_columns.SHOWN.values())]

    def export_rows(self, rows: QuerySet[EnterpriseReport]) -> Iterator[list[object]]:
        rows = rows.select_related("enterprise").only(
            *(field.attname for field in self.opts.concrete_fields),
            *("enterprise__tax_code", "enterprise__title"),
        )
        for report in in_batches(rows):
            yield [
                report.enterprise.tax_code or "",
                report.enterprise.title,
                sheet_columns.format_period(report.period),
                *report.figures().values(),
                report.points_raised,
                "",
                "" if report.state == ReportState.APPROVED else report.correction_reason,
                report.get_state_display(),
                report.version,
                "; ".join(str(word) for word in report.explanations.values()),
                report.correction_reason,
            ]

    def blank_sheet_view(self, request: HttpRequest) -> HttpResponseBase:
        """Return the form of a period, with a row for each enterprise of a page that is missing."""
        self._require_view(request)
        period = period_of_request(request)
        page = page_of(request, deadlines.missing(period), size=MAX_MISSING)
        return blank_sheet(period, page.rows, part=page.number)

    def import_pages(self, request: HttpRequest) -> ImportPages:
        self._require_view(request)
        note = _(
            "The form has a row for each enterprise that has not reported; “Who has not reported” "
            "has it for every period. Rows of forms that came back apart may be put together under "
            "one heading."
        )
        importer = sheet.ReportImport(staff(request))
        return ImportPages(self, request, importer, title=_("Reports from a sheet"), note=note)

    # --- small things -------------------------------------------------------------------------

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _report(self, request: HttpRequest, object_id: str) -> EnterpriseReport:
        self._require_view(request)
        rows = self.get_queryset(request).select_related("enterprise", "decided_by", "written_by")
        return row_or_404(rows, object_id)

    def _page(
        self, request: HttpRequest, name: str, title: str, *, status: int = 200, **context: object
    ) -> HttpResponse:
        template = f"admin/reports/enterprisereport/{name}.html"
        shared = own_page_context(request, title, opts=self.opts, **context)
        return TemplateResponse(request, template, shared, status=status)


def period_of_request(request: HttpRequest) -> ReportPeriod:
    """Return the period of `?ky=`; without one the quarter that ended last."""
    code = request.GET.get("ky")
    if code is None:
        return next(each for each in deadlines.reportable(timezone.localdate()) if each.quarter)
    try:
        return ReportPeriod.of(code)
    except ValueError as error:
        raise Http404 from error


@admin.register(ReportingDuty)
class ReportingDutyAdmin(SharedRecordAdmin):
    """Reporting duties; one that has ended keeps its days."""

    handbook = "bao-cao-cua-doanh-nghiep"
    list_display = ["enterprise", "since", "until", "note"]
    list_select_related = ["enterprise"]
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]
