"""Old addresses, addresses that nobody has found, and what withdrawn pages say of themselves."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_access import EditorsSeeMixin
from portal.accounts.roles import PUBLISH
from portal.addresses.models import MAX_REASON, MissingAddress, OldAddress, WithdrawalNotice
from portal.addresses.sheets import OldAddressImport
from portal.addresses.withdrawn import withdrawal_comment
from portal.editing.public_records import PublicRecordAdmin, ReadablePagesMixin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells
from portal.kit.admin import ReadOnlyAdmin
from portal.kit.text.numbers import parse_key


@admin.register(OldAddress)
class OldAddressAdmin(ReadablePagesMixin, SheetAdmin, PublicRecordAdmin):
    """Old addresses, one by one or a whole list of them as a sheet."""

    handbook = "dia-chi-cu-va-trang-da-go"
    sheet_import = OldAddressImport
    cells = Cells(("address", "is_prefix", "target"), keys=("address",), shown=("publication",))
    list_display = ["address", "is_prefix", "publication", "target", "created_at"]
    list_select_related: ClassVar[Any] = ["publication"]
    list_filter: ClassVar[Any] = ["is_prefix"]
    search_fields: ClassVar[Any] = ["address", "target"]


@admin.register(MissingAddress)
class MissingAddressAdmin(EditorsSeeMixin, ReadOnlyAdmin):
    handbook = "dia-chi-cu-va-trang-da-go"
    list_display = ["address", "count", "last_at", "lead_on"]
    fields = ("address", "count", "first_at", "last_at", "lead_on")
    readonly_fields = fields
    search_fields: ClassVar[Any] = ["address"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissingAddress]:
        """Return those that nobody has mended in another way meanwhile."""
        return MissingAddress.objects.unanswered()

    @admin.display(description=_("lead on"))
    def lead_on(self, row: MissingAddress) -> SafeString:
        """Return the way to the form that leads this address to a page."""
        query = urlencode({"address": row.address})
        way = f"{reverse('admin:addresses_oldaddress_add')}?{query}"
        return format_html('<a href="{}">{}</a>', way, _("Lead to a page"))


@admin.register(WithdrawalNotice)
class WithdrawalNoticeAdmin(ReadablePagesMixin, PublicRecordAdmin):
    handbook = "dia-chi-cu-va-trang-da-go"
    list_display = ["publication", "reason", "successor"]
    list_select_related: ClassVar[Any] = ["publication", "successor"]
    search_fields: ClassVar[Any] = ["reason"]

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form; lead to what is told of the page already, for there is one of a page."""
        page = parse_key(request.GET.get("publication", ""))
        notice = WithdrawalNotice.objects.filter(publication=page).first() if page else None
        if notice is not None and request.method == "GET":
            return redirect("admin:addresses_withdrawalnotice_change", notice.pk)
        return super().add_view(request, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the word that the page was withdrawn with, to be made one for readers."""
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        page = parse_key(str(initial.get("publication", "")))
        if page is not None and "reason" not in initial:
            initial["reason"] = withdrawal_comment(page)[:MAX_REASON]
        return initial

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_add_permission(request)
