"""The list of addresses elsewhere that our pages link to, and what became of each."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import edits, staff, works_here
from portal.newsroom.desk import admin_address
from portal.newsroom.paging import BoundedPaginator
from portal.publishing.models import ExternalAddress, Link
from portal.publishing.models.access import readable_rule


@admin.register(ExternalAddress)
class ExternalAddressAdmin(admin.ModelAdmin[ExternalAddress]):
    """To be read, and to ask for a check; the addresses themselves stand in the pages."""

    list_display = ["url", "state", "reason", "moved_to", "checked_at", "on_page"]
    list_display_links: Any = None
    list_filter: ClassVar[Any] = ["state"]
    list_per_page = 50
    search_fields: ClassVar[Any] = ["url"]
    search_help_text = _("A part of the address.")
    paginator = BoundedPaginator
    show_full_result_count = False
    ordering = ["-id"]
    actions = ("check_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExternalAddress]:
        """Those on pages that the person may read, each with the newest of these pages."""
        user = staff(request)
        links = Link.objects.filter(readable_rule(user, "source__"), external=OuterRef("pk"))
        if not edits(user):
            # A change that waits on a published page is for whoever made the page, and editors.
            links = links.filter(Q(is_pending=False) | Q(source__created_by=user))
        newest = links.order_by("-source_id")[:1]
        return (
            super()
            .get_queryset(request)
            .filter(Q(is_listed=True) | Exists(links))
            .annotate(
                page_title=Subquery(newest.values("source__title")),
                page_kind=Subquery(newest.values("source__kind")),
                page_key=Subquery(newest.values("source_id")),
            )
        )

    @admin.display(description=_("stands on"))
    def on_page(self, address: Any) -> str:
        if address.page_key is None:
            return str(_("lists of addresses"))
        place = admin_address(address.page_kind, address.page_key)
        return format_html('<a href="{}">{}</a>', place, address.page_title)

    @admin.action(description=_("Check again soon"))
    def check_again(self, request: HttpRequest, queryset: QuerySet[ExternalAddress]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        ExternalAddress.objects.filter(pk__in=keys).update(next_check_at=timezone.now())
        self.message_user(request, _("They are checked within the hour."), messages.SUCCESS)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
