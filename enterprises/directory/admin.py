from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from enterprises.association.models import Membership
from enterprises.freshness.admin import EnterpriseAgeFilter
from enterprises.profiles.models import Enterprise, PrivateContact, Sector
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.roles import PUBLISH
from portal.editing.filters import ShortRelatedFilter
from portal.editing.public_records import PublicRecordAdmin
from portal.editing.publication_admin import PublicationAdmin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells


@admin.register(Sector)
class SectorAdmin(SheetAdmin, PublicRecordAdmin):
    cells = Cells(("name", "slug", "position"), keys=("slug",))
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]


@admin.register(Enterprise)
class EnterpriseAdmin(PublicationAdmin):
    """The profile as readers see it, and the way to what only the staff knows."""

    handbook = "ho-so-va-dia-ban-cua-doanh-nghiep"
    wording: ClassVar[Any] = {
        "title": (
            _("Name of the enterprise"),
            _("In full, as its certificate of registration has it."),
        )
    }
    change_form_template = "admin/profiles/enterprise/change_form.html"
    list_display = [
        "title", "short_name", "tax_code", "is_sample", "state_label", "updated_at",
    ]  # fmt: skip
    sortable_by = (*PublicationAdmin.sortable_by, "tax_code")
    list_filter = [
        "state",
        ("sectors", ShortRelatedFilter),
        EnterpriseAgeFilter,
        "size",
        "is_sample",
    ]
    ordering = ["sort_key", "id"]
    kind_fields = ("short_name", "tax_code", "licence", "sectors")
    sheet_kind = (
        "short_name", "tax_code", "licence", "sectors", "address", "locality", "size",
        "founded_year", "capabilities", "website", "phone", "email",
    )  # fmt: skip
    sheet_codes = ("licence", "phone")
    kind_fieldsets = (
        (_("Where to find it"), {"fields": ["address", "locality", "phone", "email", "website"]}),
        (_("What it is and can do"), {"fields": ["size", "founded_year", "capabilities", "logo"]}),
        (
            _("What the department knows besides"),
            {"fields": ["private_contact_shown", "membership_shown"]},
        ),
    )
    readonly_fields = ("private_contact_shown", "membership_shown")
    autocomplete_fields = ["topics", "sectors", "locality", "logo"]

    @admin.display(description=_("private contact"))
    def private_contact_shown(self, enterprise: Enterprise) -> str:
        """Return the contact person, with a link to their own page."""
        if enterprise.pk is None:
            return str(_("to be entered once the profile is saved"))
        found = PrivateContact.objects.filter(enterprise=enterprise.pk).first()
        parts = (found.name, found.phone, found.email) if found else ()
        return _led_on(
            " · ".join(part for part in parts if part) or _("nobody is entered"),
            PrivateContact,
            enterprise,
            found,
        )

    @admin.display(description=_("membership in the association"))
    def membership_shown(self, enterprise: Enterprise) -> str:
        """Return the days of membership, with a link to the list of memberships."""
        if enterprise.pk is None:
            return str(_("to be entered once the profile is saved"))
        found = Membership.objects.filter(enterprise=enterprise.pk).first()
        return _led_on(_days(found) if found else _("no member"), Membership, enterprise, found)

    def get_list_display(self, request: HttpRequest) -> Any:
        """Return the columns, with a link to invite for those who may."""
        columns = super().get_list_display(request)
        return [*columns, "invite"] if request.user.has_perm(PUBLISH) else columns

    @admin.display(description=_("representatives"))
    def invite(self, enterprise: Enterprise) -> SafeString:
        address = f"{reverse('admin:people_invitation_add')}?enterprise={enterprise.pk}"
        return format_html('<a href="{}">{}</a>', address, _("Invite a representative"))


@admin.register(PrivateContact)
class PrivateContactAdmin(SharedRecordAdmin):
    """Contact persons: for the staff only, changes recorded, never exported."""

    handbook = "ho-so-va-dia-ban-cua-doanh-nghiep"
    list_display = ["enterprise", "name", "phone", "email"]
    list_select_related = ["enterprise"]
    search_fields = ["name", "enterprise__title"]
    autocomplete_fields = ["enterprise"]


def _days(membership: Membership) -> str:
    joined = membership.joined_on.strftime("%d/%m/%Y")
    if membership.left_on is None:
        return _("member since %(day)s") % {"day": joined}
    left = membership.left_on.strftime("%d/%m/%Y")
    return _("member from %(joined)s to %(left)s") % {"joined": joined, "left": left}


def _led_on(
    text: StrOrPromise, model: type[Model], page: Enterprise, found: Model | None
) -> SafeString:
    """Return the text with a link to the form where it is changed or first entered."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if found is None:
        way, address = _("Enter"), f"{reverse(f'{name}_add')}?enterprise={page.pk}"
    else:
        way, address = _("Change"), reverse(f"{name}_change", args=[found.pk])
    return format_html('{} <a href="{}">{}</a>', text, address, way)
