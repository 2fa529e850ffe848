from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.infrastructure.matches import send_decision
from enterprises.infrastructure.models import (
    InfrastructureListing,
    InfrastructureMatch,
    ListingContact,
)
from portal.accounts.admin import EditorsOnlyAdmin
from portal.accounts.roles import staff
from portal.editing.publication_admin import PublicationAdmin
from portal.pagecache import generation


@admin.register(InfrastructureListing)
class InfrastructureListingAdmin(PublicationAdmin):
    """Offers and requests; representatives write most of them on their own desk."""

    handbook = "ha-tang-dung-chung"
    wording: ClassVar[Any] = {
        "title": (
            _("What is offered or wanted"),
            _("How many of what, and where, in one line."),
        )
    }
    list_display = [
        "title", "direction", "facility", "enterprise", "organisation", "state_label", "lapses_at",
    ]  # fmt: skip
    list_filter = ["state", "direction", "facility", "is_sample"]
    list_select_related = ["enterprise", "organisation", "parent_page"]
    kind_fields = (
        "direction", "facility", "enterprise", "organisation", "place", "locality",
    )  # fmt: skip
    kind_fieldsets = (
        (
            _("Where, how much and how long"),
            {"fields": ["coordinates", "quantity", "unit", "available_from", "available_until"]},
        ),
    )
    sheet_kind = (
        *kind_fields, "coordinates", "quantity", "unit", "available_from", "available_until",
    )  # fmt: skip
    autocomplete_fields = ["topics", "enterprise", "organisation", "locality"]


class ListingRowAdmin(EditorsOnlyAdmin):
    """Base admin of the confidential rows beside a listing; who sees them may delete them, too."""

    handbook = "ha-tang-dung-chung"
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)


@admin.register(ListingContact)
class ListingContactAdmin(ListingRowAdmin):
    """Contacts, apart from the page, so that no version and no preview holds them."""

    list_display = ["listing", "name", "phone", "email"]
    list_select_related = ["listing"]
    ordering = ["-listing_id"]
    search_fields = ["listing__title", "name"]
    autocomplete_fields = ["listing"]


@admin.register(InfrastructureMatch)
class InfrastructureMatchAdmin(ListingRowAdmin):
    """Matches noted by the department, and those agreed on by the owners."""

    list_display = ["offer", "request", "matched_at", "noted_by", "ended_at"]
    list_select_related = ["offer", "request", "noted_by"]
    ordering = ["-created_at", "-id"]
    search_fields = ["offer__title", "request__title"]
    autocomplete_fields = ["offer", "request"]
    readonly_fields = [
        "offer_agreed_at", "request_agreed_at", "noted_by", "matched_at", "ended_at",
    ]  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request) and getattr(obj, "ended_at", None) is None

    def save_model(
        self,
        request: HttpRequest,
        obj: InfrastructureMatch,
        form: ModelForm[InfrastructureMatch],
        change: bool,
    ) -> None:
        is_new = obj.matched_at is None
        if is_new:
            obj.noted_by, obj.matched_at = staff(request), timezone.now()
        super().save_model(request, obj, form, change)
        generation.invalidate_public_content()
        if is_new:
            send_decision(obj, is_matched=True)

    def delete_model(self, request: HttpRequest, obj: InfrastructureMatch) -> None:
        if obj.matched_at is None and obj.ended_at is None:
            send_decision(obj, is_matched=False)
        super().delete_model(request, obj)
