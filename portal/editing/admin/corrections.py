"""Corrections in the admin: a list, and whether readers may compare with the earlier text."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_access import EditorsSeeMixin
from portal.accounts.roles import PUBLISH, staff
from portal.audit.mixin import AuditedAdmin
from portal.kit.admin import LongListAdmin, NoAddMixin, NoDeleteMixin
from portal.pagecache import generation
from portal.publishing.models import Correction
from portal.publishing.models.access import works_in
from portal.publishing.models.kinds import admin_link


class CorrectionAdmin(EditorsSeeMixin, NoAddMixin, NoDeleteMixin, LongListAdmin, AuditedAdmin):
    """Made with the change to a page and never rewritten; a publisher closes the earlier text.

    For those who read all pages: a page that was corrected may have been withdrawn since.
    """

    handbook = "dinh-chinh"
    list_display = ("page", "text", "at", "hides_earlier")
    list_display_links = ("text",)
    list_filter = ("hides_earlier",)
    search_fields = ("text", "publication__title")
    ordering = ("-at", "-id")
    fields = ("page", "text", "at", "hides_earlier")
    readonly_fields = ("page", "text", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        rows = super().get_queryset(request).select_related("publication")
        return rows.defer("publication__body", "publication__search_vector")

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        if not request.user.has_perm(PUBLISH):
            return False
        return obj is None or obj.pk is None or works_in(staff(request), obj.publication.section_id)

    def save_model(self, request: HttpRequest, obj: Correction, form: object, change: bool) -> None:
        super().save_model(request, obj, form, change)
        generation.invalidate_public_content()

    @admin.display(description=_("publication"))
    def page(self, correction: Correction) -> SafeString:
        return admin_link(correction.publication)


admin.site.register(Correction, CorrectionAdmin)
