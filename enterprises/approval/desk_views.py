"""Pages of the profile and of its change requests on the desk."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from enterprises.approval.change_requests import (
    REFUSED,
    ChangeRequest,
    RequestedField,
    page_state_in_words,
    refused_in,
    requests_of,
)
from enterprises.approval.forms import (
    TOPICS,
    ContactPersonForm,
    LogoForm,
    Topic,
    person_of,
    topic_of,
)
from enterprises.approval.page_form import REWRITE, PageForm
from enterprises.approval.page_status import (
    PageStatus,
    show_outcome,
    words_after_saving,
    words_of_draft,
)
from enterprises.approval.services import (
    Text,
    own_pending_version,
    save_contact,
    take_desk_step,
    text_of,
)
from enterprises.approval.waiting import waiting_of
from enterprises.kit.steps import say_it_is_published, take_step
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form, desk_form_page, desk_page, for_representatives
from enterprises.profiles.models import Enterprise, Representative
from portal.editing import held_files
from portal.editing.preview import preview as preview_of
from portal.kit.text.numbers import parse_key
from portal.publishing import changes, revisions
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.models.kinds import kind_named
from portal.publishing.paging import page_of

# What a representative may do with a request, or with a page that is no page of readers yet.
STEPS = {
    State.SUBMITTED: gettext_lazy("Sent to the department."),
    State.DRAFT: gettext_lazy("Taken back. Nobody decides about it until you send it again."),
    State.DISCARDED: gettext_lazy("The request has ended. The public page stays as it is."),
}

RESTS = gettext_lazy(
    "The page is off the site, so nobody decides about this request meanwhile. It goes on as it "
    "stands once the page is there again."
)


@for_representatives
@require_safe
def profile(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show all topics of the profile, and which of them wait for a decision."""
    page = me.enterprise
    version = own_pending_version(page)
    live = changes.live_version(page) if version is not None else None
    waits: set[str] = set()
    if version is not None and live is not None:
        waits = set(revisions.changed_names(page, live.data, version.data))
    return desk_page(
        request,
        me,
        "enterprises/approval/desk/profile",
        topics=[(topic, bool(waits.intersection(topic.names))) for topic in TOPICS.values()],
        change_request=ChangeRequest(version.change_set)
        if version and version.change_set
        else None,
        status=PageStatus(page),
        waiting=waiting_of(page),
    )


@desk_form
def profile_topic(request: HttpRequest, me: Representative, topic: Topic) -> HttpResponse:
    """Show one topic of the profile; what was typed is never lost."""
    page = me.enterprise
    kept = held_files.bring_back(request)
    form = _form(request, me, topic, text_of(page))
    if request.method == "POST" and form.is_valid() and _saved(request, me, form):
        draft_recovery.discard(request, me)
        held_files.release(kept)
        return HttpResponseRedirect(reverse("enterprises:profile"))
    held_files.keep(request, [form])
    rewrite, is_live = REWRITE if form.rewrites else "", page.state == State.PUBLISHED
    context = {"topic": topic, "form": form, "is_live": is_live, "rewrite": rewrite}
    return desk_form_page(request, me, "enterprises/approval/desk/topic", **context)


def _form(request: HttpRequest, me: Representative, topic: Topic, text: Text) -> PageForm:
    """Return the form as sent, as typed before the session ended, or as the text is."""
    page = me.enterprise
    if (sent := draft_recovery.sent_or_restored(request, me)) is not None:
        form = topic.form(sent, request.FILES or None, page=page, text=text)
        draft_recovery.clear_errors(request, form)
        return form
    rewrite, refused = REWRITE in request.GET, refused_in(request, page, of=page)
    return topic.form(page=page, text=text, rewrite=rewrite, refused=refused)


def _saved(request: HttpRequest, me: Representative, form: PageForm) -> bool:
    """Take in what was typed and say what became of it; whether it could be."""
    if isinstance(form, LogoForm):
        form.keep_picture(me.user)
    if form.errors:
        return False
    if (outcome := form.propose(by=me.user, seen=form.seen)) is not None:
        show_outcome(request, outcome, written=words_after_saving(form.page))
    return outcome is not None


