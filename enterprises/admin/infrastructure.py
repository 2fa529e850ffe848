from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enterprises.models import InfrastructureListing, ListingContact
from portal.accounts.roles import EDIT, PUBLISH
from portal.audit.mixin import AuditedAdmin
from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.paging import BoundedPaginator


@admin.register(InfrastructureListing)
class InfrastructureListingAdmin(PublicationAdmin):
    """Offers and requests; representatives write most of them on their own desk."""

    handbook = "ha-tang-dung-chung"
    list_display = [
        "title",
        "direction",
        "facility",
        "enterprise",
        "organisation",
        "state_label",
        "lapses_at",
    ]
    list_filter = ["state", "direction", "facility", "is_sample"]
    list_select_related = ["enterprise", "organisation", "shown_with"]
    kind_fields = (
        "direction",
        "facility",
        "enterprise",
        "organisation",
        "place",
        "locality",
    )
    kind_fieldsets = (
        (
            _("Where, how much and how long"),
            {"fields": ["coordinates", "quantity", "unit", "available_from", "available_until"]},
        ),
    )
    sheet_kind = (
        *kind_fields,
        "coordinates",
        "quantity",
        "unit",
        "available_from",
        "available_until",
    )
    autocomplete_fields = ["topics", "enterprise", "organisation", "locality"]


@admin.register(ListingContact)
class ListingContactAdmin(AuditedAdmin):
    """Whom to call: apart from the page, so that no version and no preview holds it."""

    handbook = "ha-tang-dung-chung"
    list_display = ["listing", "name", "phone", "email"]
    list_select_related = ["listing"]
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = None
    ordering = ["-listing_id"]
    search_fields = ["listing__title", "name"]
    autocomplete_fields = ["listing"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(EDIT) or request.user.has_perm(PUBLISH)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)
