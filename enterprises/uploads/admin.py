"""Quotas of single enterprises; what all may is a setting."""

from typing import Any, ClassVar

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from enterprises.uploads.models import UploadQuota
from enterprises.uploads.services import room_of
from portal.accounts.admin import SharedRecordAdmin


@admin.register(UploadQuota)
class UploadQuotaAdmin(SharedRecordAdmin):
    """Who may send more, or less, than the others, and why."""

    handbook = "cho-luu-tep-cua-doanh-nghiep"
    list_display = ["enterprise", "megabytes", "files", "reason"]
    list_select_related: ClassVar[Any] = ["enterprise"]
    search_fields: ClassVar[Any] = ["enterprise__title"]
    autocomplete_fields: ClassVar[Any] = ["enterprise"]
    fields = ("enterprise", "megabytes", "files", "reason", "used")
    readonly_fields = ("used",)

    @admin.display(description=_("used so far"))
    def used(self, quota: UploadQuota) -> str:
        """Return what the enterprise has used."""
        if quota.pk is None:
            return "—"
        room = room_of(quota.enterprise_id)
        return _("%(used)s in %(files)d files") % {
            "used": filesizeformat(room.used),
            "files": room.files,
        }
