"""Changes of an event: counted for calendars, and sent by mail once."""

from copy import copy
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from enterprises.events.calendar import calendar_text
from enterprises.events.event_time import (
    as_before,
    describe_start,
    describe_time,
    has_surely_begun,
)
from enterprises.events.models import Event, EventAnnouncement, Registration, Seat, SlotRequest
from enterprises.events.models.precision import as_known
from enterprises.profiles.models import Representative
from portal.pagecache import generation
from portal.publishing.models import State
from portal.tasks import letters

# Whoever registered for something that was so long ago is told nothing any more.
MAX_LATENESS = timedelta(days=1)


def lock_event(key: int) -> Event:
    """Return the event, locked: seats and slots are given one after the other."""
    rows = Event.objects.select_for_update(of=("self",), no_key=True).select_related("series")
    return rows.get(pk=key)


def get_or_create_announcement(event: Event) -> EventAnnouncement:
    """Return the row of what was announced; a new one holds the event as it is now."""
    made, _is_new = EventAnnouncement.objects.get_or_create(
        event=event, defaults=_announced_values(event)
    )
    return made


def record_agenda_change(event: Event) -> None:
    """Raise the sequence of calendars and invalidate caches, in the caller's transaction."""
    get_or_create_announcement(event)
    rows = EventAnnouncement.objects.filter(event=event)
    rows.update(number=F("number") + 1, changed_at=timezone.now())
    generation.invalidate_public_content()


def addresses_of(enterprise_id: int) -> list[str]:
    """Return the addresses of an enterprise's current representatives."""
    return Representative.objects.filter(enterprise=enterprise_id).mailboxes()


@transaction.atomic
def send_changes(key: int) -> int:
    """Send letters about changes to those registered or with a slot; return how many.

    Seats that have become free, or more, go to those who wait. Called twice it tells nothing more.
    """
    event = lock_event(key)
    known = EventAnnouncement.objects.filter(event=event).first()
    if known is None:
        return 0
    # However far its mending has come, nothing of that is told.
    if event.state != State.PUBLISHED:
        return _send_withdrawal(event, known)
    if not event.is_public:
        return 0
    letters = _send_event_changes(event, known) + _send_slot_changes(event)
    return letters + len(promote_waiting(event))


def _send_withdrawal(event: Event, known: EventAnnouncement) -> int:
    """Tell that an event to come is off the site, unless it was told that it is cancelled."""
    shown = _as_announced(event, known)
    if known.is_withdrawn or known.is_cancelled or has_surely_begun(shown):
        return 0
    known.is_withdrawn = True
    known.save(update_fields=["is_withdrawn"])
    letters = 0
    for enterprise_id in _enterprises_concerned(event):
        to = addresses_of(enterprise_id)
        _send("event_withdrawn", shown, to=to)
        letters += len(to)
    return letters


def _as_announced(event: Event, known: EventAnnouncement) -> Event:
    """Return the event as readers saw it last: what is mended since is told to nobody."""
    shown = copy(event)
    shown.starts_at, shown.ends_at = known.starts_at, known.ends_at
    live = event.revisions.filter(number=event.live_number or 0).first()
    if live is not None:
        shown.title = live.data["fields"]["title"]
        shown.precision = live.data["fields"].get("precision", event.precision)
    return shown


def _send_event_changes(event: Event, known: EventAnnouncement) -> int:
    now = _announced_values(event)
    before = _values_of_before(event, known, now)
    if before == now:
        return 0
    for name, value in now.items():
        setattr(known, name, value)
    known.save(update_fields=list(now))
    if has_surely_begun(event) and event.starts_at < timezone.now() - MAX_LATENESS:
        return 0
    if event.is_cancelled and before["is_cancelled"]:
        return 0  # It is told once, whatever is tidied up afterwards.
    # The link to take part online is told to nobody who has no seat.
    is_link_only = before | {"online_url": event.online_url} == now
    attending = _enterprises_attending(event)
    former = as_before(event, before["starts_at"])
    was = former if describe_start(former) != describe_start(event) else None
    file = calendar_text(event) if attending else ""
    letters = 0
    for enterprise_id in sorted(attending) if is_link_only else _enterprises_concerned(event):
        to, attends = addresses_of(enterprise_id), enterprise_id in attending
        calendar = file if attends else ""
        _send("event_changed", event, calendar, to=to, before=before, was=was, attends=attends)
        letters += len(to)
    return letters


