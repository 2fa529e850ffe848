"""Reports of enterprises on sheets: the form to mail round, its way back in, and the export."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from enterprises.reports import due, sheet, steps
from enterprises.reports.admin.review import ReportReviewAdmin, asked_period
from enterprises.reports.models import EnterpriseReport
from portal.accounts.roles import staff
from portal.audit.models import Action
from portal.audit.recording import record
from portal.exchange.sheets import staged_uploads
from portal.exchange.sheets.admin import MAX_EXPORTED, UploadForm, counts, fingerprint
from portal.exchange.sheets.models import SheetUpload
from portal.exchange.sheets.reading import Table, read_table
from portal.exchange.sheets.resources import Line
from portal.exchange.sheets.writing import csv_response, xlsx_response

_TARGET: Final = "reports.enterprisereport"
_SALT: Final = "enterprises.reports"
_WRITERS: Final[dict[str, Any]] = {"csv": csv_response, "xlsx": xlsx_response}
type Looked = tuple[Table, list[sheet.Plan], list[Line]]


class ReportSheetsMixin(ReportReviewAdmin):
    """Adds the pages about sheets to the admin of reports."""

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Any]] = {
            "nhap/": ("import", self.import_view),
            "nhap/xac-nhan/": ("confirm", require_POST(self.confirm_view)),
            "mau.xlsx": ("blank", require_GET(self.form_view)),
            **{f"xuat.{kind}": (kind, require_GET(self.export_view)) for kind in _WRITERS},
        }
        own = [
            path(end, self.admin_site.admin_view(view), name=f"reports_enterprisereport_{name}")
            for end, (name, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    # --- out ----------------------------------------------------------------------------------

    def form_view(self, request: HttpRequest) -> HttpResponseBase:
        """The form of a period, with a row for each enterprise that has not reported."""
        self._for_readers(request)
        period = asked_period(request)
        return sheet.form(period, due.missing(period)[: sheet.MAX_ROWS])

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The reports as the list is filtered now, for papers of the department only."""
        self._for_readers(request)
        kind = request.path.rpartition(".")[2]
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:reports_enterprisereport_changelist"))
        rows = found[: MAX_EXPORTED[kind]]
        with transaction.atomic():
            record(Action.STEP, by=staff(request), new={"exported": _TARGET, "as": kind})
        header = [*sheet.headings(), _("State"), _("Version")]
        answer: HttpResponseBase = _WRITERS[kind]("bao-cao-doanh-nghiep", header, _told(rows))
        return answer

    # --- in -----------------------------------------------------------------------------------

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The form for a file; with a file, what it would do."""
        self._for_readers(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._sheet_page(request, form)
        upload = staged_uploads.received(form.cleaned_data["sheet"], staff(request), _TARGET)
        try:
            looked = _look(upload)
        except ValidationError as error:
            form.add_error("sheet", error)
            return self._sheet_page(request, form)
        staged_uploads.store(upload)
        return self._sheet_page(request, UploadForm(), upload, looked)

    @transaction.atomic
    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Do what was shown; where it would now be something else, show that instead."""
        self._for_readers(request)
        upload, seen = staged_uploads.asked(request, staff(request), _TARGET, salt=_SALT)
        if upload is None:
            text = _("This look is over: the sheet was taken in already or is older than a day.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:reports_enterprisereport_import"))
        looked = _look(upload)
        if fingerprint(looked[2]) != seen or not self._take_in(request, looked):
            text = _("Something has changed since you looked. Nothing was stored; look again.")
            self.message_user(request, text, messages.WARNING)
            return self._sheet_page(request, UploadForm(), upload, looked)
        upload.delete()
        return HttpResponseRedirect(reverse("admin:reports_enterprisereport_changelist"))

    def _take_in(self, request: HttpRequest, looked: Looked) -> bool:
        """Enter the rows; False where that cannot be after all."""
        _table, plans, lines = looked
        if any(line.problems for line in lines):
            return False
        try:
            with transaction.atomic():
                count = sheet.take_in(plans, by=staff(request))
        except (ValidationError, steps.SavedMeanwhile):
            return False
        text = _("Reports entered: %(count)d. Somebody else approves them.")
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return True

    def _sheet_page(
        self,
        request: HttpRequest,
        form: UploadForm,
        upload: SheetUpload | None = None,
        looked: Looked | None = None,
    ) -> HttpResponse:
        names = {"send": "import", "confirm": "confirm", "blank": "blank"}
        context: dict[str, Any] = {
            name: reverse(f"admin:reports_enterprisereport_{page}") for name, page in names.items()
        }
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.opts, "title": _("Reports from a sheet"), "form": form}
        context |= {"columns": _columns(), "most_rows": sheet.MAX_ROWS}
        if upload is not None and looked is not None:
            table, _plans, lines = looked
            context |= {
                "upload": upload,
                "table": table,
                "counts": counts(lines),
                "wrong": [line for line in lines if line.problems],
                "moves": [line for line in lines if line.outcome in ("new", "changed")],
                "look": staged_uploads.signed(upload, fingerprint(lines), salt=_SALT),
            }
        return TemplateResponse(
            request,
            "admin/enterprises/report/sheet.html",
            context,
            status=400 if form.errors else 200,
        )

    def _for_readers(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _look(upload: SheetUpload) -> Looked:
    table = read_table(bytes(upload.content), known=sheet.headings(), most_rows=sheet.MAX_ROWS)
    plans = sheet.plans_of(table)
    return table, plans, [plan.line() for plan in plans]


def _told(rows: Any) -> Iterator[list[Any]]:
    """The reports as rows of a sheet."""
    report: EnterpriseReport
    for report in rows:
        yield [
            report.enterprise.tax_code or "",
            report.enterprise.title,
            sheet.written_as(report.period),
            *report.figures().values(),
            report.points_raised,
            "; ".join(str(word) for word in report.explanations.values()),
            report.correction_reason,
            report.get_state_display(),
            report.version,
        ]


def _columns() -> list[dict[str, Any]]:
    """What may be written in which column, for people."""
    told = {
        "tax_code": _("Of an enterprise of the directory. Empty: it is found by its whole name."),
        "name": _("Read only where the tax code is empty."),
        "period": _("Q1/2007 for a quarter, 2007 for a year."),
        "why": _("Needed where a figure differs much from the last one; one word for the row."),
        "correction_reason": _("Needed where an approved report is corrected."),
        "points_raised": _("As the enterprise wrote it."),
    }
    figure = _("A whole number, with or without dots. Empty: no figure, which is not 0.")
    keys = ("tax_code", "period")
    return [
        {"label": sheet.heading_of(name), "help": told.get(name, figure), "is_key": name in keys}
        for name in sheet.COLUMNS
    ]
