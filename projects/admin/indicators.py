from typing import Any

from django.contrib import admin
from django.db.models import DecimalField
from django.http import HttpRequest

from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.parts import AttachmentInline, PartInline
from projects.models import Indicator, Series, Target

# Figures are typed and shown as people write them here: 35,5.
LOCAL_FIGURES: dict[Any, Any] = {DecimalField: {"localize": True}}


class SeriesChoice(PartInline):
    """Offers the series of the indicator that is open, not those of all."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Series:
            match = request.resolver_match
            key = str(match.kwargs.get("object_id") or "") if match else ""
            rows = Series.objects.all()
            kwargs["queryset"] = rows.filter(indicator_id=key) if key.isdecimal() else rows.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TargetInline(SeriesChoice):
    formfield_overrides = LOCAL_FIGURES
    model = Target
    fk_name = "indicator"
    fields = ["series", "year", "value", "upper", "equals_benchmark", "quote", "note", "evidence"]
    raw_id_fields = ["evidence"]


class SeriesInline(SeriesChoice):
    model = Series
    fk_name = "indicator"
    fields = ["name", "role", "is_main", "service", "operator", "part_of", "definition", "position"]
    autocomplete_fields = ["operator"]


@admin.register(Indicator)
class IndicatorAdmin(PublicationAdmin):
    list_display = ["title", "unit", "period_kind", "is_headline", "state_label", "updated_at"]
    list_filter = ["state", "period_kind"]
    kind_fields = ("unit", "definition", "period_kind", "is_headline")
    sheet_kind = kind_fields
    inlines = [SeriesInline, TargetInline, AttachmentInline]
