"""An admin list as a file: as it is filtered and searched now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, ClassVar, Final

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.accounts.roles import staff
from portal.audit.models import Action
from portal.audit.recording import record
from portal.exchange.sheets.writing import WRITERS

# CSV is sent while it is made; an Excel file has to be whole first, and somebody waits for it.
MAX_EXPORTED: Final = {"csv": 100_000, "xlsx": 20_000}


# So many rows are in memory at a time.
_BATCH: Final = 500


def in_batches[M: models.Model](rows: models.QuerySet[M]) -> Iterator[M]:
    """Yield the rows in their order, read a batch at a time by their keys.

    A cursor that outlives its query is first filled with all the rows, texts included, and a
    queryset that is walked through keeps them.
    """
    for keys in batched(list(rows.values_list("pk", flat=True)), _BATCH):  # the last is shorter
        found = rows.order_by().in_bulk(keys)
        yield from (found[key] for key in keys if key in found)


def list_url(opts: Options[models.Model], page: str = "changelist") -> str:
    """Return the address of a list in the admin, or of another page of it."""
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}")


class ListExportMixin(admin.ModelAdmin[Any]):
    """Adds the addresses under which a list is fetched as CSV and as XLSX."""

    max_exported: ClassVar[Mapping[str, int]] = MAX_EXPORTED

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(
                f"xuat.{kind}",
                view(require_GET(self.export_view)),
                {"kind": kind},
                f"{name}_{kind}",
            )
            for kind in WRITERS
        ]
        return [*own, *super().get_urls()]

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(list_url(self.opts))
        return self.export_response(request, rows, kind)

    def export_response(
        self, request: HttpRequest, rows: models.QuerySet[models.Model], kind: str
    ) -> HttpResponseBase:
        """Return the file; where it would be cut, lead back to the list with a word on that."""
        most = self.max_exported[kind]
        if not rows.order_by()[most : most + 1].exists():
            return self.export_file(request, rows, kind)
        text = _("More than %(most)d rows: filter or search the list first.")
        if most < self.max_exported["csv"]:
            text = _("More than %(most)d rows: filter the list first, or export to CSV.")
        self.message_user(request, text % {"most": most}, messages.ERROR)
        return HttpResponseRedirect(list_url(self.opts))

    def export_file(
        self, request: HttpRequest, rows: models.QuerySet[models.Model], kind: str
    ) -> HttpResponseBase:
        """Return all the rows as a file."""
        raise NotImplementedError


class RecordedExportMixin(ListExportMixin):
    """An export that is written down, for papers of the department only."""

    export_name: str

    def export_header(self) -> Sequence[Any]:
        raise NotImplementedError

    def export_rows(self, rows: models.QuerySet[Any]) -> Iterable[Sequence[Any]]:
        raise NotImplementedError

    def export_file(
        self, request: HttpRequest, rows: models.QuerySet[models.Model], kind: str
    ) -> HttpResponseBase:
        with transaction.atomic():
            entry = {"exported": self.opts.label_lower, "as": kind}
            record(Action.STEP, by=staff(request), new=entry)
        found = self.export_rows(rows)
        response: HttpResponseBase = WRITERS[kind](self.export_name, self.export_header(), found)
        return response