@desk_form
def contact_person(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show and save the contact person: never public, saved at once."""
    sent = draft_recovery.sent_or_restored(request, me)
    form = ContactPersonForm(sent, instance=person_of(me.enterprise), label_suffix="")
    if request.method == "POST" and form.is_valid():
        save_contact(form.instance, form.changed_data, by=me.user)
        draft_recovery.discard(request, me)
        messages.success(request, _("Saved. Only the department sees it."))
        return HttpResponseRedirect(reverse("enterprises:profile"))
    return desk_form_page(request, me, "enterprises/approval/desk/contact_person", form=form)


@for_representatives
@require_safe
def profile_preview(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show a preview of the profile with its waiting changes."""
    page = Enterprise.objects.get(pk=me.enterprise_id)
    return preview_of(page, back=reverse("enterprises:profile"), is_for_keeper=True)


@desk_form
def requests(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show all requests, the newest first, and the profile's state while it is not public."""
    page = me.enterprise
    if request.method == "POST":
        return _step_of_profile(request, me, page)
    rows = page_of(request, requests_of(page))
    return desk_page(
        request,
        me,
        "enterprises/approval/desk/requests",
        page=rows,
        requests=[ChangeRequest(change) for change in rows.rows],
        page_in_words=page_state_in_words(page),
        status=PageStatus(page),
        waiting=waiting_of(page),
    )


def _step_of_profile(request: HttpRequest, me: Representative, page: Enterprise) -> HttpResponse:
    if page.state != State.PUBLISHED:
        return _step(request, me, page, state=page.state)
    if request.POST.get("step", "") not in (State.SUBMITTED, State.DRAFT):
        raise Http404
    say_it_is_published(request)
    return HttpResponseRedirect(request.path)


@desk_form
def request_detail(request: HttpRequest, me: Representative, number: int) -> HttpResponse:
    """Show one request: its steps, each field old beside new, and what to do."""
    change = get_object_or_404(requests_of(me.enterprise), pk=number)
    if request.method == "POST":
        return _step_of_change(request, me, change)
    change_request = ChangeRequest(change)
    return desk_page(
        request,
        me,
        "enterprises/approval/desk/request",
        change_request=change_request,
        fields=[(field, _form_path(change_request, field)) for field in change_request.fields],
        desk_path=_desk_path(change),
        why_it_rests=RESTS,
        steps=change.transitions.order_by("at", "pk"),
        version=change.publication.revision_number,
    )


def _form_path(change_request: ChangeRequest, field: RequestedField) -> str:
    """Return the address at which a field is corrected, with its refused words in it, or ""."""
    change = change_request.change
    if not (change_request.is_in_hand or field.is_refused):
        return ""
    if (topic := topic_of(field.names)) and change.publication.kind == Enterprise.KIND:
        path = reverse("enterprises:profile_topic", kwargs={"topic": topic})
    else:
        forms = getattr(kind_named(change.publication.kind), "DESK_FORMS", {})
        view = next((view for view, own in forms.items() if set(own) & set(field.names)), "")
        path = reverse(view, args=[change.publication_id]) if view else ""
    return f"{path}?{REFUSED}={change.pk}" if path and not change_request.is_open else path


def _desk_path(change: ChangeSet) -> str:
    """Return the desk address of the page that a request changes, or ""."""
    view = getattr(kind_named(change.publication.kind), "DESK_VIEW", "")
    return reverse(view, args=[change.publication_id]) if view else ""


def _step_of_change(request: HttpRequest, me: Representative, change: ChangeSet) -> HttpResponse:
    if change.decided_at is not None:
        is_twice = request.POST.get("step") == change.state and change.decided_by_id == me.user_id
        if not is_twice:
            messages.error(request, _("This request is decided already."))
        return HttpResponseRedirect(request.path)
    if ChangeRequest(change).rests:
        # A step would be the page's own; of a request there is nothing to decide now.
        messages.error(request, RESTS)
        return HttpResponseRedirect(request.path)
    page = kind_named(change.publication.kind).objects.get(pk=change.publication_id)
    return _step(request, me, page, state=change.state)


def _step(
    request: HttpRequest, me: Representative, page: Publication, *, state: str
) -> HttpResponse:
    """Take the step of the pressed button; where it is not open any more, say so.

    Where that is the `state` of the page or its change already, it was pressed twice.
    """
    target = request.POST.get("step", "")
    if target not in STEPS or (target == State.DISCARDED and page.state != State.PUBLISHED):
        raise Http404
    if target == state:
        return HttpResponseRedirect(request.path)
    number = parse_key(request.POST.get("version", ""))
    to = State(target)
    done = words_of_draft(page.state) if to == State.DRAFT else STEPS[to]
    take_step(request, done, take_desk_step, page, to=to, by=me.user, seen=number)
    return HttpResponseRedirect(request.path)
