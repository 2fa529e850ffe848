from typing import Any

from django.contrib import admin
from django.db.models import DecimalField

from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.parts import AttachmentInline, PartInline
from projects.models import Indicator, Series, Target

# Figures are typed and shown as people write them here: 35,5.
LOCAL_FIGURES: dict[Any, Any] = {DecimalField: {"localize": True}}


class TargetInline(PartInline):
    formfield_overrides = LOCAL_FIGURES
    model = Target
    fk_name = "indicator"
    fields = ["series", "year", "value", "upper", "equals_benchmark", "quote", "note", "evidence"]
    raw_id_fields = ["evidence"]


class SeriesInline(PartInline):
    model = Series
    fk_name = "indicator"
    fields = ["name", "role", "is_main", "service", "operator", "part_of", "definition", "position"]
    autocomplete_fields = ["operator"]


@admin.register(Indicator)
class IndicatorAdmin(PublicationAdmin):
    list_display = ["title", "unit", "period_kind", "is_headline", "state_label", "updated_at"]
    list_filter = ["state", "period_kind"]
    kind_fields = ("unit", "definition", "period_kind", "is_headline")
    inlines = [SeriesInline, TargetInline, AttachmentInline]
