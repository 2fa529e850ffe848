from django.contrib import admin

from enterprises.products.models import Product
from portal.editing.publication_admin import PublicationAdmin


@admin.register(Product)
class ProductAdmin(PublicationAdmin):
    """Products of enterprises; their representatives write most of them on their own desk."""

    handbook = "duyet-yeu-cau-cua-doanh-nghiep"
    list_display = ["title", "enterprise", "is_sample", "state_label", "updated_at"]
    list_filter = ["state", "is_sample"]
    list_select_related = ["enterprise", "parent_page"]
    kind_fields = ("enterprise", "use", "customers")
    sheet_kind = ("enterprise", "use", "customers")
    autocomplete_fields = ["topics", "enterprise"]
