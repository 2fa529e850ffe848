"""Invitations to speak for an enterprise: sent, revoked, and accepted once by who was invited."""

from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.people.models import Invitation
from enterprises.people.tasks import post_invitation
from enterprises.profiles.models import Enterprise, Representative
from portal.accounts.addresses import confirm_address
from portal.accounts.choosing import publishers_here
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.staff import free_username
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.participation.publicforms.limits import Limit
from portal.publishing.models import State
from portal.tasks.letters import send

# More open invitations of one enterprise are a mistake, or use us to send mail.
MAX_OPEN: Final = 20
# A letter takes a while; until then a second one would only make the first one's link stale.
PAUSE: Final = timedelta(minutes=5)
# Nor does who revokes one to send the next: letters are counted, not what is open.
PER_MAILBOX: Final = Limit("doanh-nghiep.loi-moi.thu", 3, timedelta(days=1))
PER_ENTERPRISE: Final = Limit("doanh-nghiep.loi-moi", 30, timedelta(days=1))
# What another letter changes; what became of the invitation is none of it.
_RENEWED: Final = (
    "role",
    "created_at",
    "expires_at",
    "token_hash",
    "sent_at",
    "requested_again_at",
)


@transaction.atomic
def invite(enterprise: Enterprise, *, email: str, role: str, by: User) -> Invitation:
    """Invite an address, or let its open invitation run anew; raises ValidationError."""
    rows = Enterprise.objects.select_for_update(of=("self",), no_key=True)
    enterprise = rows.get(pk=enterprise.pk)
    email = email.strip().lower()
    # Who takes or revokes it locks it, too: whoever had to wait finds it answered.
    open_ones = enterprise.invitations.unanswered().select_for_update(of=("self",))
    invited = open_ones.filter(email=email).first()
    check(enterprise, email, by_staff=by.is_staff)
    if invited is None:
        invited = Invitation(enterprise=enterprise, email=email, created_by=by)
    elif invited.role == role and was_just_sent(invited):
        return invited
    invited.role = role
    _send(invited, by=by)
    return invited


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> bool:
    """Let an invitation run anew with a new letter; whether one goes out.

    None does where a letter has just gone, or where the invitation is taken or revoked. Raises
    ValidationError where enough have gone today, the enterprise is in the bin, or the account shut.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("enterprise")
    locked = rows.get(pk=invitation.pk)
    if locked.used_at or locked.revoked_at or was_just_sent(locked):
        return False
    _refuse_binned(locked.enterprise)
    _refuse_shut(locked.enterprise, account_of(locked.email), by_staff=by.is_staff)
    _send(locked, by=by)
    return True


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> bool:
    """Let its link lead nowhere; return whether it does: not where the invitation is taken."""
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.used_at or locked.revoked_at:
        return not locked.used_at
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record(Action.CHANGED, by=by, subject=locked, new={"revoked": True})
    return True


@transaction.atomic
def ask_again(invitation: Invitation) -> None:
    """Tell who may invite, owners or else publishers, that a new letter is needed; once."""
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.used_at or locked.revoked_at or locked.is_open or locked.requested_again_at:
        return
    if is_binned(locked.enterprise):
        # Nobody could send it, and nobody could ask once more after the enterprise is restored.
        return
    locked.requested_again_at = timezone.now()
    locked.save(update_fields=["requested_again_at"])
    about = {"invitation": locked, "enterprise": locked.enterprise}
    if owners := locked.enterprise.representatives.owners().mailboxes():
        send("invitation_wanted", to=owners, **about)
        return
    # The first person of an enterprise is invited by the department.
    people = publishers_here().exclude(email="").order_by("pk")
    found = reverse("admin:people_invitation_changelist", query={"q": locked.email})
    to = list(people.values_list("email", flat=True))
    send("staff_invitation_wanted", to=to, desk=found, **about)


def was_just_sent(invitation: Invitation) -> bool:
    """Return whether its last letter was sent less than PAUSE ago, by a clock that was right."""
    if invitation.pk is None:
        return False
    begun = invitation.expires_at - timedelta(days=settings.INVITATION_DAYS)
    now = timezone.now()
    return now - PAUSE < begun <= now


def check(enterprise: Enterprise, email: str, *, by_staff: bool = True) -> None:
    """Raise ValidationError where the enterprise cannot invite this address."""
    _refuse_binned(enterprise)
    account = account_of(email)
    _refuse_shut(enterprise, account, by_staff=by_staff)
    here = Representative.objects.current().filter(enterprise=enterprise, user=account)
    if account is not None and here.exists():
        raise ValidationError(_("This person speaks for the enterprise already."))
    others = enterprise.invitations.unanswered().exclude(email=email)
    if others.count() >= MAX_OPEN:
        raise ValidationError(_("Many invitations are open already; revoke some of them."))


def _refuse_binned(enterprise: Enterprise) -> None:
    """Nobody is invited to a desk on which nothing can be saved."""
    if is_binned(enterprise):
        raise ValidationError(
            _("“%(name)s” is in the bin: nobody is invited to it before it is restored."),
            params={"name": enterprise.title},
        )


def is_binned(enterprise: Enterprise) -> bool:
    """Return whether nobody is invited to it, nor takes an invitation, before it is restored."""
    return enterprise.state == State.BINNED


def is_shut(account: User | None) -> bool:
    """Return whether nobody can sign in with the account, nor open another one at its address."""
    return account is not None and not account.is_active


def _refuse_shut(enterprise: Enterprise, account: User | None, *, by_staff: bool) -> None:
    """Nobody is invited who could not take the invitation.

    An owner is told so of who spoke for the enterprise only. Whose other account is shut is not
    theirs to know: a letter goes, and its page tells who has that mailbox.
    """
    is_known = by_staff or enterprise.representatives.filter(user=account).exists()
    if is_shut(account) and is_known:
        raise ValidationError(
            _("The account of this address is shut: the department opens it again first.")
        )


def account_of(email: str) -> User | None:
    """Return the account with this address; None where there is none."""
    verified = EmailAddress.objects.filter(email__iexact=email, verified=True)
    rows = User.objects.filter(Q(email__iexact=email) | Q(pk__in=verified.values("user_id")))
    return rows.order_by("pk").first()


def owns_address(user: User, email: str) -> bool:
    """Return whether this is the account with this address."""
    found = account_of(email)
    return found is not None and found.pk == user.pk


def open_account(*, email: str, name: str, password: str) -> User:
    """Create an account with a verified address; raises IntegrityError."""
    family, _, given = name.rpartition(" ")
    user = User.objects.create_user(
        free_username(email), email, password, first_name=given, last_name=family
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_representative(user: User) -> None:
    """Give the account the role that representatives have."""
    user.groups.add(Group.objects.get(name=Role.REPRESENTATIVE))


def end_role(user: User) -> None:
    """Take the role of representatives away, from who speaks for nobody any more."""
    user.groups.remove(Group.objects.get(name=Role.REPRESENTATIVE))


def _send(invitation: Invitation, *, by: User) -> None:
    if not by.is_staff:
        _count_letter(invitation)
    is_new = invitation.pk is None
    invitation.renew()
    invitation.save(update_fields=None if is_new else _RENEWED)
    values = {"role": str(invitation.role), "until": invitation.expires_at.isoformat()}
    record(Action.ADDED if is_new else Action.CHANGED, by=by, subject=invitation, new=values)
    post_invitation.enqueue(invitation.pk)


def _count_letter(invitation: Invitation) -> None:
    """Count a letter that an enterprise asks for; ValidationError where it is one too many."""
    if PER_MAILBOX.spend(invitation.email):
        raise ValidationError(
            _("Some letters have gone to this address today. Send the next one tomorrow.")
        )
    if PER_ENTERPRISE.spend(str(invitation.enterprise_id)):
        raise ValidationError(_("Many invitations were sent today. Send the next one tomorrow."))


class InvitationClosed(Exception):
    """Raised where it was accepted, revoked, or has ended meanwhile, or leads to the bin."""


def refusal_reason(invitation: Invitation, user: User) -> str:
    """Return why this person cannot accept the invitation; "" where they can."""
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
    if why_not := refusal_reason(locked, user):
        raise ValidationError(why_not)
    try:
        with transaction.atomic():
            me = Representative.objects.create(
                enterprise=locked.enterprise, user=user, role=locked.role
            )
    except IntegrityError as error:
        # At this very moment another invitation of theirs was taken.
        raise ValidationError(refusal_reason(locked, user)) from error
    locked.used_at, locked.used_by = timezone.now(), user
    locked.save(update_fields=["used_at", "used_by"])
    make_representative(user)
    if user.email.casefold() == locked.email.casefold():
        # The link of the letter was opened by whoever has that mailbox.
        confirm_address(user)
    record(Action.ADDED, by=user, subject=me, new={"role": str(me.role)})
    _notify_owners(me)
    return me


@transaction.atomic
@recorded_last()
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
    if not locked.is_open or is_binned(locked.enterprise):
        raise InvitationClosed
    return locked


def _notify_owners(me: Representative) -> None:
    to = me.enterprise.representatives.owners().exclude(pk=me.pk).mailboxes()
    send("representative_joined", to=to, person=me.user, me=me, enterprise=me.enterprise)
