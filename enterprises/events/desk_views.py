"""Events on an enterprise's desk: the next ones, registrations, and requests for slots."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from enterprises.events import registrations, slots
from enterprises.events.forms import PersonForm, SlotForm
from enterprises.events.models import Event, Registration, Seat, SlotRequest
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form_page, desk_page, for_representatives
from enterprises.profiles.models import Representative
from portal.publishing.models.querysets import heavy_columns

COMING = 30
OURS = 20


@for_representatives
def events(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the events to come, and where our requests for slots stand."""
    rows = Event.objects.public().select_related("series").defer("body", "minutes")
    ours = Registration.objects.active().filter(enterprise=me.enterprise)
    seats = set(ours.values_list("event_id", "seat"))
    requests = SlotRequest.objects.filter(enterprise=me.enterprise).select_related("event", "slot")
    requests = requests.defer("event__minutes", *heavy_columns("event"))
    return desk_page(
        request,
        me,
        "enterprises/events/desk/list",
        coming=list(rows.coming()[:COMING]),
        seated={event for event, seat in seats if seat == Seat.TAKEN},
        waiting={event for event, seat in seats if seat == Seat.WAITING},
        requests=list(requests.order_by("-requested_at", "-pk")[:OURS]),
    )


@for_representatives
def event(request: HttpRequest, me: Representative, slug: str) -> HttpResponse:
    """Show one event: who of us comes; a form registers one person more."""
    found = _public(slug)
    sent = request.POST if request.method == "POST" else None
    form = PersonForm(sent, initial=_restored(request, me))
    if request.method == "POST" and form.is_valid():
        try:
            person = registrations.register(found, me, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            draft_recovery.discard(request, me)
            messages.success(request, _registered(person))
            return redirect("enterprises:desk_event", slug=slug)
    active = Registration.objects.active().filter(event=found, enterprise=me.enterprise)
    people = list(active.in_turn())
    own = SlotRequest.objects.filter(event=found, enterprise=me.enterprise).select_related("slot")
    requests = list(own)
    return desk_form_page(
        request,
        me,
        "enterprises/events/desk/event",
        event=found,
        people=people,
        has_seat=any(person.seat == Seat.TAKEN for person in people),
        requests=requests,
        may_ask=_may_ask(found, requests),
        form=form,
    )


def _may_ask(event: Event, requests: list[SlotRequest]) -> bool:
    """Return whether a slot is free for an enterprise that has no open request there."""
    if any(each.is_open for each in requests) or not event.takes_slot_requests():
        return False
    return bool(slots.free_slots([event.pk]))


def _restored(request: HttpRequest, me: Representative) -> dict[str, object]:
    """Return the text saved at the session's end, for the form's `initial`."""
    restored = draft_recovery.restore(request, me)
    return {**restored.dict()} if restored is not None else {}


def _public(slug: str) -> Event:
    rows = Event.objects.public().select_related("series")
    return get_object_or_404(rows, path=Event.path_of(slug))


def _registered(person: Registration) -> str:
    if person.seat == Seat.WAITING:
        text = _("All seats are taken: %(name)s is on the waiting list. We write when one is free.")
    else:
        text = _("%(name)s has a seat.")
    # The position that stands now: a second time, it may be all that was changed.
    name = f"{person.name} ({person.position})" if person.position else person.name
    return text % {"name": name}


@for_representatives
def guest(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Ask before a person is taken off the list of an event."""
    rows = Registration.objects.filter(enterprise=me.enterprise).select_related("event")
    person = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            registrations.give_up(person)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("%(name)s is no longer on the list.") % {"name": person.name}
            messages.success(request, text)
        # The page of an event that was withdrawn is there no more.
        if not person.event.is_public:
            return redirect("enterprises:desk_events")
        return redirect("enterprises:desk_event", slug=person.event.slug)
    template = "enterprises/events/desk/guest"
    return desk_page(request, me, template, person=person, event=person.event)


@for_representatives
def ask_for_slot(request: HttpRequest, me: Representative, slug: str) -> HttpResponse:
    """Show and save a request for a slot."""
    found = _public(slug)
    sent = request.POST if request.method == "POST" else None
    restored = _restored(request, me)
    form = SlotForm(sent, initial=restored, event=found, enterprise=me.enterprise)
    if request.method == "POST" and form.is_valid():
        try:
            created = slots.ask(found, me, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            draft_recovery.discard(request, me)
            messages.success(request, _("Your request is with the department; we answer by mail."))
            return redirect("enterprises:desk_slot_request", pk=created.pk)
    return desk_form_page(request, me, "enterprises/events/desk/ask", event=found, form=form)


@for_representatives
def slot_request(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show where a request stands, with the department's word; it may be taken back here."""
    rows = SlotRequest.objects.filter(enterprise=me.enterprise)
    found = get_object_or_404(rows.select_related("event", "slot", "product"), pk=pk)
    if request.method == "POST":
        _take_back(request, found)
        return redirect("enterprises:desk_slot_request", pk=pk)
    template = "enterprises/events/desk/slot_request"
    return desk_page(request, me, template, slot_request=found, event=found.event)


def _take_back(request: HttpRequest, found: SlotRequest) -> None:
    """Take a request for a slot back, and say whether it is."""
    try:
        is_taken_back = slots.take_back(found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    if is_taken_back:
        messages.success(request, _("The request is taken back."))
    else:
        text = _("The department answered before you took it back. Its answer stands below.")
        messages.error(request, text)
