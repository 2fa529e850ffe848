"""Taking an invitation: once, by the person it was sent to, for one enterprise at a time."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.people.accounts import make_representative, open_account, owns_address
from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.tasks.sending import send


class InvitationClosed(Exception):
    """It was taken, revoked, or has ended in the meantime."""


def hindrance(invitation: Invitation, user: User) -> str:
    """Why this person cannot take the invitation, as they read it; nothing where they can."""
    if not owns_address(user, invitation.email):
        return _(
            "You are signed in with another account. The invitation is for %(email)s: "
            "sign out, then open the link in the letter again."
        ) % {"email": invitation.email}
    if user.is_staff:
        return _("An account of the department's staff cannot speak for an enterprise.")
    mine = Representative.objects.current().filter(user=user).select_related("enterprise").first()
    if mine is None:
        return ""
    if mine.enterprise_id == invitation.enterprise_id:
        return _("You speak for this enterprise already; open its desk.")
    return _(
        "You speak for %(enterprise)s now, and a person speaks for one enterprise at a time. "
        "Leave there first, or ask for an invitation to another address."
    ) % {"enterprise": mine.enterprise.title}


@transaction.atomic
def accept(invitation: Invitation, *, user: User) -> Representative:
    """Let the person speak from now on; raises InvitationClosed or ValidationError."""
    locked = _locked(invitation)
    if why_not := hindrance(locked, user):
        raise ValidationError(why_not)
    try:
        with transaction.atomic():
            me = Representative.objects.create(
                enterprise=locked.enterprise, user=user, role=locked.role
            )
    except IntegrityError as error:
        # At this very moment another invitation of theirs was taken.
        raise ValidationError(hindrance(locked, user)) from error
    locked.used_at, locked.used_by = timezone.now(), user
    locked.save(update_fields=["used_at", "used_by"])
    make_representative(user)
    record(Action.ADDED, by=user, subject=me, new={"role": str(me.role), "invited": locked.email})
    _tell_owners(me)
    return me


@transaction.atomic
def accept_with_new_account(invitation: Invitation, *, name: str, password: str) -> Representative:
    """Open an account for the invited address and let it speak; raises as `accept` does."""
    locked = _locked(invitation)
    try:
        with transaction.atomic():
            user = open_account(email=locked.email, name=name, password=password)
    except IntegrityError as error:
        raise ValidationError(_("This address has an account already: sign in first.")) from error
    record(Action.ADDED, by=user, subject=user, new={"email": user.email})
    return accept(locked, user=user)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("enterprise")
    locked = rows.get(pk=invitation.pk)
    if not locked.is_open:
        raise InvitationClosed
    return locked


def _tell_owners(me: Representative) -> None:
    to = me.enterprise.representatives.owners().exclude(pk=me.pk).mailboxes()
    send("representative_joined", to=to, person=me.user, me=me, enterprise=me.enterprise)
