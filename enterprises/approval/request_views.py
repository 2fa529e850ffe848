"""The desk's pages of requests: where each stands, what was decided and why, and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from enterprises.approval.standing import PAGE_IN_WORDS, Request, requests_of
from enterprises.approval.topics import topic_of
from enterprises.people.access import for_representatives
from enterprises.profiles.models import Representative
from portal.kit.text.numbers import parse_key
from portal.publishing import workflow
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.models.kinds import kind_named
from portal.publishing.paging import page_of

# What a representative may do with a request, or with a page that is no page of readers yet.
STEPS = {
    State.SUBMITTED: gettext_lazy("Sent to the department."),
    State.DRAFT: gettext_lazy("Taken back. Nobody decides about it until you send it again."),
    State.DISCARDED: gettext_lazy("The request has ended. The public page stays as it is."),
}


@for_representatives
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, me: Representative) -> HttpResponse:
    """All requests, the newest first; and the profile's own state while readers do not see it."""
    page = me.enterprise
    if request.method == "POST":
        if page.state == State.PUBLISHED:
            raise Http404
        return _step(request, page)
    rows = page_of(request, requests_of(page))
    context = {
        "me": me,
        "enterprise": page,
        "page": rows,
        "requests": [Request(change) for change in rows.rows],
        "page_in_words": PAGE_IN_WORDS.get(page.state, ""),
        "may_send": page.state in (State.DRAFT, State.CHANGES_ASKED),
        "may_take_back": page.state in (State.SUBMITTED, State.APPROVED),
    }
    return render(request, "enterprises/approval/requests.html", context)


@for_representatives
@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, me: Representative, number: int) -> HttpResponse:
    """One request of the own enterprise: its steps, each field old beside new, and what to do."""
    change = get_object_or_404(requests_of(me.enterprise), pk=number)
    if request.method == "POST":
        return _step_of_change(request, change)
    asked = Request(change)
    context = {
        "me": me,
        "enterprise": me.enterprise,
        "asked": asked,
        "fields": [(field, topic_of(field.names)) for field in asked.asked],
        "is_profile": change.publication_id == me.enterprise_id,
        "desk_path": _desk_path(change),
        "steps": change.transitions.order_by("at", "pk"),
        "version": change.publication.revision_number,
    }
    return render(request, "enterprises/approval/request.html", context)


def _desk_path(change: ChangeSet) -> str:
    """Where the page of a request is written, if it has a page of its own on the desk."""
    view = getattr(kind_named(change.publication.kind), "DESK_VIEW", "")
    return reverse(view, args=[change.publication_id]) if view else ""


def _step_of_change(request: HttpRequest, change: ChangeSet) -> HttpResponse:
    if change.decided_at is not None:
        messages.error(request, _("This request is decided already."))
        return HttpResponseRedirect(request.path)
    page = kind_named(change.publication.kind).objects.get(pk=change.publication_id)
    return _step(request, page)


def _step(request: HttpRequest, page: Publication) -> HttpResponse:
    """Take the step of the pressed button; where it is not open any more, say so."""
    target = request.POST.get("step", "")
    if target not in STEPS or (target == State.DISCARDED and page.state != State.PUBLISHED):
        raise Http404
    number = parse_key(request.POST.get("version", ""))
    try:
        workflow.transition(page, to=State(target), by=request.user, seen=number)  # type: ignore[arg-type]  # signed in
    except PermissionDenied:
        messages.error(request, _("That is not possible any more. Look at where it stands now."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(STEPS[State(target)]))
    return HttpResponseRedirect(request.path)
