from django.contrib import admin

from enterprises.servicepoints.models import ServicePoint
from portal.editing.public_records import PublicRecordAdmin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells


@admin.register(ServicePoint)
class ServicePointAdmin(SheetAdmin, PublicRecordAdmin):
    """Post offices and public points; a whole list of them comes as a sheet."""

    handbook = "diem-phuc-vu-va-so-do-xa-phuong"
    cells = Cells(
        ("name", "kind", "locality", "address", "hours", "is_shown"),
        keys=("locality", "kind", "name"),
    )
    list_display = ["name", "kind", "locality", "is_shown", "is_sample"]
    list_filter = ["kind", "is_shown"]
    list_select_related = ["locality"]
    search_fields = ["name", "address"]
    autocomplete_fields = ["locality"]
