"""Corrections in the admin: a list, and whether readers may compare with the earlier text."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_access import EditorsSeeMixin
from portal.accounts.roles import PUBLISH, staff
from portal.audit.mixin import AuditedAdmin
from portal.kit.admin import LongListAdmin, NoAddMixin, NoDeleteMixin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.pagecache import generation
from portal.publishing.models import Correction, Publication
from portal.publishing.models.access import works_in
from portal.publishing.models.kinds import admin_link


class EarlierTextFilter(ConditionFilter):
    """Narrows the list by whether readers may see the text before the correction."""

    title = _("text before the correction")
    parameter_name = "ban-truoc"

    def conditions(self) -> Conditions:
        return {
            "xem-duoc": (
                _("open to readers"),
                Q(can_be_compared=True, publication__in=Publication.objects.public()),
            ),
            "khong-cho-xem": (_("closed to readers"), Q(can_be_compared=False)),
        }


class CorrectionAdmin(EditorsSeeMixin, NoAddMixin, NoDeleteMixin, LongListAdmin, AuditedAdmin):
    """Made with the change to a page and never rewritten; a publisher closes the earlier text.

    For those who read all pages: a page that was corrected may have been withdrawn since.
    """

    handbook = "dinh-chinh"
    list_display = ("page", "text", "at", "earlier_text")
    list_display_links = ("text",)
    list_filter = (EarlierTextFilter,)
    search_fields = ("text", "publication__title")
    ordering = ("-at", "-id")
    readonly_fields = ("page", "text", "at", "earlier_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        rows: Any = super().get_queryset(request).select_related("publication")
        rows = rows.defer("publication__body", "publication__search_vector")
        found: QuerySet[Correction] = rows.with_comparisons()
        return found

    def get_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[Any]:
        """Tell all whether the earlier text is closed, and ask so who may close it."""
        closes = self.has_change_permission(request, obj)
        return ["page", "text", "at", *(["hides_earlier"] if closes else []), "earlier_text"]

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        if not request.user.has_perm(PUBLISH):
            return False
        return obj is None or obj.pk is None or works_in(staff(request), obj.publication.section_id)

    def save_model(self, request: HttpRequest, obj: Correction, form: object, change: bool) -> None:
        super().save_model(request, obj, form, change)
        generation.invalidate_public_content()

    @admin.display(description=_("text before the correction"), ordering="hides_earlier")
    def earlier_text(self, correction: Correction) -> str:
        if not correction.can_be_compared and not correction.hides_earlier:
            # Whatever is ticked here, it stays so.
            return str(_("closed to readers by a later correction or a withdrawal"))
        if not correction.can_be_compared:
            return str(_("closed to readers"))
        return str(_("open to readers")) if correction.publication.is_public else "—"

    @admin.display(description=_("publication"))
    def page(self, correction: Correction) -> SafeString:
        return admin_link(correction.publication)


admin.site.register(Correction, CorrectionAdmin)
