"""The public pages of consultations: the list, one draft with its comments, and the form.

The form has a page of its own, so that the draft's page sets no cookie.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_stubs_ext import StrPromise

from portal.participation.consultations import services
from portal.participation.consultations.counts import counts_of
from portal.participation.consultations.forms import CommentForm
from portal.participation.consultations.models import (
    Consultation,
    ConsultationComment,
    ConsultationPhase,
    ConsultationQuerySet,
)
from portal.participation.consultations.structured import consultation_json_ld
from portal.participation.consultations.tracking import get_public, sent_address
from portal.participation.publicforms.limits import Limit, place_of, too_many_requests
from portal.participation.publicforms.stamps import sent_before
from portal.participation.publicforms.unsent import show_unsent
from portal.publishing.attachments import attachments_of
from portal.publishing.languages import spoken_path
from portal.publishing.models import Publication
from portal.publishing.paging import page_of
from portal.publishing.pairs import spoken_page
from portal.publishing.topics import topics_of

# Of each phase so many stand on the first page; the rest on pages of that phase.
MAX_ROWS = 50
COMMENTS_A_PAGE = 50

# Under its word in addresses.
PHASES: Final[Mapping[str, StrPromise]] = {
    "dang-lay": gettext_lazy("Open for comments"),
    "sap-lay": gettext_lazy("Open later"),
    "cho-tong-hop": gettext_lazy("Closed, the summary is awaited"),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The drafts of one phase on the first page, and whether there are others."""

    phase: str
    rows: list[Consultation]
    has_more: bool

    @property
    def heading(self) -> StrPromise:
        return PHASES[self.phase]


def consultation_list(request: HttpRequest) -> HttpResponse:
    """Open ones first, those that wait for their summary, then what is done, page by page."""
    today = timezone.localdate()
    rows = Consultation.objects.public().for_lists()
    if phase := request.GET.get("tinh-trang", ""):
        return _of_one_phase(request, _in_phase(rows, phase, today), phase)
    page = page_of(request, rows.done(today))
    shelves = []
    if page.number == 1:
        shelves = [_shelf(phase, _in_phase(rows, phase, today)) for phase in PHASES]
    context = {"page": page, "done": page.rows, "shelves": shelves}
    return render(request, "portal/consultations/list.html", context)


def _of_one_phase(request: HttpRequest, rows: ConsultationQuerySet, phase: str) -> HttpResponse:
    page = page_of(request, rows, size=MAX_ROWS)
    parameters = {"tinh-trang": phase} | ({"trang": page.number} if page.number > 1 else {})
    address = f"{reverse('consultations:list')}?{urlencode(parameters)}"
    shelf = Shelf(phase, page.rows, has_more=page.has_next)
    context = {"page": page, "shelf": shelf, "canonical_url": f"{settings.SITE_URL}{address}"}
    return render(request, "portal/consultations/phase.html", context)


def _in_phase(rows: ConsultationQuerySet, phase: str, today: date) -> ConsultationQuerySet:
    """Return the drafts of a phase as readers look for them; raises Http404 where it is none."""
    if phase == "dang-lay":
        return rows.open(today)
    if phase == "sap-lay":
        return rows.coming(today)
    if phase == "cho-tong-hop":
        # The staff has the longest wait first, readers what has just closed.
        return rows.without_summary(today).reverse()
    raise Http404


def _shelf(phase: str, rows: ConsultationQuerySet) -> Shelf:
    found = list(rows[: MAX_ROWS + 1])
    return Shelf(phase, found[:MAX_ROWS], has_more=len(found) > MAX_ROWS)


def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one draft: files and days, how to comment, what was said, and what came of it."""
    found = get_public(slug)
    page = page_of(request, found.comments.shown(), size=COMMENTS_A_PAGE)
    is_over = found.phase in (ConsultationPhase.CLOSED, ConsultationPhase.DONE)
    context = {
        "consultation": found,
        "phase": found.phase,
        "page": page,
        "comments": page.rows,
        "counts": counts_of(found) if is_over else None,
        "issued": issued_of(found),
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": consultation_json_ld(found, page.rows),
    }
    return render(request, "portal/consultations/detail.html", context)


def issued_of(found: Consultation) -> Publication | None:
    """Return the page of what was issued in the end, if it is public."""
    return found.issued if found.issued is not None and found.issued.is_public else None


TEMPLATE: Final = "portal/consultations/comment.html"
# Many people share one address of a mobile network; one mailbox gets few letters of ours.
PER_PLACE: Final = Limit("gop-y", 60, timedelta(hours=1))
PER_SENDER: Final = Limit("gop-y.thu", 5, timedelta(days=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; what is sent leads to a page with its number."""
    form = CommentForm(request.POST if request.method == "POST" else None)
    is_sent = request.method == "POST" and form.is_valid()
    # Sent twice around midnight: the first one came in time, and is the same.
    if is_sent and (before := sent_before(ConsultationComment, form.key)) is not None:
        return redirect(sent_address(before))
    try:
        found = get_public(slug)
    except Http404:
        return _elsewhere(request, slug)
    if not found.takes_comments:
        return _closed(request, found, form)
    if not is_sent:
        return render(request, TEMPLATE, {"form": form, **_form_context(found)})
    sender = form.instance.email or form.instance.phone
    wait = PER_PLACE.spend(place_of(request)) or PER_SENDER.spend(sender)
    if wait is not None:
        return too_many_requests(request, TEMPLATE, form, wait, **_form_context(found))
    form.instance.consultation, form.instance.stamp = found, form.key
    form.instance.language = get_language() or ""
    return redirect(sent_address(services.submit(form.instance)))


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead on where the draft has another address now; else hand back what was typed."""
    moved = Consultation.objects.public().filter(redirects__old_path=Consultation.path_of(slug))
    if (now := moved.values_list("slug", flat=True).first()) is not None:
        # The browser sends the form again, there.
        address = spoken_path(reverse("consultations:comment", args=[now]))
        return redirect(address, preserve_request=True)
    message = _("The page of this draft is not open to readers now; your comment is not sent.")
    return show_unsent(request, message, HTTPStatus.NOT_FOUND)


def _closed(request: HttpRequest, found: Consultation, form: CommentForm) -> HttpResponse:
    """Show the page without the form; 409, with the typed text to copy, if it came late."""
    is_late = request.method == "POST"
    typed = request.POST.get("text", "") if is_late else ""
    status = HTTPStatus.CONFLICT if is_late else HTTPStatus.OK
    return render(request, TEMPLATE, {"typed": typed, **_form_context(found)}, status=status)


def _form_context(found: Consultation) -> dict[str, object]:
    """Return the context of the page beside the form."""
    return {
        "consultation": found,
        "draft": spoken_page(found),
        "phase": found.phase,
        "kept_days": settings.CONSULTATION_KEPT_DAYS,
    }
