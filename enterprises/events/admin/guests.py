"""The guests of an event in the admin: the list for the door, attendance, and a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.events import registrations
from enterprises.events.event_time import has_surely_begun
from enterprises.events.models import Event, Registration, Seat
from enterprises.profiles.models import Representative
from portal.accounts.roles import edits, staff
from portal.audit.models import Action
from portal.audit.recording import record
from portal.exchange.sheets.writing import csv_response
from portal.kit.admin_pages import OwnPagesMixin, own_page, row_or_404, show_own_page
from portal.kit.text.numbers import parse_key
from portal.publishing.paging import page_of

# So many stand on a page; who takes the file has all.
PAGE_SIZE = 500


class GuestsMixin(OwnPagesMixin):
    """A mixin that adds the list of guests to the admin of events."""

    @own_page("<int:pk>/nguoi-du/", "guests")
    def guests_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the list in the order of registration; whoever was there is ticked."""
        event = self._event(request, pk)
        if request.method == "POST":
            if "off" in request.POST:
                self._take_off(request, event)
            else:
                self._mark(request, event)
            return HttpResponseRedirect(request.get_full_path())
        guests = guests_of(event)
        page = page_of(request, guests, size=PAGE_SIZE)
        return show_own_page(
            request,
            "admin/events/event/guests.html",
            _("Who comes to “%(title)s”") % {"title": event},
            opts=self.opts,
            event=event,
            page=page,
            guests=page.rows,
            **guests.aggregate(
                seated=Count("pk", filter=Q(seat=Seat.TAKEN)),
                waiting=Count("pk", filter=Q(seat=Seat.WAITING)),
            ),
            may_mark=event.starts_at <= timezone.now(),
            may_take_off=not has_surely_begun(event),
        )

    @own_page("<int:pk>/nguoi-du.csv", "guests_csv")
    def guests_file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the list as CSV, to the staff only; who took these names is written down."""
        event = self._event(request, pk)
        with transaction.atomic():
            entry = {"exported": Registration._meta.label_lower, "as": "csv"}
            record(Action.STEP, by=staff(request), subject=event, new=entry)
        header = [
            _("Full name"),
            _("Position in the enterprise"),
            _("Enterprise"),
            _("Seat"),
            _("Was there"),
        ]
        rows = (
            [
                guest.name,
                guest.position,
                guest.enterprise.title,
                guest.get_seat_display(),
                "" if guest.attended is None else (_("yes") if guest.attended else _("no")),
            ]
            for guest in guests_of(event).iterator()
        )
        return csv_response(f"nguoi-du-{event.slug}", header, rows)

    def _event(self, request: HttpRequest, pk: int) -> Event:
        event: Event | None = self.get_object(request, str(pk))
        if event is None:
            raise Http404
        if not edits(request.user):
            raise PermissionDenied
        return event

    def _take_off(self, request: HttpRequest, event: Event) -> None:
        """Take a guest off the list, whose enterprise cannot do so any more, say."""
        rows = Registration.objects.filter(event=event).select_related("event", "enterprise")
        guest = row_or_404(rows, request.POST["off"])
        try:
            registrations.take_off(guest, by=staff(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("%(name)s is no longer on the list.") % {"name": guest.name}
            messages.success(request, text)

    @transaction.atomic
    def _mark(self, request: HttpRequest, event: Event) -> None:
        """Note who was there, of the guests that the page showed.

        Several people stand at a door: a tick that nobody has changed is another one's to set.
        """
        if event.starts_at > timezone.now():
            messages.error(request, _("The event has not begun; mark who came when it has."))
            return
        shown, ticked, there = (_keys(request, name) for name in ("shown", "ticked", "there"))
        guests = Registration.objects.active().filter(event=event)
        rows = guests.filter(pk__in=shown)
        rows.filter(pk__in=there - ticked).update(attended=True)
        absent = Q(pk__in=ticked) | Q(attended=None)
        rows.filter(absent).exclude(pk__in=there).update(attended=False)
        present = guests.filter(attended=True).count()
        record(Action.CHANGED, by=staff(request), subject=event, new={"attended": present})
        messages.success(request, _("It is noted who was there."))


def guests_of(event: Event) -> QuerySet[Registration]:
    """Return the active registrations, seats before the waiting list, each in turn.

    Each has `is_spoken_for`: whether somebody can come to the enterprise's desk.
    """
    rows = Registration.objects.active().filter(event=event).select_related("enterprise")
    people = Representative.objects.current().filter(
        enterprise=OuterRef("enterprise"), user__is_active=True
    )
    rows = rows.annotate(is_spoken_for=Exists(people))
    return rows.order_by("seat", "registered_at", "pk")


def _keys(request: HttpRequest, name: str) -> set[int]:
    return {key for key in map(parse_key, request.POST.getlist(name)) if key is not None}
