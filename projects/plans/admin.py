from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin
from projects.plans.models import Goal, MasterPlan


class GoalInline(PartInline):
    stands_early = True
    model = Goal
    fk_name = "plan"
    fields = ["text", "year", "indicator", "quote", "evidence", "position"]
    autocomplete_fields = ["indicator"]
    raw_id_fields = ["evidence"]


@admin.register(MasterPlan)
class MasterPlanAdmin(PublicationAdmin):
    handbook = "quy-hoach"
    wording: ClassVar[Any] = {
        "title": (
            _("Name of the plan"),
            _("As the decision that approved it has it, with its years."),
        )
    }
    list_display = ["title", "horizon", "orientation", "state_label", "updated_at"]
    list_filter = ["state", "horizon"]
    kind_fields = ("scope", "horizon", "orientation")
    sheet_kind = kind_fields
    kind_fieldsets = (
        (_("Decision"), {"fields": ["decision_number", "decided_on", "issuer"]}),
        (_("Earlier plans"), {"classes": ["collapse"], "fields": ["amends", "replaces"]}),
        (_("Where it comes from"), {"classes": ["collapse"], "fields": ["quote", "evidence"]}),
    )
    autocomplete_fields = ["topics", "issuer", "amends", "replaces"]
    raw_id_fields = ["cover", "evidence"]
    inlines = [GoalInline, AttachmentInline]
