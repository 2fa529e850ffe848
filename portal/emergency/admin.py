"""Duty contacts and notices in the admin: editors and publishers keep them."""

from django.contrib import admin

from portal.accounts.admin import SharedRecordAdmin
from portal.emergency.models import DutyContact, EmergencyNotice


@admin.register(DutyContact)
class DutyContactAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["name", "phone", "radio", "position", "is_sample"]
    search_fields = ["name"]


@admin.register(EmergencyNotice)
class EmergencyNoticeAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["text", "at"]
