"""Seats at an event: handed out in turn, never more than there are."""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enterprises.events.announcements import (
    get_or_create_announcement,
    lock_event,
    promote_waiting,
    send_registration_letter,
    send_taken_off_letter,
)
from enterprises.events.event_time import has_surely_begun
from enterprises.events.models import Event, Registration, Seat
from enterprises.kit import daily
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.moments import now_after
from portal.pagecache.generation import unseen
from portal.participation.publicforms.limits import Limit

# Of one enterprise at one event: twice as many as it may have seats at most.
A_DAY: Final = Limit("doanh-nghiep.su-kien", 40, daily.DAY)


@transaction.atomic
def register(event: Event, me: Representative, *, name: str, position: str) -> Registration:
    """Register a person for the enterprise that `me` speaks for; with a seat, or to wait for one.

    The same person a second time is the row that is there, with the position that is said now.
    Raises ValidationError where registration is closed, or the enterprise has registered as many
    as it may, at once or today. Readers see who was there, so nothing of it.
    """
    event = lock_event(event.pk)
    new = Registration(
        event=event, enterprise=me.enterprise, registered_by=me, name=name, position=position
    )
    new.tidy()
    active = Registration.objects.active().filter(event=event)
    own = active.filter(enterprise=me.enterprise)
    if (known := own.filter(name_key=new.name_key).first()) is not None:
        if position and position != known.position:
            known.position = position
            with unseen():
                known.save(update_fields=["position"])
        return known
    if not event.takes_registrations():
        raise ValidationError(_("Registration for this event is closed."))
    if own.count() >= event.seats_per_enterprise:
        limit = {"most": event.seats_per_enterprise}
        message = _("One enterprise may register %(most)s people here; give up a seat first.")
        raise ValidationError(message, params=limit)
    new.seat = Seat.TAKEN if _has_room(event) else Seat.WAITING
    with unseen():
        new.save()
    daily.spend(A_DAY, event.pk, me.enterprise_id)
    get_or_create_announcement(event)
    send_registration_letter(new, event)
    return new


def _has_room(event: Event) -> bool:
    """Return whether a seat is free that nobody waits for; the event is locked."""
    if event.seats is None:
        return True
    active = Registration.objects.active().filter(event=event)
    return active.count() < event.seats


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What somebody gave up at an event, a seat or a turn, and whether another has the seat."""

    event: Event
    seat: str
    is_passed_on: bool


@transaction.atomic
def give_up(registration: Registration) -> GivenUp | None:
    """Take somebody off the list; a seat goes to who has waited longest.

    Done twice it is done once: the second time returns None. Raises ValidationError where the
    event has begun.
    """
    event = lock_event(registration.event_id)
    fresh = Registration.objects.select_for_update().get(pk=registration.pk)
    if fresh.seat == Seat.GIVEN_UP:
        return None
    if has_surely_begun(event):
        raise ValidationError(_("The event has begun; nobody is taken off the list any more."))
    before = fresh.seat
    fresh.seat, fresh.given_up_at = Seat.GIVEN_UP, now_after(fresh.registered_at)
    # The page of an event of a day without an hour tells already how many were there.
    with nullcontext() if fresh.attended else unseen():
        fresh.save(update_fields=["seat", "given_up_at"])
    moved = promote_waiting(event)
    return GivenUp(event, before, is_passed_on=before == Seat.TAKEN and bool(moved))


@transaction.atomic
def take_off(registration: Registration, *, by: User) -> None:
    """Give a seat up for an enterprise, which is told by letter; who did so is written down.

    Raises ValidationError where the event has begun.
    """
    given_up = give_up(registration)
    if given_up is None:
        return
    send_taken_off_letter(
        registration,
        given_up.event,
        had_seat=given_up.seat == Seat.TAKEN,
        is_passed_on=given_up.is_passed_on,
    )
    # No name of a guest: the record is for good.
    gone = {"taken_off": registration.pk, "enterprise": str(registration.enterprise)}
    record(Action.CHANGED, by=by, subject=registration.event, new=gone)
