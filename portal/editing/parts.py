"""The owned rows of a publication in its form."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import FileField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import staff, works_here
from portal.editing.attachment_form import FILM_FIELDS, AttachmentForm
from portal.editing.covers import RowPictureWidget
from portal.editing.edit_session import EditSession
from portal.editing.held_files import HeldFileWidget
from portal.editing.page_field import KnownPageField, ReaderChoosesMixin, RelationField
from portal.editing.related_cache import (
    CachedAutocomplete,
    CachedFormSet,
    CachedRawIdWidget,
)
from portal.exchange.sheets.values import FIGURES
from portal.kit.admin import RowsOfOneInline
from portal.kit.moments import MOMENTS
from portal.media.pictures.models import Picture
from portal.publishing import permissions
from portal.publishing.models import Attachment, Publication


class PartInline(ReaderChoosesMixin, RowsOfOneInline, admin.StackedInline[Any, Any]):
    """Owned rows of a publication, each as a card: who may change it may change them."""

    extra = 0
    formset = CachedFormSet
    formfield_overrides: ClassVar[Any] = FIGURES | MOMENTS
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
            is_picture = relation.model is Picture
            made = RowPictureWidget if is_picture else CachedRawIdWidget
            widget = made(relation, self.admin_site)
            if relation.model is Publication:
                kwargs.setdefault("form_class", KnownPageField)
        if widget is not None:
            widget.related_cache = EditSession.of(request).related_cache(relation.model)
            kwargs.setdefault("widget", widget)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return works_here(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return obj is None or permissions.may_write(staff(request), obj)


class AttachmentInline(PartInline):
    model = Attachment
    form = AttachmentForm
    fk_name = "publication"
    fields = ["name", "file", "position"]
    raw_id_fields: ClassVar[Any] = ["still"]
    formfield_overrides: ClassVar[Any] = PartInline.formfield_overrides | {
        FileField: {"widget": HeldFileWidget}
    }
    stands_early = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "file":
            # All that the column says is too much beside one paper; the handbook has it.
            kwargs["help_text"] = _(
                "PDF, Word, Excel, a picture, a recording (MP3) or a film (MP4). "
                "The handbook says more about each."
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        film = {"classes": ["collapse"], "fields": FILM_FIELDS}
        return [(None, {"fields": self.fields}), (_("Only for a film"), film)]
