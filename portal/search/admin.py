"""Pages that the staff puts first for words that readers search."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin import SharedRecordAdmin
from portal.editing.page_field import PageField, RelationField
from portal.editing.public_records import ReadablePagesMixin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.publishing.models import heavy_columns
from portal.search.models import Abbreviation, PickedResult


class HoldsFilter(ConditionFilter):
    """Filters what readers are shown today, or what has ended."""

    title = _("time")
    parameter_name = "holds"

    def conditions(self) -> Conditions:
        today = timezone.localdate()
        holding = PickedResult.objects.on(today)
        return {
            "now": (_("Holds today"), Q(pk__in=holding.values("pk"))),
            "ended": (_("Has ended"), Q(ends_on__lt=today)),
        }


@admin.register(PickedResult)
class PickedResultAdmin(ReadablePagesMixin, SharedRecordAdmin):
    """Editors and publishers choose; each choice is in the record of changes."""

    handbook = "dua-mot-trang-len-dau-ket-qua-tim"
    list_display = ["words", "page", "position", "ends_on", "readers_see_it"]
    list_filter: ClassVar[Any] = [HoldsFilter]
    search_fields = ["words", "page__title"]
    list_select_related: ClassVar[Any] = ["page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.defer(*heavy_columns("page"))

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name == "page":
            return PageField(label=capfirst(db_field.verbose_name), help_text=db_field.help_text)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("readers see it"), boolean=True)
    def readers_see_it(self, pick: PickedResult) -> bool:
        return bool(pick.holds and pick.page.is_public)


@admin.register(Abbreviation)
class AbbreviationAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("short", "long"), keys=("short",))
    list_display = ["short", "long"]
    search_fields = ["short", "long"]
