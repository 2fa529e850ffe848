from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.newsroom.admin import PublicationAdmin
from portal.newsroom.filters import ShortRelatedFilter
from projects.models import Project


@admin.register(Project)
class ProjectAdmin(PublicationAdmin):
    list_display = ["title", "plan", "nature", "stage", "state_label", "updated_at"]
    list_filter = ["state", "stage", "nature", ("plan", ShortRelatedFilter)]
    list_select_related = ["section", "plan"]
    kind_fields = ("plan", "nature", "stage")
    sheet_kind = kind_fields
    kind_fieldsets = ((_("Where it comes from"), {"fields": ["quote", "evidence"]}),)
    autocomplete_fields = ["topics", "plan"]
    raw_id_fields = ["cover", "evidence"]
