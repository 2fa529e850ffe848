"""Presentation slots: asked for by enterprises, granted, refused and moved by who publishes."""

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enterprises.events.announcements import (
    get_or_create_announcement,
    lock_event,
    record_agenda_change,
    send_slot_letter,
)
from enterprises.events.event_time import has_surely_begun
from enterprises.events.models import Event, Slot, SlotAnswer, SlotRequest
from enterprises.kit import daily
from enterprises.products.models import Product
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.kit.moments import now_after
from portal.pagecache.generation import unseen
from portal.participation.publicforms.limits import Limit

# Of one enterprise at one event.
A_DAY: Final = Limit("doanh-nghiep.suat", 30, daily.DAY)


def free_slots(events: Iterable[int]) -> list[Slot]:
    """Return the slots of these events that may be asked for and are granted to nobody."""
    taken = SlotRequest.objects.granted().filter(slot__isnull=False).values("slot")
    rows = Slot.objects.filter(event__in=events, is_open=True).exclude(pk__in=taken)
    return list(rows.order_by("starts_at", "pk"))


@transaction.atomic
def ask(
    event: Event,
    me: Representative,
    *,
    slot: Slot | None,
    topic: str,
    shows: str,
    product: Product | None,
) -> SlotRequest:
    """Ask for a slot for the enterprise that `me` speaks for; `slot` None: whichever is free.

    The same request a second time is the row that is there. Raises ValidationError where the
    event takes none, the slot is gone, the enterprise has asked for one here in other words, or
    many times today. Readers see what is granted only.
    """
    event = lock_event(event.pk)
    own = SlotRequest.objects.open().filter(event=event, enterprise=me.enterprise).first()
    if own is not None and _asks_for(own, slot=slot, topic=topic, shows=shows, product=product):
        return own
    if own is not None:
        raise ValidationError(
            _(
                "Your enterprise has asked for a slot here already. To ask for something else, "
                "take that request back first."
            )
        )
    _refuse_taken(event, slot)
    daily.spend(A_DAY, event.pk, me.enterprise_id)
    get_or_create_announcement(event)
    with unseen():
        return SlotRequest.objects.create(
            event=event,
            enterprise=me.enterprise,
            requested_by=me,
            slot=slot,
            topic=topic,
            shows=shows,
            product=product,
        )


def _asks_for(own: SlotRequest, **wanted: object) -> bool:
    """Return whether all that is wanted is asked for already, as by the same button before."""
    return all(getattr(own, name) == value for name, value in wanted.items())


def _refuse_taken(event: Event, slot: Slot | None) -> None:
    """Refuse where the slot, or with None every one, is gone; the event is locked."""
    free = free_slots([event.pk])
    if not event.takes_slot_requests() or not free:
        raise ValidationError(_("This event has no free slots any more."))
    if slot is not None and slot not in free:
        raise ValidationError({"slot": _("This slot has just been taken; choose another.")})


@transaction.atomic
def take_back(request: SlotRequest) -> bool:
    """Let an enterprise take its request back, or a slot that it was granted; twice is once.

    Return whether it is taken back: not where the department has refused it meanwhile.
    """
    event = lock_event(request.event_id)
    fresh = _lock_request(request)
    if not fresh.is_open:
        return fresh.answer == SlotAnswer.TAKEN_BACK
    if has_surely_begun(event):
        raise ValidationError(_("The event has begun."))
    was_granted = fresh.answer == SlotAnswer.GRANTED
    # Nobody holds the slot any more, so staff may move or remove it.
    fresh.answer, fresh.slot = SlotAnswer.TAKEN_BACK, None
    with nullcontext() if was_granted else unseen():
        fresh.save(update_fields=["answer", "slot"])
    if was_granted:
        record_agenda_change(event)
    return True


@transaction.atomic
def grant(request: SlotRequest, slot: Slot, *, by: User, comment: str = "") -> None:
    """Give the slot to who asked, or move them to it, be it of another event; they are told.

    Raises PermissionDenied for who may not publish, as readers see it, and ValidationError where
    the request is no longer open or the slot is another's.
    """
    _check_right(by)
    before, events = _lock_open_request(request, slot.event_id)
    if is_granted(before, slot):
        return
    if slot.pk not in [free.pk for free in free_slots([slot.event_id])]:
        raise ValidationError({"slot": _("This slot is granted to another enterprise.")})
    _check_other_event(before, slot)
    was_granted = before.answer == SlotAnswer.GRANTED
    known_start, values = before.notified_starts_at, snapshot(before)
    before.event_id, before.slot, before.notified_starts_at = slot.event_id, slot, slot.starts_at
    _answer(before, SlotAnswer.GRANTED, by=by, comment=comment, values=values)
    for event in events:
        record_agenda_change(event)
    letter = "slot_moved" if was_granted else "slot_granted"
    event = next(event for event in events if event.pk == slot.event_id)
    send_slot_letter(before, letter, event=event, before=known_start)


@transaction.atomic
def refuse(request: SlotRequest, *, by: User, comment: str) -> None:
    """Refuse the request with a reason, free a slot that was granted, and send the letter."""
    _check_right(by)
    if not comment.strip():
        raise ValidationError({"comment": _("Say why it is refused.")})
    before, events = _lock_open_request(request, request.event_id)
    was_granted, values = before.answer == SlotAnswer.GRANTED, snapshot(before)
    known_start = before.notified_starts_at if was_granted else None
    before.slot = None
    _answer(before, SlotAnswer.REFUSED, by=by, comment=comment, values=values)
    if was_granted:
        record_agenda_change(events[0])
    letter = "slot_taken_away" if was_granted else "slot_refused"
    send_slot_letter(before, letter, event=events[0], before=known_start)


def _check_right(by: User) -> None:
    if not by.has_perm(PUBLISH):
        raise PermissionDenied


def _lock_open_request(request: SlotRequest, other: int) -> tuple[SlotRequest, list[Event]]:
    """Return the request and the events concerned, all locked; raise where it is closed."""
    events = [lock_event(key) for key in sorted({request.event_id, other})]
    fresh = _lock_request(request)
    if not fresh.is_open:
        raise ValidationError(_("This request is no longer open."))
    return fresh, events


def _lock_request(request: SlotRequest) -> SlotRequest:
    return SlotRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def is_granted(request: SlotRequest, slot: Slot) -> bool:
    """Return whether the request has this very slot."""
    return request.answer == SlotAnswer.GRANTED and request.slot_id == slot.pk


def _check_other_event(request: SlotRequest, slot: Slot) -> None:
    """Raise ValidationError where the enterprise has an open request at the slot's event."""
    others = SlotRequest.objects.open().filter(
        event_id=slot.event_id, enterprise_id=request.enterprise_id
    )
    if others.exclude(pk=request.pk).exists():
        message = _("The enterprise has asked for a slot at that event, too; answer that one.")
        raise ValidationError({"slot": message})


def _answer(
    request: SlotRequest, answer: SlotAnswer, *, by: User, comment: str, values: dict[str, object]
) -> None:
    request.answer, request.comment = answer, comment.strip()
    request.answered_by, request.answered_at = by, now_after(request.requested_at)
    request.save()
    record_saved(request, before=values, by=by)
