from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enterprises.admin.confirmations import EnterpriseAgeFilter
from enterprises.models import Enterprise, Sector
from portal.accounts.admin import SharedRecordAdmin
from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.filters import ShortRelatedFilter
from portal.sheets.admin import SheetAdmin
from portal.sheets.resources import Cells


@admin.register(Sector)
class SectorAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("name", "slug", "position"), keys=("slug",))
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]


@admin.register(Enterprise)
class EnterpriseAdmin(PublicationAdmin):
    change_form_template = "admin/enterprises/enterprise/change_form.html"
    handbook = "duyet-yeu-cau-cua-doanh-nghiep"
    list_display = [
        "title",
        "short_name",
        "tax_code",
        "is_sample",
        "state_label",
        "updated_at",
    ]
    list_filter = ["state", ("sectors", ShortRelatedFilter), EnterpriseAgeFilter, "is_sample"]
    ordering = ["sort_key", "id"]
    kind_fields = ("short_name", "tax_code", "sectors", "capabilities")
    sheet_kind = (
        "short_name",
        "tax_code",
        "licence",
        "sectors",
        "address",
        "locality",
        "size",
        "founded_year",
        "capabilities",
        "website",
        "phone",
        "email",
    )
    kind_fieldsets = (
        (_("The enterprise"), {"fields": ["licence", "size", "founded_year", "logo"]}),
        (_("Where to find it"), {"fields": ["address", "locality", "website", "phone", "email"]}),
    )
    autocomplete_fields = ["topics", "sectors", "locality", "logo"]
