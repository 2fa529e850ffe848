"""The desk's pages of shared infrastructure: ours, a new one, changing, closing, extending."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from enterprises.approval.change_requests import SENT_BY_STAFF, refused_in
from enterprises.approval.page_status import (
    held_back,
    show_outcome,
    words_after_saving,
    words_of_draft,
)
from enterprises.approval.services import SaveResult, save_contact, take_desk_step, text_of
from enterprises.approval.waiting import waiting_of
from enterprises.infrastructure import services
from enterprises.infrastructure.forms import SEND, ContactForm, ListingForm, new_listing
from enterprises.infrastructure.matches import matches_of, suggestions_for
from enterprises.infrastructure.models import InfrastructureListing
from enterprises.infrastructure.models.listing import term_from
from enterprises.infrastructure.panels import ListingStatus
from enterprises.kit.steps import take_step
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form, desk_form_page, desk_page, for_representatives
from enterprises.profiles.models import Representative
from portal.editing.preview import preview as preview_of
from portal.participation.publicforms.stamps import Stamp, new_stamp, read_stamp
from portal.publishing.models import State
from portal.publishing.paging import page_of

STAMP = "stamp"
PURPOSE = "infrastructure"
NOT_OURS = gettext_lazy(
    "The form was not one of this page. Please send it once more; what you typed is still there."
)


@for_representatives
@require_safe
def listings(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show all offers and requests of the enterprise, the last changed first."""
    rows = services.listings_of(me.enterprise).annotate(is_sent_by_staff=SENT_BY_STAFF)
    page = page_of(request, rows.defer("body").order_by("-updated_at", "-pk"))
    listings = [ListingStatus(row) for row in page.rows]
    return desk_page(
        request, me, "enterprises/infrastructure/desk/list", page=page, listings=listings
    )


