from django.contrib import admin

from enterprises.profiles.models import Locality
from portal.editing.public_records import PublicRecordAdmin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells
from portal.kit.admin import NoDeleteMixin


@admin.register(Locality)
class LocalityAdmin(SheetAdmin, NoDeleteMixin, PublicRecordAdmin):
    """Administrative units; one that ended stays, with what took its place."""

    handbook = "ho-so-va-dia-ban-cua-doanh-nghiep"
    cells = Cells(
        (
            "name",
            "slug",
            "level",
            "parent",
            "since",
            "until",
            "replaced_by",
            "source",
            "map_column",
            "map_row",
        ),
        keys=("slug",),
    )
    list_display = ["name", "level", "parent", "since", "until", "replaced_by"]
    list_filter = ["level"]
    list_select_related = ["parent", "replaced_by"]
    search_fields = ["name"]
    autocomplete_fields = ["parent", "replaced_by"]
