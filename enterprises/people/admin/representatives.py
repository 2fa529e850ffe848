"""Representatives and invitations in the admin."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enterprises.people import invitations, roles
from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative, RepresentativeRole
from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.reauthentication import AskAgainMixin, require_recent_sign_in
from portal.accounts.roles import PUBLISH, staff
from portal.kit.admin import ReadOnlyAdmin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.kit.admin_pages import show_own_page


class PeopleAdmin(StaffSeesMixin, ReadOnlyAdmin):
    """Base admin of people: seen by the staff, changed by publishers through actions."""

    handbook = "nguoi-dai-dien-cua-doanh-nghiep"

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may manage the people of enterprises."""
        return request.user.has_perm(PUBLISH)


class NowFilter(ConditionFilter):
    """A filter for current and former representatives."""

    title = _("access")
    parameter_name = "quyen"

    def conditions(self) -> Conditions:
        return {
            "nay": (_("speaks for the enterprise now"), Q(ended_at=None)),
            "truoc": (_("has ended"), Q(ended_at__isnull=False)),
        }


@admin.register(Representative)
class RepresentativeAdmin(PeopleAdmin):
    """Representatives, who come by invitation; their role changes and ends here."""

    list_display = ["user", "enterprise", "role", "since", "ended_at"]
    list_filter = [NowFilter, "role"]
    list_select_related = ["user", "enterprise"]
    search_fields = ["user__username", "user__email", "enterprise__title"]
    autocomplete_fields = ["user", "enterprise"]
    fields = ["user", "enterprise", "role", "since", "ended_at"]
    readonly_fields = ["since", "ended_at"]
    actions = ["make_owner", "end_access"]

    @admin.action(description=_("Make owner of the account"), permissions=["decide"])
    def make_owner(self, request: HttpRequest, queryset: QuerySet[Representative]) -> None:
        # It hands an enterprise's account over: not by a browser left open.
        require_recent_sign_in(request)
        people = list(queryset.filter(ended_at=None))
        for person in people:
            roles.change_role(person, RepresentativeRole.OWNER, by=staff(request))
        message = ngettext(
            "%(number)d person is owner now.", "%(number)d people are owners now.", len(people)
        )
        self.message_user(request, message % {"number": len(people)}, messages.SUCCESS)

    @admin.action(description=_("End the access"), permissions=["decide"])
    def end_access(
        self, request: HttpRequest, queryset: QuerySet[Representative]
    ) -> HttpResponse | None:
        people = list(queryset.filter(ended_at=None).select_related("user", "enterprise"))
        if "_confirmed" not in request.POST:
            template = "admin/profiles/representative/end_access.html"
            return show_own_page(
                request, template, _("End the access"), people=people, opts=self.opts
            )
        require_recent_sign_in(request)
        for person in people:
            roles.end(person, by=staff(request))
        message = ngettext(
            "The access of %(number)d person has ended.",
            "The access of %(number)d people has ended.",
            len(people),
        )
        self.message_user(request, message % {"number": len(people)}, messages.SUCCESS)
        return None


class InvitationForm(forms.ModelForm[Invitation]):
    """The invitation that the staff sends, checked before anything is written."""

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("enterprise") and cleaned.get("email"):
            cleaned["email"] = self.instance.email = cleaned["email"].lower()
            invitations.check(cleaned["enterprise"], cleaned["email"])


class InvitationFilter(ConditionFilter):
    title = _("state")
    parameter_name = "tinh-trang"

    def conditions(self) -> Conditions:
        return {
            "xin-lai": (_("ran out; asked for again"), Q(requested_again_at__isnull=False)),
            "chua-nhan": (_("not taken yet"), Q(used_at=None, revoked_at=None)),
            "da-nhan": (_("invitation taken"), Q(used_at__isnull=False)),
            "thu-hoi": (_("invitation revoked"), Q(revoked_at__isnull=False)),
        }


@admin.register(Invitation)
class InvitationAdmin(AskAgainMixin, PeopleAdmin):
    """Invitations: created, sent again and revoked; the token is never shown."""

    form = InvitationForm
    list_display = [
        "email", "enterprise", "role", "state", "created_at", "expires_at", "created_by",
    ]  # fmt: skip
    list_filter = [InvitationFilter, "role"]
    list_select_related = ["enterprise", "created_by"]
    search_fields = ["email", "enterprise__title"]
    autocomplete_fields = ["enterprise"]
    fields: ClassVar[Any] = ["enterprise", "email", "role"]
    readonly_fields: ClassVar[Any] = [
        "created_at", "created_by", "sent_at", "expires_at", "used_at", "used_by",
        "revoked_at", "requested_again_at",
    ]  # fmt: skip
    actions = ["send_again", "revoke"]

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        return self.fields if obj is None else [*self.fields, *self.readonly_fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_decide_permission(request)

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: InvitationForm, change: bool
    ) -> None:
        """Invite by the one way there is, with record and letter."""
        made = invitations.invite(obj.enterprise, email=obj.email, role=obj.role, by=staff(request))
        obj.pk = made.pk
        obj.refresh_from_db()

    def response_add(
        self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Say that a letter is on its way, to whom, and until when its link is good."""
        text = gettext(
            "A letter to %(email)s is on its way. Its link is good for %(days)d days, until "
            "%(day)s; the list shows whether it was taken, and sends it again."
        )
        day = date_format(timezone.localtime(obj.expires_at), "DATE_FORMAT")
        values = {"email": obj.email, "days": settings.INVITATION_DAYS, "day": day}
        self.message_user(request, text % values, messages.SUCCESS)
        return self.response_post_save_add(request, obj)

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> str:
        return str(invitation.state_label)

    @admin.action(description=_("Send the invitation again"), permissions=["decide"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        sent, unsent = 0, []
        for each in queryset:
            try:
                if invitations.send_again(each, by=staff(request)):
                    sent += 1
                else:
                    unsent.append(each.email)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
        if sent:
            message = ngettext(
                "%(number)d letter is on its way.", "%(number)d letters are on their way.", sent
            )
            self.message_user(request, message % {"number": sent}, messages.SUCCESS)
        if unsent:
            text = gettext(
                "No letter goes to %(emails)s: the invitation is taken or revoked, or a letter "
                "went some minutes ago."
            )
            self.message_user(request, text % {"emails": ", ".join(unsent)}, messages.WARNING)

    @admin.action(description=_("Take the invitation back"), permissions=["decide"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        rows = list(queryset)
        taken = [each.email for each in rows if not invitations.revoke(each, by=staff(request))]
        if count := len(rows) - len(taken):
            message = ngettext(
                "%(number)d invitation is revoked; its link leads nowhere now.",
                "%(number)d invitations are revoked; their links lead nowhere now.",
                count,
            )
            self.message_user(request, message % {"number": count}, messages.SUCCESS)
        if taken:
            text = gettext(
                "The invitation to %(emails)s was taken already: where it should not have been, "
                "end the access in the list of representatives."
            )
            self.message_user(request, text % {"emails": ", ".join(taken)}, messages.WARNING)
