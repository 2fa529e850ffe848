"""What the staff sets on top of the home page, until when."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.editing.public_records import PublicRecordAdmin, ReadablePagesMixin
from portal.publishing.models import Feature, heavy_columns


class DaysFilter(admin.SimpleListFilter):
    """What stands there today, what comes, what has ended."""

    title = _("time")
    parameter_name = "days"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("now", _("Holds today")), ("later", _("To come")), ("ended", _("Has ended"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today: date = timezone.localdate()
        if self.value() == "now":
            return queryset.on(today)
        ways = {"later": {"starts_on__gt": today}, "ended": {"ends_on__lt": today}}
        return queryset.filter(**ways.get(self.value() or "", {}))


@admin.register(Feature)
class FeatureAdmin(ReadablePagesMixin, PublicRecordAdmin):
    """Editors and publishers choose; readers see it at once, and the record keeps who chose."""

    handbook = "dua-mot-trang-len-dau-trang-chu"
    list_display = ["page", "words", "starts_on", "ends_on", "position", "readers_see_it"]
    list_filter: ClassVar[Any] = [DaysFilter]
    search_fields = ["page__title", "words"]
    list_select_related: ClassVar[Any] = ["page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.defer(*heavy_columns("page"))

    @admin.display(description=_("readers see it"), boolean=True)
    def readers_see_it(self, feature: Feature) -> bool:
        return bool(feature.holds and feature.page.is_public)
