from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_access import StaffSeesMixin, UserForm, UserFormMixin
from portal.accounts.roles import EDIT, PUBLISH, edits, staff
from portal.audit.mixin import AuditedAdmin
from portal.audit.stale import StaleAdmin
from portal.editing.page_field import PageField
from portal.editing.read_relations import NamesReadableMixin
from portal.kit.admin import LongListAdmin, ReadOnlyReasonMixin
from portal.pagecache import generation
from portal.publishing.models import Publication
from portal.publishing.models.access import check_section, works_in
from projects.kit.models import DueStatus
from projects.promises.models import Promise


class PromiseForm(UserForm[Promise]):
    """The form of a promise; it refuses pages outside the user's sections."""

    def clean_article(self) -> Publication:
        article: Publication = self.cleaned_data["article"]
        check_section(self.user, article)
        return article


@admin.register(Promise)
class PromiseAdmin(
    NamesReadableMixin,
    ReadOnlyReasonMixin,
    UserFormMixin,
    StaffSeesMixin,
    StaleAdmin,
    LongListAdmin,
    AuditedAdmin,
):
    """Editors prepare promises; what readers see is shown and changed by who publishes."""

    handbook = "nhiem-vu-va-cam-ket"
    form = PromiseForm
    list_display = ["title", "kind", "said_on", "owner", "due_status_label", "is_public"]
    list_filter = ["is_public", "kind", "state"]
    list_select_related = ["owner"]
    show_facets = admin.ShowFacets.NEVER
    actions = None
    ordering = ["-said_on", "position", "id"]
    search_fields = ["title", "quote"]
    autocomplete_fields = ["owner", "project", "indicator"]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ["article", "quote", "title", "kind", "said_on"]}),
        (_("Who and until when"), {"fields": ["owner", "due_on", "due_words"]}),
        (_("What came of it"), {"fields": ["state", "proof", "done_on"]}),
        (_("Where it belongs"), {"fields": ["project", "indicator", "position", "is_public"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Promise | None = None) -> Any:
        """Return the sections, without what only a publisher answers on the form of a new one."""
        found = super().get_fieldsets(request, obj)
        if obj is not None or request.user.has_perm(PUBLISH):
            return found
        *others, (title, options) = found
        fields = [name for name in options["fields"] if name != "is_public"]
        return [*others, (title, {**options, "fields": fields})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Promise]:
        """Return all promises for editors and publishers, the public ones for reporters."""
        rows = Promise.objects.with_due_status(timezone.localdate())
        return rows if self.has_add_permission(request) else rows.public()

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[object, object], request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.related_model is Publication:
            return PageField(
                label=capfirst(db_field.verbose_name),
                required=not db_field.blank,
                help_text=db_field.help_text,
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Promise | None = None) -> list[str]:
        return [] if request.user.has_perm(PUBLISH) else ["is_public"]

    # --- who sees and does what ---------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return edits(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Promise | None = None) -> bool:
        if obj is None or obj.article_id is None:
            return self.has_add_permission(request)
        may = request.user.has_perm(PUBLISH) or (request.user.has_perm(EDIT) and not obj.is_public)
        return self._reaches(request, obj) and may

    def has_delete_permission(self, request: HttpRequest, obj: Promise | None = None) -> bool:
        """Return False for a public promise: it must be hidden first."""
        return obj is not None and not obj.is_public and self.has_change_permission(request, obj)

    def why_read_only(self, request: HttpRequest, obj: Promise | None) -> str:
        """Tell what only a publisher does, and whose sections the promise is in."""
        if request.user.has_perm(PUBLISH) and (obj is None or self._reaches(request, obj)):
            return ""
        if not edits(request.user):
            return gettext("Editors prepare promises; you read here what readers see.")
        if obj is not None and not self._reaches(request, obj):
            return gettext("It is in a section that your rights do not reach into.")
        if obj is not None and obj.is_public:
            return gettext("Readers see this promise, so only a publisher changes it.")
        return gettext("You prepare it; a publisher lets readers see it.")

    @staticmethod
    def _reaches(request: HttpRequest, obj: Promise) -> bool:
        return obj.article_id is None or works_in(staff(request), obj.article.section_id)

    # --- keeping ------------------------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Promise, form: PromiseForm, change: bool
    ) -> None:
        if not change and not request.user.has_perm(PUBLISH):
            obj.is_public = False
        super().save_model(request, obj, form, change)
        generation.invalidate_public_content()

    @admin.display(description=_("What came of it"))
    def due_status_label(self, promise: Promise) -> str:
        return str(DueStatus(promise.due_status).label)