@for_representatives
@require_safe
def listing(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show a listing with its status, its steps and its matches."""
    found = _own(me, pk)
    return desk_page(
        request,
        me,
        "enterprises/infrastructure/desk/listing",
        status=ListingStatus(found),
        waiting=waiting_of(found),
        listing=found,
        contact=services.contact_of(found),
        matches=matches_of(found),
        suggestions=suggestions_for(found) if found.is_public else [],
    )


@for_representatives
@require_safe
def preview(_request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show a preview of the listing with its waiting changes."""
    back = reverse("enterprises:desk_infrastructure_one", args=[pk])
    return preview_of(_own(me, pk), back=back, is_for_keeper=True)


@desk_form
def new(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the form for a new listing; save a draft, or send it at once."""
    page, text = new_listing(me.enterprise)
    sent = draft_recovery.sent_or_restored(request, me)
    form = ListingForm(sent, page=page, text=text)
    contact = ContactForm(sent)
    mark = str(sent.get(STAMP, "")) if sent is not None else ""
    stamp = read_stamp(mark, PURPOSE)
    if request.method == "POST" and form.is_valid() & contact.is_valid():
        if stamp is None:
            form.add_error(None, NOT_OURS)
        elif (made := _made(me, form, contact, stamp)) is not None:
            draft_recovery.discard(request, me)
            outcome = SaveResult(written=frozenset(form.cleaned_data))
            return _saved(request, me, made, outcome, with_contact=True)
    new_mark = mark if stamp else new_stamp(PURPOSE)
    return _form_page(request, me, form, contact, stamp=new_mark, is_new=True)


def _made(
    me: Representative, form: ListingForm, contact: ContactForm, stamp: Stamp
) -> InfrastructureListing | None:
    """Keep the listing of a valid form; None where it is one too many: the form says so."""
    words = {"enterprise": me.enterprise_id, **form.cleaned_data, **contact.cleaned_data}
    key = stamp.key_with(words)
    try:
        return services.add_listing(me, form.instance, contact.instance, key=key)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@desk_form
def edit(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show and save the form of a listing; of a published one the change waits."""
    page = _own(me, pk)
    if page.state == State.APPROVED:
        messages.info(request, _("The department has approved it as it is. Take it back first."))
        return to_listing(page.pk)
    sent = draft_recovery.sent_or_restored(request, me)
    refused = refused_in(request, page, of=me.enterprise) if sent is None else {}
    form = ListingForm(sent, page=page, text=text_of(page), refused=refused)
    contact = ContactForm(sent, instance=services.contact_of(page))
    if request.method == "POST" and form.is_valid() & contact.is_valid():
        outcome = form.propose(by=me.user, seen=form.seen)
        if outcome is not None:
            with_contact = contact.has_changed()
            if with_contact:
                save_contact(contact.instance, contact.changed_data, by=me.user, needs_way=True)
            draft_recovery.discard(request, me)
            return _saved(request, me, page, outcome, with_contact=with_contact)
    return _form_page(request, me, form, contact, listing=page)


def _saved(
    request: HttpRequest,
    me: Representative,
    page: InfrastructureListing,
    outcome: SaveResult,
    *,
    with_contact: bool,
) -> HttpResponse:
    page.refresh_from_db()
    if SEND in request.POST and page.state in (State.DRAFT, State.CHANGES_ASKED):
        _move(request, me, page, *MOVES["gui"])
    else:
        _show_outcome(request, page, outcome, with_contact=with_contact)
    return to_listing(page.pk)


def _show_outcome(
    request: HttpRequest, page: InfrastructureListing, outcome: SaveResult, *, with_contact: bool
) -> None:
    """Tell what became of what was typed, and of the contact, which waits for nobody."""
    if with_contact and page.state == State.PUBLISHED:
        messages.success(request, _("Whom to call is saved, and holds at once."))
        if outcome == SaveResult():
            return
    elif with_contact:
        # Of a page that nobody reads the contact is saved as the rest is.
        outcome = replace(outcome, written=outcome.written | {"contact"})
    show_outcome(request, outcome, written=words_after_saving(page))


def _form_page(
    request: HttpRequest,
    me: Representative,
    form: ListingForm,
    contact: ContactForm,
    **more: object,
) -> HttpResponse:
    draft_recovery.clear_errors(request, form, contact)
    return desk_form_page(
        request,
        me,
        "enterprises/infrastructure/desk/edit",
        form=form,
        contact=contact,
        is_live=form.page.state == State.PUBLISHED,
        **more,
    )


@desk_form
def step(request: HttpRequest, me: Representative, pk: int, name: str) -> HttpResponse:
    """Run a step on POST: send, take back, throw away, close or extend; then go back."""
    if name == "bo" and request.method == "POST" and services.is_thrown_away(me.enterprise, pk):
        # Pressed twice.
        return HttpResponseRedirect(reverse("enterprises:desk_infrastructure"))
    page = _own(me, pk)
    if name not in (*MOVES, *STEPS):
        raise Http404
    if request.method == "POST" and name in MOVES:
        _move(request, me, page, *MOVES[name])
    elif request.method == "POST":
        STEPS[name](request, me, page)
    if name == "bo" and request.method == "POST":
        return HttpResponseRedirect(reverse("enterprises:desk_infrastructure"))
    return to_listing(page.pk)


def _extend(request: HttpRequest, me: Representative, page: InfrastructureListing) -> None:
    until = term_from(timezone.now())
    until = timezone.localtime(min(until, page.expires_at or until))
    done = _("It stays on the site until %(day)s.") % {"day": f"{until:%d/%m/%Y}"}
    if why := held_back(page):
        done = _("The term is longer now. Where it stands: %(state)s.") % {"state": why}
    take_step(request, done, services.extend, page, by=me.user)


def _close(request: HttpRequest, me: Representative, page: InfrastructureListing) -> None:
    done = _("Closed: readers no longer see it. You may put it up again.")
    if page.expires_at is not None:
        done = _("Closed: readers no longer see it. You may put it up again before %(day)s.")
        done %= {"day": f"{timezone.localtime(page.expires_at):%d/%m/%Y}"}
    take_step(request, done, services.close, page, by=me.user)


# By their words in the address.
MOVES = {
    "gui": (State.SUBMITTED, gettext_lazy("Sent to the department.")),
    "rut-lai": (
        State.DRAFT,
        gettext_lazy("Taken back. Nobody decides about it until you send it again."),
    ),
    "bo": (State.BINNED, gettext_lazy("Thrown away.")),
}
STEPS = {"gia-han": _extend, "dong": _close}


def _move(
    request: HttpRequest,
    me: Representative,
    page: InfrastructureListing,
    to: State,
    message: StrPromise | str,
) -> None:
    if to == page.state:
        return  # Pressed twice.
    comment = _("By the enterprise, on its desk.") if to == State.BINNED else ""
    if to == State.DRAFT:
        message = words_of_draft(page.state)
    take_step(request, message, take_desk_step, page, to=to, by=me.user, comment=comment)


def _own(me: Representative, pk: int) -> InfrastructureListing:
    return get_object_or_404(services.listings_of(me.enterprise), pk=pk)


def to_listing(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("enterprises:desk_infrastructure_one", args=[pk]))
