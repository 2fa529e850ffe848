"""The list of addresses elsewhere that our pages link to, and what became of each."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.roles import edits, staff
from portal.kit.admin import ReadOnlyAdmin
from portal.links.checker import checked_addresses
from portal.publishing.models import ExternalAddress, Link
from portal.publishing.models.access import readable_rule
from portal.publishing.models.kinds import admin_address


@admin.register(ExternalAddress)
class ExternalAddressAdmin(StaffSeesMixin, ReadOnlyAdmin):
    """To be read, and to ask for a check; the addresses themselves stand in the pages."""

    handbook = "lien-ket-hong"
    list_display = ["url", "state", "reason", "moved_to", "checked_at", "on_page"]
    list_display_links: Any = None
    list_filter: ClassVar[Any] = ["state"]
    search_fields: ClassVar[Any] = ["url"]
    search_help_text = _("A part of the address.")
    ordering = ["-id"]
    actions = ("check_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExternalAddress]:
        """Return those on pages that the person may read, each with the newest of these pages."""
        user = staff(request)
        links = Link.objects.filter(readable_rule(user, "source__"), external=OuterRef("pk"))
        if not edits(user):
            # A change that waits on a published page is for whoever made the page, and editors.
            links = links.filter(Q(is_pending=False) | Q(source__created_by=user))
        newest = links.order_by("-source_id")[:1]
        listed: QuerySet[ExternalAddress] = (
            super()
            .get_queryset(request)
            .filter(Q(is_listed=True) | Exists(links))
            .annotate(
                page_title=Subquery(newest.values("source__title")),
                page_kind=Subquery(newest.values("source__kind")),
                page_key=Subquery(newest.values("source_id")),
            )
        )
        return listed

    @admin.display(description=_("stands on"))
    def on_page(self, address: Any) -> str:
        if address.page_key is None:
            return str(_("lists of addresses"))
        place = admin_address(address.page_kind, address.page_key)
        return format_html('<a href="{}">{}</a>', place, address.page_title)

    @admin.action(description=_("Check again soon"))
    def check_again(self, request: HttpRequest, queryset: QuerySet[ExternalAddress]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        rows = checked_addresses().filter(pk__in=keys)
        if asked := rows.update(next_check_at=timezone.now()):
            self.message_user(request, _("They are checked within the hour."), messages.SUCCESS)
        if left := len(keys) - asked:
            words = _("Not checked, as they stand on withdrawn or binned pages only: %(count)d.")
            self.message_user(request, words % {"count": left}, messages.WARNING)