def _values_of_before(
    event: Event, known: EventAnnouncement, now: dict[str, Any]
) -> dict[str, Any]:
    """Return what was announced; rows of before may hold an hour that is not said."""
    before = {name: getattr(known, name) for name in now}
    for name in ("starts_at", "ends_at"):
        if before[name] == getattr(event, name):
            before[name] = now[name]
    return before


def _enterprises_attending(event: Event) -> set[int]:
    """Return the enterprises that have a seat."""
    rows = Registration.objects.filter(event=event, seat=Seat.TAKEN)
    return set(rows.values_list("enterprise", flat=True))


def _enterprises_concerned(event: Event) -> list[int]:
    """Return the enterprises that come, wait for a seat, or asked for a slot."""
    guests = Registration.objects.active().filter(event=event)
    speakers = SlotRequest.objects.open().filter(event=event)
    keys = {key for rows in (guests, speakers) for key in rows.values_list("enterprise", flat=True)}
    return sorted(keys)


def _send_slot_changes(event: Event) -> int:
    """Send letters about granted slots that begin at another time; return how many."""
    rows = SlotRequest.objects.granted().filter(event=event).select_related("slot")
    letters = 0
    for request in rows.exclude(slot__starts_at=F("notified_starts_at")):
        assert request.slot is not None  # noqa: S101  # a constraint says so of granted ones
        before, request.notified_starts_at = request.notified_starts_at, request.slot.starts_at
        request.save(update_fields=["notified_starts_at"])
        letters += send_slot_letter(request, "slot_moved", event=event, before=before)
    return letters


def send_slot_letter(request: SlotRequest, letter: str, *, event: Event, **context: object) -> int:
    """Send the enterprise a letter about its request; return the number of addresses."""
    to = addresses_of(request.enterprise_id)
    _send(letter, event, to=to, request=request, **context)
    return len(to)


def promote_waiting(event: Event) -> list[Registration]:
    """Give free seats to those who have waited longest, and write to them."""
    rows = Registration.objects.filter(event=event)
    if not event.is_public or event.is_cancelled or has_surely_begun(event):
        return []
    waiting = rows.filter(seat=Seat.WAITING).in_turn()
    if event.seats is not None:
        waiting = waiting[: max(event.seats - rows.filter(seat=Seat.TAKEN).count(), 0)]
    moved = list(waiting)
    file = calendar_text(event) if moved else ""
    for registration in moved:
        registration.seat = Seat.TAKEN
        with generation.unseen():
            registration.save(update_fields=["seat"])
        to = addresses_of(registration.enterprise_id)
        _send("event_seat_free", event, file, to=to, registration=registration)
    return moved


def send_registration_letter(registration: Registration, event: Event) -> None:
    """Confirm to the enterprise that somebody is registered, or waits; a seat comes as calendar."""
    to = addresses_of(registration.enterprise_id)
    file = calendar_text(event) if registration.seat == Seat.TAKEN else ""
    _send("event_registered", event, file, to=to, registration=registration)


def send_taken_off_letter(registration: Registration, event: Event, **given_up: bool) -> None:
    """Tell the enterprise that the staff took somebody off the list, and what was given up."""
    to = addresses_of(registration.enterprise_id)
    known = get_or_create_announcement(event)
    shown = event if event.is_public else _as_announced(event, known)
    _send("event_taken_off", shown, to=to, registration=registration, **given_up)


def _send(
    letter: str, event: Event, calendar: str = "", /, *, to: list[str], **context: object
) -> None:
    when = describe_time(event)
    letters.send(letter, calendar, to=to, event=event, when=when, **context)


def _announced_values(event: Event) -> dict[str, Any]:
    """Return what letters say of an event that readers see: of its time no more than is known."""
    return {
        "starts_at": as_known(event.starts_at, event.precision),
        "ends_at": event.ends_at and as_known(event.ends_at, event.precision),
        "place": event.place,
        "online_url": event.online_url,
        "is_cancelled": event.is_cancelled,
        "is_withdrawn": False,
    }
