"""Admin of official documents and their kinds."""

from typing import Any, ClassVar

from django.contrib import admin

from news.documents.models import DocumentKind, DocumentRelation, OfficialDocument
from portal.accounts.admin import SharedRecordAdmin
from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin


@admin.register(DocumentKind)
class DocumentKindAdmin(SharedRecordAdmin):
    """Kinds of document; those that offices issue most are there from the start."""

    handbook = "van-ban"
    list_display = ["name", "short_name", "position"]
    search_fields = ["name", "short_name"]


class RelationInline(PartInline):
    model = DocumentRelation
    fk_name = "source"
    fields = ["tie", "target", "words", "position"]
    autocomplete_fields: ClassVar[Any] = ["target"]


class FileInline(AttachmentInline):
    """The files of a document, and which of them is the signed original."""

    fields = ["name", "file", "is_original", "position"]


@admin.register(OfficialDocument)
class OfficialDocumentAdmin(PublicationAdmin):
    """Documents with their files; whether one is in force works itself out."""

    handbook = "van-ban"
    list_display = ["number", "title", "document_kind", "issued_on", "state_label", "updated_at"]
    list_display_links = ["number", "title"]
    list_filter: ClassVar[Any] = ["state", "issued_on"]
    list_select_related: ClassVar[Any] = ["section", "document_kind"]
    autocomplete_fields: ClassVar[Any] = ["topics", "document_kind", "issuer"]
    kind_fields = (
        ("number", "document_kind"), "issuer", ("signer", "signer_post"),
        ("issued_on", "effective_on", "expires_on"),
    )  # fmt: skip
    sheet_kind = (
        "number", "document_kind", "issuer", "signer", "signer_post", "issued_on", "effective_on",
        "expires_on",
    )  # fmt: skip
    inlines: ClassVar[Any] = [RelationInline, FileInline]
