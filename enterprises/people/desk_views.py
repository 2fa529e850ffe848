"""Our people, on the desk: who speaks for us, who is invited, and how that changes."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.people import draft_recovery, invitations, roles
from enterprises.people.access import (
    desk_form,
    desk_form_page,
    desk_page,
    for_owners,
    for_representatives,
)
from enterprises.people.forms import InviteForm, RoleForm
from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative, RepresentativeRole


@for_representatives
@require_safe
def people(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the enterprise's people and its open invitations."""
    invitations = list(me.enterprise.invitations.unanswered()) if me.is_owner else []
    return _page(request, me, "people", people=_ours(me), invitations=invitations)


@for_owners
def invite(request: HttpRequest, me: Representative) -> HttpResponse:
    """Invite somebody by e-mail; the same twice sends one letter."""
    form = InviteForm(draft_recovery.sent_or_restored(request, me), label_suffix="")
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            invitations.invite(
                me.enterprise, email=values["email"], role=values["role"], by=me.user
            )
        except ValidationError as error:
            form.add_error("email", error)
        else:
            draft_recovery.discard(request, me)
            message = _("The invitation is on its way to %(email)s.")
            return _done(request, message % {"email": values["email"]})
    return desk_form_page(request, me, "enterprises/people/desk/invite", form=form)


@for_owners
def invitation_again(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Send an invitation's letter once more; earlier links lead nowhere from then on."""
    invited = _invitation(me, pk)
    if request.method != "POST":
        return _page(request, me, "invitation_again", invited=invited)
    try:
        is_sent = invitations.send_again(invited, by=me.user)
    except ValidationError as error:
        refusal = " ".join(error.messages)
        return _page(request, me, "invitation_again", invited=invited, refusal=refusal)
    if is_sent:
        message = _("The invitation is on its way to %(email)s.")
    else:
        message = _("A letter to %(email)s is on its way already; it may take some minutes.")
    return _done(request, message % {"email": invited.email})


@for_owners
def invitation_revoke(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invited = _invitation(me, pk)
    if request.method != "POST":
        return _page(request, me, "invitation_revoke", invited=invited)
    if not invitations.revoke(invited, by=me.user):
        message = _(
            "%(email)s has taken the invitation meanwhile; end their access if it was a mistake."
        )
        messages.error(request, message % {"email": invited.email})
        return redirect("enterprises:desk_people")
    message = _("The invitation to %(email)s is revoked; its link leads nowhere now.")
    return _done(request, message % {"email": invited.email})


@for_owners
def role(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Let a person decide on people too, or only write."""
    person = _person(me, pk)
    target = RepresentativeRole.EDITOR if person.is_owner else RepresentativeRole.OWNER
    form = RoleForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        new_role = RepresentativeRole(form.cleaned_data["role"])
        refusal = _tried(roles.change_role, person, new_role, by=me.user)
        if not refusal:
            return _done(request, _("%(person)s has another role now.") % {"person": person.user})
    return _page(request, me, "role", person=person, target=target, refusal=refusal)


@for_owners
def end(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Close the desk to a person, at once."""
    person = _person(me, pk)
    if person.pk == me.pk:
        return redirect("enterprises:desk_leave")
    if request.method != "POST":
        return _page(request, me, "end", person=person)
    if refusal := _tried(roles.end, person, by=me.user):
        return _page(request, me, "end", person=person, refusal=refusal)
    return _done(request, _("%(person)s does not speak for us any more.") % {"person": person.user})


@for_owners
def hand_over(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Let another person be owner in one's place."""
    person = _person(me, pk)
    if person.pk == me.pk:
        raise Http404
    if request.method != "POST":
        return _page(request, me, "hand_over", person=person)
    if refusal := _tried(roles.hand_over, me, person):
        return _page(request, me, "hand_over", person=person, refusal=refusal)
    return _done(
        request, _("%(person)s is the owner of the account now.") % {"person": person.user}
    )


@desk_form
def leave(request: HttpRequest, me: Representative) -> HttpResponse:
    """Stop speaking for the enterprise; the desk then says so."""
    refusal = _tried(roles.end, me, by=me.user) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return redirect("enterprises:desk")
    others = (each for each in _ours(me) if each != me)
    is_last_owner = me.is_owner and not any(each.may_act_as_owner for each in others)
    return _page(request, me, "leave", refusal=refusal, is_last_owner=is_last_owner)


def _ours(me: Representative) -> list[Representative]:
    """Return the current representatives of the enterprise, owners first."""
    rows = Representative.objects.current().filter(enterprise_id=me.enterprise_id)
    return list(rows.select_related("user").order_by("-role", "since", "pk"))


def _person(me: Representative, pk: int) -> Representative:
    rows = Representative.objects.current().select_related("user")
    return get_object_or_404(rows, pk=pk, enterprise_id=me.enterprise_id)


def _invitation(me: Representative, pk: int) -> Invitation:
    return get_object_or_404(me.enterprise.invitations.unanswered(), pk=pk)


def _tried[**P](step: Callable[P, None], *args: P.args, **named: P.kwargs) -> str:
    """Take a step; why it was refused, in words, else nothing."""
    try:
        step(*args, **named)
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return _("Meanwhile somebody has changed this. Look at the list of people again.")
    return ""


def _done(request: HttpRequest, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("enterprises:desk_people")


def _page(request: HttpRequest, me: Representative, name: str, **context: object) -> HttpResponse:
    return desk_page(request, me, f"enterprises/people/desk/{name}", **context)
