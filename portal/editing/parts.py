"""The owned rows of a publication in its form."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import FileField
from django.http import HttpRequest

from portal.accounts.roles import staff, works_here
from portal.editing.edit_session import EditSession
from portal.editing.held_files import HeldFileWidget
from portal.editing.page_field import NumberedPageField, RelationField
from portal.editing.related_cache import (
    CachedAutocomplete,
    CachedFormSet,
    CachedRawIdWidget,
)
from portal.kit.admin import RowsOfOneInline
from portal.publishing import workflow
from portal.publishing.models import Attachment, Publication


class PartInline(RowsOfOneInline, admin.StackedInline[Any, Any]):
    """Owned rows of a publication, each as a card: who may change it may change them."""

    extra = 0
    formset = CachedFormSet
    # Whether the rows stand right below the fields that everybody fills in.
    stands_early = False

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: object
    ) -> Any:
        """As Django's, but with widgets that do not ask for each row what it points to."""
        relation = db_field.remote_field
        widget: CachedAutocomplete | CachedRawIdWidget | None = None
        if db_field.name in self.get_autocomplete_fields(request):
            widget = CachedAutocomplete(db_field, self.admin_site)
        elif db_field.name in self.raw_id_fields:
            widget = CachedRawIdWidget(relation, self.admin_site)
            if relation.model is Publication:
                kwargs.setdefault("form_class", NumberedPageField)
        if widget is not None:
            widget.related_cache = EditSession.of(request).related_cache(relation.model)
            kwargs.setdefault("widget", widget)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return works_here(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return obj is None or workflow.may_write(staff(request), obj)


class AttachmentForm(forms.ModelForm[Attachment]):
    """A file is called as on the disk of whoever sends it, until somebody writes a name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """Name a new file after itself; ask for the name of one that has lost it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if cleaned.get("name") or "name" not in self.fields:
            return cleaned
        if file and "file" in self.changed_data:
            stem = PurePath(file.name).stem.replace("_", " ").strip()
            cleaned["name"] = stem[: Attachment._meta.get_field("name").max_length]
        if not cleaned.get("name"):
            self.add_error("name", self.fields["name"].error_messages["required"])
        return cleaned


class AttachmentInline(PartInline):
    model = Attachment
    form = AttachmentForm
    fk_name = "publication"
    fields = ["name", "file", "position"]
    formfield_overrides: ClassVar[Any] = {FileField: {"widget": HeldFileWidget}}
    stands_early = True
