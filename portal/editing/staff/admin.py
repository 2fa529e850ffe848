"""People in the admin: one form for a new account, a letter instead of a password, leaving."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from portal.accounts.addresses import end_other_addresses
from portal.accounts.admin import AssignablePermissionsAdmin
from portal.accounts.leaving import held_by, let_go, take_back
from portal.accounts.models import User
from portal.accounts.reauthentication import require_recent_sign_in
from portal.accounts.roles import staff
from portal.accounts.second_step import second_steps
from portal.accounts.staff import has_begun, link_days, send_link
from portal.audit.mixin import Formsets
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.editing.ending_links import open_links_of, revoke_links
from portal.editing.staff.forms import AccountForm, LeavingForm, NewAccountForm
from portal.editing.staff.held import keep_changes
from portal.kit.admin import NoDeleteMixin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.kit.admin_pages import own_page, row_or_404, show_own_page
from portal.kit.postgres.folding import alphabetical


class RoleFilter(admin.RelatedFieldListFilter):
    """Filters by role, and finds who has none and so can do nothing here."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.empty_value_display = format_html("{}", _("no role"))


class SecondStepFilter(ConditionFilter):
    """Who has set up the second sign-in step, and who has not."""

    title = gettext_lazy("second sign-in step")
    parameter_name = "buoc-hai"

    def conditions(self) -> Conditions:
        return {
            "co": (gettext_lazy("set up"), Q(has_second_step=True)),
            "chua": (gettext_lazy("not set up"), Q(has_second_step=False)),
        }


