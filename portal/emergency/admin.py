"""Duty contacts, notices and what works in the admin: editors and publishers keep them."""

from django.contrib import admin

from portal.accounts.admin import SharedRecordAdmin
from portal.emergency.models import DutyContact, EmergencyNotice, Lifeline


@admin.register(DutyContact)
class DutyContactAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["name", "phone", "radio", "position", "is_sample"]
    search_fields = ["name"]


@admin.register(EmergencyNotice)
class EmergencyNoticeAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["text", "at"]


@admin.register(Lifeline)
class LifelineAdmin(SharedRecordAdmin):
    handbook = "che-do-khan-cap"
    list_display = ["name", "status", "place", "status_at", "position"]
    search_fields = ["name"]
