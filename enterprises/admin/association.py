"""The association in the admin: its one page, its posts, its members; every change written down."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from enterprises.models import Association, AssociationPost, Membership, PersonalMember
from portal.newsroom.page_field import PageField
from portal.newsroom.paging import BoundedPaginator
from portal.newsroom.seen import SeenRecordAdmin
from portal.publishing.models import Publication


class AssociationRowAdmin(SeenRecordAdmin):
    """Rows that the association's page is made of: readers see a change at once."""

    handbook = "hoi-tin-hoc"


@admin.register(Association)
class AssociationAdmin(AssociationRowAdmin):
    list_display = ["name", "phone", "email"]
    show_full_result_count = False

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Asked here only: every page of the admin asks whether something may be added.
        if Association.objects.exists():
            return redirect("admin:enterprises_association_change", Association.ONLY)
        return super().add_view(request, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Association, form: Any, change: bool) -> None:
        # Somebody may add it in two windows: there is only one.
        obj.pk = Association.ONLY
        super().save_model(request, obj, form, change)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Publication:
            label, text = db_field.verbose_name, db_field.help_text
            return PageField(label=label, help_text=text, required=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(AssociationPost)
class AssociationPostAdmin(AssociationRowAdmin):
    list_display = ["office", "person", "consent_on", "since", "until"]
    list_filter = ["office"]
    search_fields = ["person"]


@admin.register(PersonalMember)
class PersonalMemberAdmin(AssociationRowAdmin):
    list_display = ["person", "work", "consent_on", "since", "until"]
    search_fields = ["person"]
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False


@admin.register(Membership)
class MembershipAdmin(AssociationRowAdmin):
    list_display = ["enterprise", "joined_on", "left_on"]
    list_select_related = ["enterprise"]
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]
