"""The association in the admin: its one page, its posts, its members; every change written down."""

from typing import Any, ClassVar

from django.contrib import admin

from enterprises.association.models import Association, AssociationPost, Membership, PersonalMember
from portal.editing.public_records import PublicRecordAdmin, SingletonAdmin


class AssociationRowAdmin(PublicRecordAdmin):
    """Base admin of the rows on the association's page; readers see a change at once."""

    handbook = "hoi-tin-hoc"


@admin.register(Association)
class AssociationAdmin(SingletonAdmin):
    handbook = "hoi-tin-hoc"
    list_display = ["name", "phone", "email"]
    # What readers see comes first, the source of it last.
    fields: ClassVar[Any] = [
        "name", "about", "how_to_join", "statute", "address", "phone", "email", "website",
        "quote", "evidence",
    ]  # fmt: skip


@admin.register(AssociationPost)
class AssociationPostAdmin(AssociationRowAdmin):
    list_display = ["office", "person", "consent_on", "since", "until"]
    # What is asked for in any case comes first.
    fields = ["office", "person", "consent_on", "since", "until"]
    list_filter = ["office"]
    search_fields = ["person"]


@admin.register(PersonalMember)
class PersonalMemberAdmin(AssociationRowAdmin):
    list_display = ["person", "work", "consent_on", "since", "until"]
    search_fields = ["person"]


@admin.register(Membership)
class MembershipAdmin(AssociationRowAdmin):
    list_display = ["enterprise", "joined_on", "left_on"]
    list_select_related = ["enterprise"]
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]
