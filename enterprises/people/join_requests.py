"""Enterprises that ask to join: taken in, then accepted with an invitation or refused in words."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enterprises.people.invitations import invite
from enterprises.people.models import JoinRequest, JoinState
from enterprises.profiles.models import (
    Enterprise,
    PrivateContact,
    Representative,
    RepresentativeRole,
)
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.kit.moments import now_after
from portal.publishing import services
from portal.publishing.models import State
from portal.tasks.letters import send


def find_by_stamp(key: UUID) -> JoinRequest | None:
    """Return the request that was sent with this stamp, if any."""
    return JoinRequest.objects.filter(stamp=key).first()


def receive(request: JoinRequest) -> JoinRequest:
    """Keep a request and confirm it by letter; sent twice by one form, it is there once."""
    try:
        with transaction.atomic():
            request.save(force_insert=True)
            # Nothing of what was typed goes into the letter: nobody sends mail in our name.
            send("join_received", to=[request.email], join_request=request)
    except IntegrityError:
        if (before := find_by_stamp(request.stamp)) is None:
            raise
        return before
    return request


@transaction.atomic
@recorded_last()
def accept(
    request: JoinRequest, *, enterprise: Enterprise | None, role: str, by: User
) -> JoinRequest:
    """Invite the person, for this enterprise or for a new draft; raises ValidationError."""
    locked = _waiting(request)
    _refuse_binned(enterprise or known_enterprise(locked.tax_code))
    locked.enterprise = enterprise or _new_draft(locked)
    _decide(locked, JoinState.ACCEPTED, by=by)
    send("join_accepted", to=[locked.email], join_request=locked)
    invite(locked.enterprise, email=locked.email, role=role, by=by)
    return locked


@transaction.atomic
def refuse(request: JoinRequest, *, comment: str, by: User) -> JoinRequest:
    """Refuse the request and send the reason by letter; raises ValidationError."""
    locked = _waiting(request)
    locked.comment = comment.strip()
    _decide(locked, JoinState.REFUSED, by=by)
    send("join_refused", to=[locked.email], join_request=locked)
    return locked


def known_enterprise(tax_code: str) -> Enterprise | None:
    """Return the enterprise that has this tax code here."""
    return Enterprise.objects.filter(tax_code=tax_code).first()


def others_waiting(request: JoinRequest) -> list[JoinRequest]:
    """Return a few other waiting requests with the same tax code."""
    return list(
        JoinRequest.objects.waiting().filter(tax_code=request.tax_code).exclude(pk=request.pk)[:5]
    )


def default_role(enterprise: Enterprise | None) -> RepresentativeRole:
    """Return the role of a new person: the owner where there is none who can sign in."""
    owners = Representative.objects.current().owners().filter(enterprise=enterprise)
    has_owner = enterprise is not None and owners.filter(user__is_active=True).exists()
    return RepresentativeRole.EDITOR if has_owner else RepresentativeRole.OWNER


def _waiting(request: JoinRequest) -> JoinRequest:
    locked = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state != JoinState.WAITING:
        raise ValidationError(
            _("%(who)s has answered this request already: %(state)s.")
            % {"who": locked.decided_by, "state": locked.get_state_display()}
        )
    return locked


def _refuse_binned(enterprise: Enterprise | None) -> None:
    """Say what is to be done first, before an invitation would be refused."""
    if enterprise is not None and enterprise.state == State.BINNED:
        raise ValidationError(
            _("“%(name)s” is in the bin: restore it there first, then answer this request."),
            params={"name": enterprise.title},
        )


def _new_draft(request: JoinRequest) -> Enterprise:
    if known_enterprise(request.tax_code) is not None:
        raise ValidationError(_("An enterprise has this tax code already; choose it."))
    draft = Enterprise(title=request.name, tax_code=request.tax_code)
    # Nobody of the staff has written it: who accepts the request may approve the profile, too.
    draft = services.save(draft, by=None)
    PrivateContact.objects.create(
        enterprise=draft, name=request.person, phone=request.phone, email=request.email
    )
    return draft


def _decide(request: JoinRequest, state: JoinState, *, by: User) -> None:
    request.state, request.decided_by = state, by
    request.decided_at = now_after(request.created_at)
    request.save()
    # The record is for good: names and numbers of people stay out of it.
    new = {"state": str(state.value), "enterprise": str(request.enterprise or "")}
    record(Action.CHANGED, by=by, subject=request, new=new)
