"""The pages of an admin list that goes out into sheets and comes back from them."""

import hashlib
import json
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.roles import staff
from portal.exchange.sheets.models import SheetUpload
from portal.exchange.sheets.reading import MAX_FILE_SIZE, Table, read_table
from portal.exchange.sheets.resources import Cells, Line, SheetResource, exported, take_in
from portal.exchange.sheets.writing import csv_response, xlsx_response
from portal.kit.text.slugs import slugify

# CSV is sent while it is made; an Excel file has to be whole first, and somebody waits for it.
MAX_EXPORTED = {"csv": 100_000, "xlsx": 20_000}
KEPT = timedelta(days=1)
_CHUNK = 500
_SALT = "portal.exchange.sheets"
_WRITERS: dict[str, Any] = {"csv": csv_response, "xlsx": xlsx_response}


class UploadForm(forms.Form):
    """One file."""

    sheet = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        help_text=gettext_lazy("Up to 5 MB. Nothing is stored before you have seen what it does."),
    )


class SheetAdmin(admin.ModelAdmin[Any]):
    """A list with sheets: every row that a person may see goes out, rows come in after a look."""

    change_list_template = "admin/sheets/change_list.html"
    actions = ["export_chosen_xlsx", "export_chosen_csv"]
    sheet_resource: ClassVar[type[SheetResource]] = SheetResource
    cells: Any = Cells((), ())

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        pages: list[Any] = [
            path(
                f"xuat.{kind}",
                view(require_GET(self._export_list)),
                {"kind": kind},
                f"{name}_{kind}",
            )
            for kind in _WRITERS
        ]
        pages += [
            path("mau.xlsx", view(require_GET(self._blank_sheet)), name=f"{name}_blank"),
            path("nhap/", view(self._import_sheet), name=f"{name}_import"),
            path("nhap/xac-nhan/", view(require_POST(self._confirm_sheet)), name=f"{name}_confirm"),
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        more = {"may_import": self.has_import_permission(request)}
        return super().changelist_view(request, more | (extra_context or {}))

    # --- out --------------------------------------------------------------------------------

    def _export_list(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The list as it is filtered and searched now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._list_address())
        return self._sheet_of(request, rows, kind)

    def _sheet_of(
        self, request: HttpRequest, rows: models.QuerySet[Any], kind: str
    ) -> HttpResponseBase:
        most = MAX_EXPORTED[kind]
        if rows.order_by()[most : most + 1].exists():
            text = _("More than %(most)d rows: filter or search the list first.")
            if most < MAX_EXPORTED["csv"]:
                text = _("More than %(most)d rows: filter the list first, or export to CSV.")
            self.message_user(request, text % {"most": most}, messages.ERROR)
            return HttpResponseRedirect(self._list_address())
        resource = self._sheet_resource(request)
        header = [*resource.headings(), *(resource.label(name) for name in self.cells.shown)]
        found = self._with_relations(rows).iterator(chunk_size=_CHUNK)
        name = f"{slugify(str(self.opts.verbose_name_plural))}-{timezone.localdate()}"
        response: HttpResponseBase = _WRITERS[kind](name, header, exported(resource, found))
        return response

    def _with_relations(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        fields = [self.opts.get_field(name) for name in self.cells.columns]
        one = [field.name for field in fields if field.many_to_one]
        rows = rows.select_related(*one) if one else rows.select_related(None)
        return rows.prefetch_related(*(field.name for field in fields if field.many_to_many))

    @admin.action(description=gettext_lazy("Export the chosen rows to Excel"))
    def export_chosen_xlsx(self, request: HttpRequest, rows: models.QuerySet[Any]) -> Any:
        return self._sheet_of(request, rows, "xlsx")

    @admin.action(description=gettext_lazy("Export the chosen rows to CSV"))
    def export_chosen_csv(self, request: HttpRequest, rows: models.QuerySet[Any]) -> Any:
        return self._sheet_of(request, rows, "csv")

    def _blank_sheet(self, request: HttpRequest) -> HttpResponseBase:
        """A sheet with the headings alone, to be filled in."""
        self._ask_for_import(request)
        name = f"mau-{slugify(str(self.opts.verbose_name_plural))}"
        return xlsx_response(name, self._sheet_resource(request).headings(), [])

    # --- in ---------------------------------------------------------------------------------

    def _import_sheet(self, request: HttpRequest) -> HttpResponse:
        """The form for a file; with a file, what it would do."""
        self._ask_for_import(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._sheet_page(request, form)
        sent = form.cleaned_data["sheet"]
        try:
            # The reader says how large a file may be; no more than that is taken into memory.
            upload = SheetUpload(
                user=staff(request),
                target=self.opts.label_lower,
                name=sent.name[:200],
                content=sent.read(MAX_FILE_SIZE + 1),
            )
            looked = self._looked_at(request, upload)
        except ValidationError as error:
            form.add_error("sheet", error)
            return self._sheet_page(request, form)
        SheetUpload.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
        upload.save()
        return self._sheet_page(request, UploadForm(), upload, looked)

    @transaction.atomic
    def _confirm_sheet(self, request: HttpRequest) -> HttpResponse:
        """Do what was shown; where it would now be something else, show that instead."""
        self._ask_for_import(request)
        upload, seen = self._sheet_upload(request)
        if upload is None:
            text = _("This look is over: the sheet was taken in already or is older than a day.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(self._sheet_address("import"))
        with transaction.atomic():
            table, lines = self._looked_at(request, upload, dry_run=False)
            done = fingerprint(lines) == seen and not any(line.problems for line in lines)
            if done:
                upload.delete()
            else:
                transaction.set_rollback(True)
        if not done:
            text = _("Something has changed since you looked. Nothing was stored; look again.")
            self.message_user(request, text, messages.WARNING)
            return self._sheet_page(request, UploadForm(), upload, (table, lines))
        counted = counts(lines)
        text = _("Taken in: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counted
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self._list_address())

    def _sheet_upload(self, request: HttpRequest) -> tuple[SheetUpload | None, str]:
        """The upload that the signed word names, if it is this person's and for this list."""
        try:
            named = signing.loads(request.POST.get("look", ""), salt=_SALT, max_age=KEPT)
        except signing.BadSignature:
            return None, ""
        own = SheetUpload.objects.filter(user=staff(request), target=self.opts.label_lower)
        return own.select_for_update().filter(pk=named["upload"]).first(), named["seen"]

    def _looked_at(
        self, request: HttpRequest, upload: SheetUpload, *, dry_run: bool = True
    ) -> tuple[Table, list[Line]]:
        resource = self._sheet_resource(request)
        known = [*resource.headings(), *(resource.label(name) for name in self.cells.shown)]
        table = read_table(
            bytes(upload.content),
            known=[*known, *self.cells.columns],
            most_rows=resource.MAX_ROWS,
        )
        return table, take_in(resource, table, dry_run=dry_run)

    def _sheet_page(
        self,
        request: HttpRequest,
        form: UploadForm,
        upload: SheetUpload | None = None,
        looked: tuple[Table, list[Line]] | None = None,
    ) -> HttpResponse:
        title = _("Take %(what)s in from a sheet") % {"what": self.opts.verbose_name_plural}
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(title),
            "opts": self.opts,
            "form": form,
            "columns": self._sheet_columns(request),
            "blank": self._sheet_address("blank"),
            "confirm": self._sheet_address("confirm"),
            "send": self._sheet_address("import"),
            "most_rows": self.sheet_resource.MAX_ROWS,
        }
        if upload is not None and looked is not None:
            table, lines = looked
            named = {"upload": upload.pk, "seen": fingerprint(lines)}
            context |= {
                "upload": upload,
                "table": table,
                "counts": counts(lines),
                "wrong": [line for line in lines if line.problems],
                "moves": [line for line in lines if line.outcome in ("new", "changed")],
                "look": signing.dumps(named, salt=_SALT),
            }
        status = 400 if form.errors else 200
        return TemplateResponse(request, "admin/sheets/import.html", context, status=status)

    def _sheet_columns(self, request: HttpRequest) -> list[dict[str, Any]]:
        """What may be written in which column, for people."""
        resource = self._sheet_resource(request)
        return [
            {
                "label": resource.label(name),
                "help": resource.fields[name].help(),
                "is_key": name in self.cells.keys,
            }
            for name in self.cells.columns
        ]

    # --- small things -------------------------------------------------------------------------

    def _ask_for_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _sheet_resource(self, request: HttpRequest) -> SheetResource:
        return self.sheet_resource(self.model, self.cells, staff(request))

    def _sheet_address(self, page: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")

    def _list_address(self) -> str:
        return self._sheet_address("changelist")


def counts(lines: list[Line]) -> dict[str, int]:
    """How many rows are new, changed, unchanged and wrong."""
    outcomes = [line.outcome for line in lines]
    return {name: outcomes.count(name) for name in ("new", "changed", "unchanged", "wrong")}


def fingerprint(lines: list[Line]) -> str:
    """What people saw of an import, in few letters: another outcome has another one."""
    told = [
        [line.number, line.outcome, [[each.column, each.old, each.new] for each in line.changes]]
        for line in lines
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