@admin.register(User)
class AccountAdmin(NoDeleteMixin, AssignablePermissionsAdmin):
    """Accounts: nobody sets a password for another, nobody is deleted."""

    form = AccountForm
    list_display = ("person", "email", "roles", "last_login", "second_step", "account_status")
    list_filter: ClassVar[Any] = ["is_active", ("groups", RoleFilter), SecondStepFilter]
    search_fields: ClassVar[Any] = ["username", "last_name", "first_name", "email"]
    search_help_text = gettext_lazy("Words of the name, the sign-in name or the e-mail address.")
    ordering: ClassVar[Any] = ["-is_active", alphabetical("first_name"), "username"]
    readonly_fields: ClassVar[Any] = ["last_login", "date_joined", "second_step", "account_status"]
    filter_horizontal = ("user_permissions",)
    help_texts: ClassVar[dict[str, StrPromise]] = {
        "username": gettext_lazy("To sign in by, as the e-mail address is."),
        "first_name": gettext_lazy("The given name; it is shown last, as is usual here."),
        "last_name": gettext_lazy("The family name and the middle name; shown first."),
        "email": gettext_lazy("The invitation goes there; one address serves one account."),
        "is_superuser": gettext_lazy("May do everything, also here. Two such people are enough."),
        "user_permissions": gettext_lazy("Rights beyond the roles; seldom needed."),
    }

    # --- the form -----------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        who = ["last_name", "first_name", "email"]
        closed = {"classes": ["collapse"], "fields": ["sections"]}
        sections = (gettext_lazy("Only in these sections"), closed)
        if obj is None:
            return [(None, {"fields": [*who, "groups"]}), sections]
        facts = {"fields": ["account_status", "last_login", "second_step", "date_joined"]}
        shown = [
            (None, {"fields": [*who, "username", "groups"]}),
            sections,
            (gettext_lazy("The account"), facts),
        ]
        if request.user.is_superuser:
            single = {"classes": ["collapse"], "fields": ["is_superuser", "user_permissions"]}
            shown.append((gettext_lazy("Single rights"), single))
        return shown

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = NewAccountForm
        return super().get_form(request, obj, change=change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let nobody but an administrator write the account of one."""
        is_above = getattr(obj, "is_superuser", False) and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    @recorded_last()
    def save_related(
        self, request: HttpRequest, form: Any, formsets: Formsets, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        chosen = form.cleaned_data.get("sections")
        before = sorted(str(each) for each in form.instance.sections.all())
        if chosen is not None and before != (after := sorted(map(str, chosen))):
            form.instance.sections.set(chosen)
            old, new = {"sections": before}, {"sections": after}
            record(Action.CHANGED, by=request.user, subject=form.instance, old=old, new=new)
        if not change:
            send_link(form.instance, by=staff(request))
        elif (before := form.values_before["email"]) != form.instance.email:
            end_other_addresses(form.instance, before=before, by=staff(request))
        if form.was_staff and not form.instance.is_staff:
            self._keep_at_the_department(request, form.instance)

    def _keep_at_the_department(self, request: HttpRequest, person: User) -> None:
        """Take over what somebody has begun who has no role any more; their links end.

        What others have to do, such as answer a citizen, waits for somebody again.
        """
        by, kept = staff(request), {}
        revoke_links(open_links_of(person), by=by)
        for held in held_by(person):
            if held.stays:
                held.give(by, by)
                kept[held.name] = held.count
            elif held.give_back is not None:
                held.give_back(by)
        if number := keep_changes(person, to=by):
            kept["changes"] = number
        if kept:
            record(Action.CHANGED, by=by, subject=person, new={"given_to": str(by)} | kept)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Say that a letter is on its way, to whom, and how long its link holds."""
        self._say_sent(request, obj)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(reverse("admin:accounts_user_add"))
        return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))

    def _say_sent(self, request: HttpRequest, person: User) -> None:
        text = _(
            "A letter to %(email)s is on its way: a link to set the password, good for "
            "%(days)d days. After that, send it again from the page of the account. "
            "One signs in by this address, or by the name %(username)s."
        )
        values = {"email": person.email, "days": link_days(), "username": person.username}
        self.message_user(request, text % values, messages.SUCCESS)

    # --- the list -----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        steps = second_steps().filter(user=OuterRef("pk"))
        rows: QuerySet[User] = super().get_queryset(request)
        return rows.annotate(has_second_step=Exists(steps)).prefetch_related("groups")

    @admin.display(description=gettext_lazy("name"), ordering=alphabetical("first_name"))
    def person(self, user: User) -> str:
        return str(user)

    @admin.display(description=gettext_lazy("role"))
    def roles(self, user: User) -> str:
        names = [role.name for role in user.groups.all()]
        if user.is_superuser:
            names.insert(0, capfirst(_("administrator")))
        return ", ".join(names)

    @admin.display(description=gettext_lazy("second sign-in step"))
    def second_step(self, user: User) -> str:
        return _("set up") if getattr(user, "has_second_step", False) else _("not set up")

    @admin.display(description=gettext_lazy("state"), ordering="is_active")
    def account_status(self, user: User) -> str:
        if not user.is_active:
            return _("left")
        if user.last_login:
            return _("in use")
        has_password = user.has_usable_password()
        return _("not signed in yet") if has_password else _("invited, not signed in yet")

    # --- letters and leaving ------------------------------------------------------------------

    def _person(self, request: HttpRequest, object_id: str) -> User:
        """Return the account, if the person at the desk may change it; 403, 404 otherwise."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person: User = row_or_404(self.get_queryset(request), unquote(object_id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if request.method == "POST":
            require_recent_sign_in(request)
        return person

    def _to_account(self, person: User) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[person.pk]))

    # Django's own address: nobody types a password for somebody else here.
    @own_page("<id>/password/", "password_change", stem="auth_user")
    def password_view(self, request: HttpRequest, id: str) -> HttpResponse:
        """Lead to the account, where a letter with a link is sent."""
        return self._to_account(self._person(request, id))

    @own_page("<path:object_id>/gui-thu/", "letter")
    def letter_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send the person a link to set a password, the first or a new one."""
        person = self._person(request, object_id)
        if request.method == "POST":
            if person.is_active and person.email:
                send_link(person, by=staff(request))
                self._say_sent(request, person)
            else:
                text = _("No letter went: the account is shut or has no e-mail address.")
                self.message_user(request, text, messages.ERROR)
        return self._to_account(person)

    @own_page("<path:object_id>/nghi/", "leaving")
    def leaving_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what somebody holds; shut the account and give it to a colleague."""
        person = self._person(request, object_id)
        every = held_by(person)
        is_needed = not all(held.ends for held in every)
        data = request.POST if request.method == "POST" else None
        form = LeavingForm(data, leaver=person, is_needed=is_needed)
        if form.is_bound and form.is_valid():
            to = form.cleaned_data["to"]
            try:
                let_go(person, to=to, by=staff(request))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                text = _("%(name)s cannot sign in any more; every session has ended.")
                if is_needed:
                    text = _(
                        "%(name)s cannot sign in any more; every session has ended. "
                        "What was open is %(to)s's now."
                    )
                self.message_user(request, text % {"name": person, "to": to}, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))
        return show_own_page(
            request,
            "admin/accounts/user/leaving.html",
            _("Let %(name)s go") % {"name": person},
            opts=self.opts,
            person=person,
            every=every,
            is_needed=is_needed,
            form=form,
        )

    @own_page("<path:object_id>/tro-lai/", "return")
    def return_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open a shut account again and send a link to set a new password."""
        person = self._person(request, object_id)
        if request.method == "POST" and not person.is_active:
            take_back(person, by=staff(request))
            person.refresh_from_db()
            if person.email:
                send_link(person, by=staff(request))
                self._say_sent(request, person)
            else:
                text = _(
                    "The account is open again, but has no e-mail address, so no link to set a "
                    "password went out: write an address, then send the letter."
                )
                self.message_user(request, text, messages.WARNING)
        return self._to_account(person)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        person = kwargs.get("obj")
        context["has_begun"] = person is not None and has_begun(person)
        return super().render_change_form(request, context, *args, **kwargs)
