"""The admin of one kind of publication: its fields, who sees and does what, and its list."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import Script
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.roles import WRITE, staff
from portal.editing.bin_admin import BinMixin
from portal.editing.bulk.admin import BulkMixin
from portal.editing.covers import FROM_TEXT, UPLOAD, CoverWidget
from portal.editing.deadlines import DeadlineMixin, due_mark, look_up_owed
from portal.editing.duplicating import RowMenu
from portal.editing.edit_session import EditSession
from portal.editing.filters import ShortRelatedFilter
from portal.editing.forms import PublicationForm
from portal.editing.inbound_links import InboundLinksMixin
from portal.editing.owners import OwnershipMixin, check_mark
from portal.editing.page_field import (
    KnownPageField,
    ReaderChoosesMixin,
    RelationField,
    SectionField,
)
from portal.editing.parts import AttachmentInline
from portal.editing.preview_admin import PreviewMixin
from portal.editing.quote_notices import corrects_figures
from portal.editing.read_relations import NamesReadableMixin
from portal.editing.related_cache import CachedRawIdWidget
from portal.editing.remarks_admin import RemarksMixin
from portal.editing.reviewing import ReviewMixin
from portal.editing.sheets import PublicationSheets
from portal.editing.typed_preview import TypedPreviewMixin
from portal.editing.untouched import UntouchedFormMixin
from portal.exchange.sheets.values import FIGURES
from portal.kit.admin import LongListAdmin, OfferedOrdersList
from portal.kit.moments import MOMENTS
from portal.media.richtext.csp import EditorCspMixin
from portal.publishing import permissions
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication, Section
from portal.publishing.models.access import limits_of
from portal.publishing.state_words import page_words, with_change_state

BREAK = mark_safe("<br>")


class PublicationList(OfferedOrdersList):
    """A list that goes by titles as a Vietnamese dictionary has them: Đ after D."""

    def get_ordering_field(self, field_name: Any) -> Any:
        column = super().get_ordering_field(field_name)
        return "sort_key" if column == "title" else column


class PublicationAdmin(
    BinMixin,
    BulkMixin,
    InboundLinksMixin,
    PreviewMixin,
    ReviewMixin,
    RemarksMixin,
    DeadlineMixin,
    OwnershipMixin,
    RowMenu,
    PublicationSheets,
    TypedPreviewMixin,
    ReaderChoosesMixin,
    UntouchedFormMixin,
    EditorCspMixin,
    # Behind what reads the relations of rows.
    NamesReadableMixin,
    StaffSeesMixin,
    LongListAdmin,
):
    """Writes drafts at once; what is live is changed through a pending change only.

    A kind adds `kind_fields` (shown at once) and `kind_fieldsets` (folded).
    """

    form = PublicationForm
    formfield_overrides: ClassVar[Any] = FIGURES | MOMENTS
    change_form_template = "admin/publishing/publication/change_form.html"
    # The section of docs/bien-tap.md that its screens lead to.
    handbook = "viet-mot-bai-hang-ngay"
    list_display = ["title", "section", "state_label", "published_at", "updated_at"]
    list_filter: ClassVar[Any] = ["state", ("section", ShortRelatedFilter)]
    list_select_related: ClassVar[Any] = ["section"]
    ordering = ["-updated_at", "-id"]
    # Another heading would sort all pages of the kind: a kind adds what an index of its own table
    # gives in order, or what a few rows have.
    sortable_by: ClassVar[Any] = ("title", "last_written")
    search_fields: ClassVar[Any] = ["title"]
    search_help_text = _("Words of the title or text, with or without marks.")
    autocomplete_fields: ClassVar[Any] = ["topics"]
    inlines: ClassVar[Any] = [AttachmentInline]

    class Media:
        js = (Script("js/steps.js", type="module"),)

    kind_fields: ClassVar[Any] = ()
    kind_fieldsets: ClassVar[Any] = ()
    # The kind's own label and help of a field that all kinds have, by its name.
    wording: ClassVar[dict[str, tuple[StrPromise, StrPromise]]] = {}

    def get_fieldsets(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        # The ways to a cover are no fields of the page: who only reads it sees the cover itself.
        ways = (
            [UPLOAD, FROM_TEXT] if obj is None or self.has_change_permission(request, obj) else []
        )
        cover = [*ways, "cover", "cover_alt", "cover_decorative"]
        rest = ["slug", "topics", "language", "is_sample"]
        return [
            *self.get_first_fieldsets(request),
            *self._correction_fieldset(obj, opened=corrects_figures(request)),
            (_("Cover picture: on top and in lists"), {"classes": ["collapse"], "fields": cover}),
            (
                _("When readers see it"),
                {"classes": ["collapse"], "fields": ["published_at", "expires_at"]},
            ),
            *self.kind_fieldsets,
            self.deadline_fieldset,
            self.ownership_fieldset,
            (_("Address, topics, language"), {"classes": ["collapse"], "fields": rest}),
        ]

    def get_first_fieldsets(self, request: HttpRequest) -> list[Any]:
        """Return what everybody fills in; a kind with an order of its own says it here."""
        fields = ["title", "summary", "body", *self.get_section_fields(request), *self.kind_fields]
        return [(None, {"fields": fields})]

    def get_section_fields(self, request: HttpRequest) -> list[str]:
        """Return the choice of a section where there is one, or where it has to be made."""
        return ["section"] if self.model.SECTION_VIEW or limits_of(staff(request)) else []

    @staticmethod
    def _correction_fieldset(page: Publication | None, *, opened: bool) -> list[Any]:
        """Return where to say what was wrong; only of what readers may have seen."""
        if page is None or not page.was_seen():
            return []
        fields = ["correction", "hides_earlier"]
        classes = [] if opened else ["collapse"]
        return [(_("Correction"), {"classes": classes, "fields": fields})]

    # --- who sees and does what ---------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return what the person may read; what lies in the bin is for the bin's own page."""
        rows: Any = super().get_queryset(request)
        readable: models.QuerySet[Any] = rows.readable_by(staff(request))
        return readable

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name == "section":
            # Sections of this kind only, and only those that the person's rights reach into.
            sections = Section.objects.of_kind(self.model.KIND)
            if limits := limits_of(staff(request)):
                sections = sections.filter(pk__in=limits)
                kwargs["required"] = True
            kwargs |= {"queryset": sections, "form_class": SectionField}
        if db_field.name == "cover":
            kwargs["widget"] = CoverWidget(db_field.remote_field, self.admin_site)
        if db_field.name in self.raw_id_fields and db_field.remote_field.model is Publication:
            widget = CachedRawIdWidget(db_field.remote_field, self.admin_site)
            widget.related_cache = EditSession.of(request).related_cache(Publication)
            kwargs |= {"form_class": KnownPageField, "widget": widget}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if words := self.wording.get(db_field.name):
            kwargs |= {"label": capfirst(words[0]), "help_text": words[1]}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A press beside a choice shall not change or delete for all pages what is chosen here.
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
            # The shelves of the site are arranged in their own list, not by a press beside a text.
            field.widget.can_add_related &= db_field.name != "section"
        return field

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        if obj is None:
            return request.user.has_perm(WRITE)
        return permissions.may_write(staff(request), obj)

    # The versions tell who wrote what; a second record beside them would only differ.
    def log_addition(self, request: HttpRequest, obj: Publication, message: object) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Publication, message: object) -> Any:
        return None

    def get_view_on_site_url(self, obj: Publication | None = None) -> str | None:
        return obj.path if obj is not None and obj.is_public else None

    # --- the list -----------------------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PublicationList

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Publication], search_term: str
    ) -> tuple[models.QuerySet[Publication], bool]:
        """Search by the site's own words: with or without marks, in any order."""
        return with_words(with_change_state(queryset, staff(request)), search_term), False

    def get_list_display(self, request: HttpRequest) -> Any:
        """Let the moment of the last change know of what waits on a live page, too."""
        shown = super().get_list_display(request)
        names = ["last_written" if name == "updated_at" else name for name in shown]
        return [*names, "due_marks"]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Leave out the column of days due where no row has one, as on most pages."""
        changelist: Any = super().get_changelist_instance(request)
        look_up_owed(changelist.result_list)
        if not any(map(self.due_marks, changelist.result_list)):
            # No column that sorts stands behind it: the others keep their numbers in addresses.
            shown = changelist.list_display
            changelist.list_display = [name for name in shown if name != "due_marks"]
        return changelist

    @admin.display(description=_("due"), empty_value="—")
    def due_marks(self, obj: Publication) -> str:
        """Return the day by which readers should have the page, and what of it is overdue."""
        marks = [(mark,) for mark in (due_mark(obj), check_mark(obj)) if mark]
        return format_html_join(BREAK, "{}", marks)

    @admin.display(description=_("last changed"), ordering="updated_at")
    def last_written(self, obj: Publication) -> datetime:
        return max(obj.updated_at, getattr(obj, "change_written_at", None) or obj.updated_at)

    @admin.display(description=_("state"))
    def state_label(self, obj: Publication) -> str:
        return page_words(obj)
