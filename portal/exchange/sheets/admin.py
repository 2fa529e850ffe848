"""The pages of an admin list that goes out into sheets and comes back from them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.roles import staff
from portal.exchange.sheets.columns import Cells
from portal.exchange.sheets.exports import ListExportMixin, in_batches
from portal.exchange.sheets.pages import ImportPages, SheetImportMixin
from portal.exchange.sheets.records import RecordImport
from portal.exchange.sheets.writing import WRITERS, xlsx_response
from portal.kit.text.normalize import slugify
from portal.publishing.models import Publication, heavy_columns


class SheetAdmin(SheetImportMixin, ListExportMixin):
    """A list with sheets: every row that a person may see goes out, rows come in by a preview."""

    change_list_template = "admin/sheets/change_list.html"
    actions = ["export_chosen_xlsx", "export_chosen_csv"]
    sheet_import: ClassVar[type[RecordImport]] = RecordImport
    cells: Any = Cells((), ())

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        more = {"may_import": self.has_import_permission(request)}
        return super().changelist_view(request, more | (extra_context or {}))

    # --- out --------------------------------------------------------------------------------

    def export_file(
        self, request: HttpRequest, rows: models.QuerySet[models.Model], kind: str
    ) -> HttpResponseBase:
        columns = self._record_import(request)
        header = [*columns.headings(), *columns.ignored_labels().values()]
        found = columns.export(in_batches(self._with_relations(rows)))
        name = f"{slugify(str(self.opts.verbose_name_plural))}-{timezone.localdate()}"
        response: HttpResponseBase = WRITERS[kind](name, header, found)
        return response

    def _with_relations(self, rows: models.QuerySet[models.Model]) -> models.QuerySet[models.Model]:
        names = (*self.cells.columns, *self.cells.shown)
        fields: list[Any] = [self.opts.get_field(name) for name in names]
        one = [field for field in fields if field.many_to_one]
        if one:
            pages = [each.name for each in one if issubclass(each.related_model, Publication)]
            rows = rows.select_related(*(field.name for field in one))
            rows = rows.defer(*heavy_columns(*pages)) if pages else rows
        else:
            rows = rows.select_related(None)
        return rows.prefetch_related(*(field.name for field in fields if field.many_to_many))

    @admin.action(description=gettext_lazy("Export the chosen rows to Excel"))
    def export_chosen_xlsx(self, request: HttpRequest, rows: models.QuerySet[models.Model]) -> Any:
        return self.export_response(request, rows, "xlsx")

    @admin.action(description=gettext_lazy("Export the chosen rows to CSV"))
    def export_chosen_csv(self, request: HttpRequest, rows: models.QuerySet[models.Model]) -> Any:
        return self.export_response(request, rows, "csv")

    # --- in ---------------------------------------------------------------------------------

    def blank_sheet_view(self, request: HttpRequest) -> HttpResponseBase:
        """Return a sheet with the headings alone."""
        self._require_import(request)
        name = f"mau-{slugify(str(self.opts.verbose_name_plural))}"
        return xlsx_response(name, self._record_import(request).headings(), [])

    def import_pages(self, request: HttpRequest) -> ImportPages:
        self._require_import(request)
        title = _("Take %(what)s in from a sheet") % {"what": self.opts.verbose_name_plural}
        note = _(
            "A file from “Export” has them too. A column that is not there is left as it is; "
            "nothing is ever deleted."
        )
        importer = self._record_import(request)
        return ImportPages(self, request, importer, title=str(capfirst(title)), note=note)

    def _record_import(self, request: HttpRequest) -> RecordImport:
        return self.sheet_import(self.model, self.cells, staff(request))

    def _require_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied
