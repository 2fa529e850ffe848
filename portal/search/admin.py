"""Pages that the staff puts first for words that readers search."""

from typing import Any, ClassVar

from django.contrib import admin

from portal.accounts.admin import SharedRecordAdmin
from portal.editing.picked_pages import HoldsFilter, PickedPageAdmin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells
from portal.search.models import Abbreviation, PickedResult


class PickedFilter(HoldsFilter):
    picks = PickedResult


@admin.register(PickedResult)
class PickedResultAdmin(PickedPageAdmin):
    handbook = "dua-mot-trang-len-dau-ket-qua-tim"
    list_display = ["words", "page", "position", "ends_on", "readers_see_it"]
    list_filter: ClassVar[Any] = [PickedFilter]
    search_fields = ["words", "page__title"]


@admin.register(Abbreviation)
class AbbreviationAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("short", "long"), keys=("short",))
    list_display = ["short", "long"]
    search_fields = ["short", "long"]
