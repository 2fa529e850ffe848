"""Admin of official documents and their kinds."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.documents.effect import start_after
from news.documents.models import DocumentKind, DocumentRelation, OfficialDocument
from portal.accounts.admin import SharedRecordAdmin
from portal.editing.forms import PublicationForm
from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin
from portal.editing.sheets import PublicationImport
from portal.exchange.sheets.imports import Change, ImportRow


@admin.register(DocumentKind)
class DocumentKindAdmin(SharedRecordAdmin):
    """Kinds of document; those that offices issue most are there from the start."""

    handbook = "van-ban"
    list_display = ["name", "short_name", "name_en", "position"]
    search_fields = ["name", "name_en", "short_name"]


class RelationInline(PartInline):
    model = DocumentRelation
    fk_name = "source"
    fields = ["tie", "target", "words", "position"]
    autocomplete_fields: ClassVar[Any] = ["target"]


class FileInline(AttachmentInline):
    """The files of a document, and which of them is the signed original."""

    fields = ["name", "file", "is_original", "position"]


class DocumentForm(PublicationForm):
    """The form of a document: an untouched first day of effect follows the day of issue."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        was: Any = self.instance
        if was.pk is not None and {"issued_on", "effective_on"} <= cleaned.keys():
            days = cleaned["effective_on"], cleaned["issued_on"]
            cleaned["effective_on"] = start_after(*days, was.effective_on, was.issued_on)
        return cleaned


class DocumentImport(PublicationImport):
    """Rows of documents: as in the form, a day of effect that is the same follows."""

    def _fill(self, record: models.Model, row: ImportRow) -> Any:
        was = self.model(**{name: getattr(record, name) for name in ("issued_on", "effective_on")})
        filled = super()._fill(record, row)
        if record.pk is not None:
            self._follow(record, was, row)
        return filled

    def _follow(self, record: Any, was: OfficialDocument, row: ImportRow) -> None:
        days = record.effective_on, record.issued_on
        record.effective_on = start_after(*days, was.effective_on, was.issued_on)
        if record.effective_on == days[0]:
            return
        column = self.columns["effective_on"]
        old, new = (column.as_text(column.export(each)) for each in (was, record))
        row.changes = (*row.changes, Change(self.label("effective_on"), old, new))


@admin.register(OfficialDocument)
class OfficialDocumentAdmin(PublicationAdmin):
    """Documents with their files; whether one is in force works itself out."""

    form = DocumentForm
    sheet_import = DocumentImport
    handbook = "van-ban"
    list_display = ["number", "title", "document_kind", "issued_on", "state_label", "updated_at"]
    list_display_links = ["number", "title"]
    sortable_by = (*PublicationAdmin.sortable_by, "issued_on")
    list_filter: ClassVar[Any] = ["state", "issued_on"]
    list_select_related: ClassVar[Any] = ["section", "document_kind"]
    autocomplete_fields: ClassVar[Any] = ["topics", "document_kind", "issuer"]
    wording: ClassVar[Any] = {
        "title": (
            _("What the document is about"),
            _("As the paper says it below its number, without kind and number."),
        ),
        "summary": (
            _("summary"),
            _("Two or three sentences that say what it rules and for whom; lists show them."),
        ),
        "body": (
            _("text of the document"),
            _("Only where readers should read it here; the file is enough otherwise."),
        ),
    }
    sheet_kind = (
        "number", "document_kind", "issuer", "signer", "signer_post", "issued_on", "effective_on",
        "expires_on",
    )  # fmt: skip
    sheet_codes = ("number",)
    inlines: ClassVar[Any] = [RelationInline, FileInline]

    def get_first_fieldsets(self, request: HttpRequest) -> list[Any]:
        """In the order of the paper: number, kind, issuer, day, what it is about."""
        paper = [("number", "document_kind"), ("issuer", "issued_on"), "title", "summary"]
        effect = [("signer", "signer_post"), ("effective_on", "expires_on"), "is_effect_unknown"]
        return [
            (None, {"fields": [*paper, *self.get_section_fields(request)]}),
            (_("Signature and effect"), {"classes": ["collapse"], "fields": effect}),
            (_("Text of the document"), {"classes": ["collapse"], "fields": ["body"]}),
        ]
