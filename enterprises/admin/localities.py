from django.contrib import admin

from enterprises.models import Locality
from portal.adminkit.bases import NoDeleteMixin
from portal.newsroom.seen import SeenRecordAdmin
from portal.sheets.admin import SheetAdmin
from portal.sheets.resources import Cells


@admin.register(Locality)
class LocalityAdmin(SheetAdmin, NoDeleteMixin, SeenRecordAdmin):
    """Administrative units; one that ended stays, with what took its place."""

    handbook = "ho-so-va-dia-ban-cua-doanh-nghiep"
    cells = Cells(
        ("name", "slug", "level", "parent", "since", "until", "replaced_by", "source"),
        keys=("slug",),
    )
    list_display = ["name", "level", "parent", "since", "until", "replaced_by"]
    list_filter = ["level"]
    list_select_related = ["parent", "replaced_by"]
    search_fields = ["name"]
    autocomplete_fields = ["parent", "replaced_by"]
