from typing import Any

from django.contrib import admin
from django.db.models import DecimalField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.parts import AttachmentInline, PartInline
from projects.models import Indicator, MasterPlan, Observation, Project, Target


@admin.register(MasterPlan)
class MasterPlanAdmin(PublicationAdmin):
    list_display = ["title", "horizon", "orientation", "state_label", "updated_at"]
    list_filter = ["state", "horizon"]
    kind_fields = ("scope", "horizon", "orientation")
    kind_fieldsets = ((_("Where it comes from"), {"fields": ["quote", "evidence"]}),)
    raw_id_fields = ["cover", "evidence"]


@admin.register(Project)
class ProjectAdmin(PublicationAdmin):
    list_display = ["title", "plan", "nature", "stage", "state_label", "updated_at"]
    list_filter = ["state", "stage", "nature", "plan"]
    list_select_related = ["section", "plan"]
    kind_fields = ("plan", "nature", "stage")
    kind_fieldsets = ((_("Where it comes from"), {"fields": ["quote", "evidence"]}),)
    autocomplete_fields = ["topics", "plan"]
    raw_id_fields = ["cover", "evidence"]


# Figures are typed and shown as people write them here: 35,5.
LOCAL_FIGURES: dict[Any, Any] = {DecimalField: {"localize": True}}


class TargetInline(PartInline):
    formfield_overrides = LOCAL_FIGURES
    model = Target
    fk_name = "indicator"
    fields = ["year", "value", "upper", "quote", "note", "evidence"]
    raw_id_fields = ["evidence"]


class ObservationInline(PartInline):
    formfield_overrides = LOCAL_FIGURES
    model = Observation
    fk_name = "indicator"
    fields = ["starts_on", "ends_on", "value", "state", "evidence"]
    raw_id_fields = ["evidence"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("indicator")


@admin.register(Indicator)
class IndicatorAdmin(PublicationAdmin):
    list_display = ["title", "unit", "period_kind", "is_headline", "state_label", "updated_at"]
    list_filter = ["state", "period_kind"]
    kind_fields = ("unit", "definition", "period_kind", "is_headline")
    inlines = [TargetInline, ObservationInline, AttachmentInline]
