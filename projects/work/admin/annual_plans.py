from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin
from projects.work.models import AnnualPlan, Task


class TaskInline(PartInline):
    model = Task
    fk_name = "plan"
    fields = [
        "title",
        "owner",
        "due_on",
        "due_words",
        "state",
        "done_on",
        "project",
        "quote",
        "evidence",
        "position",
    ]
    autocomplete_fields = ["owner", "project"]
    raw_id_fields = ["evidence"]


@admin.register(AnnualPlan)
class AnnualPlanAdmin(PublicationAdmin):
    handbook = "chuong-trinh-cong-tac-nam"
    list_display = ["title", "year", "state_label", "updated_at"]
    list_filter = ["state"]
    kind_fields = ("year",)
    sheet_kind = kind_fields
    kind_fieldsets = ((_("Where it comes from"), {"fields": ["quote", "evidence"]}),)
    raw_id_fields = ["cover", "evidence"]
    inlines = [TaskInline, AttachmentInline]
