"""Roles of an enterprise's people: changed, handed over, ended; an owner is always left."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enterprises.people import invitations
from enterprises.profiles.models import Representative, RepresentativeRole
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.kit.moments import now_after
from portal.tasks.letters import send

type People = dict[int, Representative]


@transaction.atomic
@recorded_last()
def change_role(person: Representative, role: RepresentativeRole, *, by: User) -> None:
    """Give a person another role; raises ValidationError where no owner would be left.

    Who may invite no more by others' will brings nobody in, either: see `end`.
    """
    people = _people_of(person)
    _check_may(people, by)
    if role != RepresentativeRole.OWNER and by.pk != person.user_id:
        _revoke_sent(people[person.pk], by=by)
    was_owner = people[person.pk].is_owner
    _set_role(people[person.pk], role, by=by)
    if was_owner:
        _check_owner_left(people)


@transaction.atomic
@recorded_last()
def end(person: Representative, *, by: User) -> None:
    """End a person's access now; raises ValidationError where no owner would be left.

    Whoever ends it, oneself or another: the account stays, the desk is closed to it at once.
    Who is shut out by others brings nobody in any more: their open invitations are revoked.
    """
    people = _people_of(person)
    if by.pk != person.user_id:
        _check_may(people, by)
        _revoke_sent(person, by=by)
    gone = people.pop(person.pk)
    _end(gone, by=by)
    # The staff invites new people where all are gone.
    if gone.is_owner and not by.is_staff:
        _check_owner_left(people)


@transaction.atomic
def hand_over(me: Representative, to: Representative) -> None:
    """Let another be owner in one's place, and become an editor oneself.

    Raises ValidationError where the other cannot sign in: nobody could decide on people any more.
    """
    people = _people_of(me)
    _check_may(people, me.user)
    if to.pk not in people:
        raise PermissionDenied
    if not people[to.pk].user.is_active:
        raise ValidationError(
            _("The account of %(person)s is shut. Hand over to somebody who can sign in."),
            params={"person": people[to.pk].user},
        )
    _set_role(people[to.pk], RepresentativeRole.OWNER, by=me.user)
    _set_role(people[me.pk], RepresentativeRole.EDITOR, by=me.user)


def _people_of(person: Representative) -> People:
    """Return all current representatives of the enterprise by key, locked.

    Raises PermissionDenied where the person is not among them any more.
    """
    rows = Representative.objects.current().filter(enterprise_id=person.enterprise_id)
    rows = rows.select_for_update(of=("self",), no_key=True).select_related("user", "enterprise")
    people = {row.pk: row for row in rows.order_by("pk")}
    if person.pk not in people:
        raise PermissionDenied
    return people


def _check_may(people: People, by: User) -> None:
    """Raise PermissionDenied unless the user is an owner now, or of the staff."""
    if not by.is_staff and by.pk not in {row.user_id for row in people.values() if row.is_owner}:
        raise PermissionDenied


def _check_owner_left(people: People) -> None:
    """Raise ValidationError where no owner is left who can sign in."""
    if not any(row.may_act_as_owner for row in people.values()):
        raise ValidationError(
            _("Somebody has to be owner: hand the account over to another person first."),
            code="last_owner",
        )


def _set_role(person: Representative, role: RepresentativeRole, *, by: User) -> None:
    before = str(person.role)
    if before == role:
        return
    person.role = role
    person.save(update_fields=["role"])
    record(
        Action.CHANGED, by=by, subject=person, old={"role": before}, new={"role": str(person.role)}
    )
    _notify("role_changed", person, by)


def _end(person: Representative, *, by: User) -> None:
    person.ended_at = now_after(person.since)
    person.save(update_fields=["ended_at"])
    invitations.end_role(person.user)
    values = {"ended": person.ended_at.isoformat()}
    record(Action.CHANGED, by=by, subject=person, new=values)
    _notify("access_ended", person, by)


def _revoke_sent(person: Representative, *, by: User) -> None:
    """Take back what the person sent and nobody has taken; the enterprise may invite anew."""
    for sent in person.enterprise.invitations.unanswered().filter(created_by=person.user_id):
        invitations.revoke(sent, by=by)


def _notify(letter: str, person: Representative, by: User) -> None:
    """Tell the person by mail what others have done; of one's own doing one knows."""
    if person.user_id != by.pk:
        send(letter, to=[person.user.email], me=person, enterprise=person.enterprise)
