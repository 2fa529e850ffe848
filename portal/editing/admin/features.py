"""What the staff sets on top of the home page, until when."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.editing.public_records import PublicRecordAdmin, ReadablePagesMixin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.publishing.models import Feature, heavy_columns


class HoldsFilter(ConditionFilter):
    """What stands there today, what comes, what has ended."""

    title = _("time")
    parameter_name = "days"

    def conditions(self) -> Conditions:
        today = timezone.localdate()
        holding = Feature.objects.on(today)
        return {
            "now": (_("Holds today"), Q(pk__in=holding.values("pk"))),
            "later": (_("To come"), Q(starts_on__gt=today)),
            "ended": (_("Has ended"), Q(ends_on__lt=today)),
        }


@admin.register(Feature)
class FeatureAdmin(ReadablePagesMixin, PublicRecordAdmin):
    """Editors and publishers choose; readers see it at once, and the record keeps who chose."""

    handbook = "dua-mot-trang-len-dau-trang-chu"
    list_display = ["page", "words", "starts_on", "ends_on", "position", "readers_see_it"]
    list_filter: ClassVar[Any] = [HoldsFilter]
    search_fields = ["page__title", "words"]
    list_select_related: ClassVar[Any] = ["page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.defer(*heavy_columns("page"))

    @admin.display(description=_("readers see it"), boolean=True)
    def readers_see_it(self, feature: Feature) -> bool:
        return bool(feature.holds and feature.page.is_public)
