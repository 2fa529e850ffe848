"""The admin's pages that take a sheet in: upload → preview → confirm."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.roles import staff
from portal.exchange.sheets.exports import list_url
from portal.exchange.sheets.imports import ImportRow, SheetImport, counts
from portal.exchange.sheets.models import SheetUpload, stage, staged, token
from portal.exchange.sheets.reading import Table
from portal.exchange.sheets.rows import MAX_FILE_SIZE
from portal.kit.admin_pages import OwnPagesMixin, own_page, own_page_context
from portal.media.scanning.services import check_upload


class UploadForm(forms.Form):
    """One file."""

    sheet = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        help_text=gettext_lazy("Up to 5 MB. Nothing is stored before you have seen what it does."),
        # Not the one that can be emptied: this one's button has words of ours.
        widget=forms.FileInput,
    )


class ImportPages:
    """The pages of one import, for a request of somebody who may import."""

    def __init__(
        self,
        model_admin: admin.ModelAdmin[Any],
        request: HttpRequest,
        importer: SheetImport[Any],
        *,
        title: str,
        note: str,
    ) -> None:
        self.model_admin, self.request, self.importer = model_admin, request, importer
        # The note stands above the list of the columns.
        self.title, self.note = title, note

    @property
    def target(self) -> str:
        """Return what an upload is meant for: it is confirmed nowhere else."""
        return str(self.model_admin.opts.label_lower)

    @property
    def urls(self) -> dict[str, str]:
        """Return the addresses of the pages, and under `done` the one that the last leads to."""
        pages = {"upload": "import", "confirm": "confirm", "blank": "blank", "done": "changelist"}
        return {name: list_url(self.model_admin.opts, page) for name, page in pages.items()}

    @property
    def parents(self) -> list[tuple[str, str]]:
        """Return address and label of the pages above, below the first page of the admin."""
        opts = self.model_admin.opts
        return [(list_url(opts), str(capfirst(opts.verbose_name_plural)))]

    def upload(self) -> HttpResponse:
        """Show the form for a file; with a file, what it would do."""
        form = UploadForm(self.request.POST or None, self.request.FILES or None)
        if self.request.method != "POST" or not form.is_valid():
            return self._page(form)
        sent = form.cleaned_data["sheet"]
        # The reader says how large a file may be; no more than that is taken into memory.
        content = sent.read(MAX_FILE_SIZE + 1)
        try:
            check_upload(sent, by=staff(self.request))
            table = self.importer.read(content)
            rows = self.importer.preview(table)
        except ValidationError as error:
            form.add_error("sheet", error)
            return self._page(form)
        upload = SheetUpload(
            user=staff(self.request), target=self.target, name=sent.name[:200], content=content
        )
        stage(upload)
        return self._page(UploadForm(), self._preview(upload, table, rows))

    @transaction.atomic
    def confirm(self) -> HttpResponse:
        """Do what was shown; where it would now be something else, show that instead."""
        upload, seen = staged(
            self.request.POST.get("token", ""), user=staff(self.request), target=self.target
        )
        if upload is None:
            text = _("This look is over: the sheet was taken in already or is older than a day.")
            self._say(text, messages.ERROR)
            return HttpResponseRedirect(self.urls["upload"])
        table = self.importer.read(bytes(upload.content))
        rows = self.importer.rows(table)
        if not self._apply(rows, seen):
            text = _("Something has changed since you looked. Nothing was stored; look again.")
            self._say(text, messages.WARNING)
            return self._page(UploadForm(), self._preview(upload, table, rows))
        upload.delete()
        self._say(self.importer.done_message(rows), messages.SUCCESS)
        return HttpResponseRedirect(self.urls["done"])

    def _apply(self, rows: list[ImportRow], seen: str) -> bool:
        """Store the rows if they do what was seen; else return False and leave all as it is."""
        try:
            with transaction.atomic():
                self.importer.plan(rows)
                is_as_seen = self.importer.fingerprint(rows) == seen
                if is_as_seen and not any(row.problems for row in rows):
                    self.importer.apply(rows)
                    return True
                transaction.set_rollback(True)
        except ValidationError:
            pass
        return False

    def _say(self, text: str, level: int) -> None:
        self.model_admin.message_user(self.request, text, level)

    def _preview(
        self, upload: SheetUpload, table: Table, rows: list[ImportRow]
    ) -> dict[str, object]:
        return {
            "upload": upload,
            "table": table,
            "counts": counts(rows),
            "problems": [
                (row.number, self.importer.label(column), message)
                for row in rows
                for column, message in row.problems
            ],
            "moves": [row for row in rows if row.moves],
            "token": token(upload, self.importer.fingerprint(rows)),
        }

    def _page(self, form: UploadForm, preview: Mapping[str, object] | None = None) -> HttpResponse:
        model_admin, help_texts = self.model_admin, self.importer.help_texts()
        columns = [
            {"label": label, "help": help_texts[name], "is_key": name in self.importer.keys}
            for name, label in self.importer.labels().items()
        ]
        context = own_page_context(
            self.request,
            self.title,
            opts=model_admin.opts,
            parents=self.parents,
            form=form,
            urls=self.urls,
            columns=columns,
            columns_note=self.note,
            max_rows=self.importer.MAX_ROWS,
            **(preview or {}),
        )
        status = 400 if form.errors else 200
        return TemplateResponse(self.request, "admin/sheets/import.html", context, status=status)


class SheetImportMixin(OwnPagesMixin):
    """Adds the pages of an import to the admin of a list."""

    def import_pages(self, request: HttpRequest) -> ImportPages:
        """Return the pages; PermissionDenied for somebody who may not import."""
        raise NotImplementedError

    @own_page("mau.xlsx", "blank", only=require_GET)
    def blank_sheet_view(self, request: HttpRequest) -> HttpResponseBase:
        """Return a sheet to fill in."""
        raise NotImplementedError

    @own_page("nhap/", "import")
    def import_view(self, request: HttpRequest) -> HttpResponse:
        return self.import_pages(request).upload()

    @own_page("nhap/xac-nhan/", "confirm", only=require_POST)
    def confirm_import_view(self, request: HttpRequest) -> HttpResponse:
        return self.import_pages(request).confirm()
