from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.forms import Field as FormField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enterprises.products.models import Product, WithdrawalRequest
from enterprises.products.withdrawals import refuse
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.admin_access import PublishersAnswerMixin
from portal.accounts.roles import PUBLISH, staff
from portal.editing.late_answers import LateAnswersMixin
from portal.editing.publication_admin import PublicationAdmin
from portal.kit.admin import NoAddMixin, NoDeleteMixin

# What stands in the form to be read.
REQUEST_FIELDS = ["product_link", "reason", "requested_by", "requested_at", "outcome", "closed_at"]


@admin.register(Product)
class ProductAdmin(PublicationAdmin):
    """Products of enterprises; their representatives write most of them on their own desk."""

    handbook = "san-pham-cua-doanh-nghiep"
    wording: ClassVar[Any] = {
        "title": (
            _("Name of the product"),
            _("As the enterprise calls it; what it is stands in the summary."),
        )
    }
    list_display = ["title", "enterprise", "is_sample", "state_label", "updated_at"]
    list_filter = ["state", "is_sample"]
    list_select_related = ["enterprise", "parent_page"]
    kind_fields = ("enterprise", "use", "customers")
    sheet_kind = ("enterprise", "use", "customers")
    autocomplete_fields = ["topics", "enterprise"]


@admin.register(WithdrawalRequest)
class WithdrawalRequestAdmin(
    LateAnswersMixin, PublishersAnswerMixin, NoAddMixin, NoDeleteMixin, SharedRecordAdmin
):
    """Withdrawal requests; a publisher withdraws the product, or refuses here."""

    handbook = "san-pham-cua-doanh-nghiep"
    list_display = ["product", "requested_at", "outcome", "closed_at"]
    list_filter = ["outcome"]
    list_select_related = ["product"]
    search_fields = ["product__title"]
    fields = [*REQUEST_FIELDS, "answer"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return getattr(obj, "closed_at", None) is None and request.user.has_perm(PUBLISH)

    def waits(self, obj: WithdrawalRequest) -> bool:
        return obj.closed_at is None

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return REQUEST_FIELDS

    def formfield_for_dbfield(
        self, db_field: Field[object, object], request: HttpRequest, **kwargs: object
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "answer" and field is not None:
            # Saving refuses; without a word nothing is refused.
            field.required = True
        return field

    @admin.display(description=_("product"))
    def product_link(self, obj: WithdrawalRequest) -> SafeString:
        address = reverse("admin:products_product_change", args=[obj.product_id])
        return format_html('<a href="{}">{}</a>', address, obj.product)

    def save_model(
        self, request: HttpRequest, obj: WithdrawalRequest, form: Any, change: bool
    ) -> None:
        try:
            refuse(obj, form.cleaned_data["answer"], by=staff(request))
        except ValidationError as error:
            self.note_refusal(request, error)
        # It is in the record already.
        form.values_before = self._stored_values(obj)
