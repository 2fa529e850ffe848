"""Figures of an indicator from a sheet: upload → preview → confirm, below its page of figures."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.roles import staff
from portal.exchange.sheets.pages import ImportPages
from portal.exchange.sheets.writing import xlsx_response
from portal.kit.admin_pages import own_page
from projects.indicators.admin.figures import FiguresMixin
from projects.indicators.entry.sheet import FigureImport


class FigureImportPages(ImportPages):
    """The pages for the figures of one indicator."""

    importer: FigureImport

    @property
    def target(self) -> str:
        return f"{super().target}:{self.importer.indicator.pk}"

    @property
    def urls(self) -> dict[str, str]:
        pages = {
            "upload": "figure_sheet",
            "confirm": "figure_sheet_confirm",
            "blank": "figure_sheet_blank",
            "done": "figures",
        }
        return {name: self._url(page) for name, page in pages.items()}

    @property
    def parents(self) -> list[tuple[str, str]]:
        indicator = str(self.importer.indicator)
        return [(self._url("change"), indicator), (self._url("figures"), _("Figures"))]

    def _url(self, page: str) -> str:
        return reverse(f"admin:indicators_indicator_{page}", args=[self.importer.indicator.pk])


class FigureSheetsMixin(FiguresMixin):
    """Adds the pages that take figures in from a sheet to the admin of indicators."""

    @own_page("<int:object_id>/so-lieu/mau.xlsx", "figure_sheet_blank", only=require_GET)
    def figure_blank_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Return a sheet with the headings, and a row for the next figure of each series."""
        importer = self._figure_import(request, object_id)
        name = f"so-lieu-{importer.indicator.slug}"
        return xlsx_response(name, list(importer.labels().values()), importer.blank_rows())

    @own_page("<int:object_id>/so-lieu/nhap/", "figure_sheet")
    def figure_sheet_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._figure_pages(request, object_id).upload()

    @own_page("<int:object_id>/so-lieu/nhap/xac-nhan/", "figure_sheet_confirm", only=require_POST)
    def figure_confirm_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._figure_pages(request, object_id).confirm()

    def _figure_pages(self, request: HttpRequest, object_id: int) -> FigureImportPages:
        importer = self._figure_import(request, object_id)
        title = _("Figures of “%(title)s” from a sheet") % {"title": importer.indicator}
        note = _("A column that is not there is left as it is; no figure is ever deleted.")
        return FigureImportPages(self, request, importer, title=title, note=note)

    def _figure_import(self, request: HttpRequest, object_id: int) -> FigureImport:
        """Return the import of an indicator that the person may change."""
        indicator = self._indicator(request, object_id)
        if not self.has_change_permission(request, indicator):
            raise PermissionDenied
        return FigureImport(indicator, staff(request))
