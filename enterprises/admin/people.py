from django.contrib import admin

from enterprises.models import Representative
from portal.accounts.admin import SharedRecordAdmin
from portal.newsroom.paging import BoundedPaginator


@admin.register(Representative)
class RepresentativeAdmin(SharedRecordAdmin):
    """Who speaks for which enterprise; access is given by invitation and ends with a day."""

    list_display = ["user", "enterprise", "role", "since", "ended_at"]
    list_filter = ["role"]
    paginator = BoundedPaginator
    show_full_result_count = False
    list_select_related = ["user", "enterprise"]
    search_fields = ["user__username", "user__email"]
    autocomplete_fields = ["user", "enterprise"]
