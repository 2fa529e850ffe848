"""Agencies and partners, and who came after whom, in the admin."""

from django.contrib import admin

from portal.accounts.admin import SharedRecordAdmin
from portal.editing.public_records import PublicRecordAdmin
from portal.organisations.models import Organisation, Succession


@admin.register(Organisation)
class OrganisationAdmin(SharedRecordAdmin):
    handbook = "co-quan-doi-ten-sap-nhap"
    list_display = ["name", "short_name", "kind", "website", "is_related", "position"]
    list_filter = ["kind", "is_related"]
    search_fields = ["name", "short_name"]


@admin.register(Succession)
class SuccessionAdmin(PublicRecordAdmin):
    handbook = "co-quan-doi-ten-sap-nhap"
    list_display = ["former", "successor", "from_year", "today", "ran_this_site"]
    list_select_related = ["former", "successor", "today"]
    list_filter = ["ran_this_site"]
    search_fields = ["former__name", "successor__name"]
    autocomplete_fields = ["former", "successor"]
