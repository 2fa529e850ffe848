"""Pages that the staff picks to come first, for a time: on the home page, in the search."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.editing.public_records import PublicRecordAdmin, ReadablePagesMixin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.publishing.models import heavy_columns


class HoldsFilter(ConditionFilter):
    """Filters what readers are shown today, or what has ended."""

    title = _("time")
    parameter_name = "holds"
    # Its queryset has `on(day)`, its rows a last day.
    picks: ClassVar[Any]

    def conditions(self) -> Conditions:
        today = timezone.localdate()
        holding = self.picks.objects.on(today)
        return {
            "now": (_("Holds today"), Q(pk__in=holding.values("pk"))),
            "ended": (_("Has ended"), Q(ends_on__lt=today)),
        }


class PickedPageAdmin(ReadablePagesMixin, PublicRecordAdmin):
    """Editors and publishers choose; readers see it at once, and the record keeps who chose."""

    list_select_related: ClassVar[Any] = ["page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.defer(*heavy_columns("page"))

    @admin.display(description=_("readers see it"), boolean=True)
    def readers_see_it(self, pick: Any) -> bool:
        return bool(pick.holds and pick.page.is_public)
