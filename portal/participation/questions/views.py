"""Asking the department, and hearing what became of it: pages that no cache keeps."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.signing import SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.kit.secret_links import secret_page
from portal.participation.publicforms.answers import too_many
from portal.participation.publicforms.limits import Limit, place_of
from portal.participation.questions import asking, links
from portal.participation.questions.forms import QuestionForm, TrackForm

CONTACT: Final = "portal/contact.html"
TRACK: Final = "portal/questions/track.html"
# Many people share one address of a mobile network; one mailbox gets few letters of ours.
PER_PLACE: Final = Limit("lien-he.hoi", 10, timedelta(hours=1))
PER_MAILBOX: Final = Limit("lien-he.hoi.thu", 5, timedelta(days=1))
TRACKED_PER_PLACE: Final = Limit("hoi-dap.tra-cuu", 20, timedelta(hours=1))
TRACKED_PER_MAILBOX: Final = Limit("hoi-dap.tra-cuu.thu", 5, timedelta(days=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the department, and a form to ask it; what is sent leads to its number."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, CONTACT, {"form": form, **_words()})
    question = form.asked()
    if (before := asking.sent_by(question.stamp)) is not None:
        return redirect(links.sent_address(before))
    wait = PER_PLACE.spend(place_of(request)) or PER_MAILBOX.spend(question.email)
    if wait is not None:
        return too_many(request, CONTACT, form, wait, **_words())
    return redirect(links.sent_address(asking.take_in(question)))


@secret_page
@require_safe
def sent(request: HttpRequest, mark: str) -> HttpResponse:
    """The number of what was sent, and what happens next."""
    question = links.sent_with(mark)
    if question is None:
        raise Http404
    return render(request, "portal/questions/sent.html", {"question": question})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Number and address: the way to the question's page comes by mail, to its address only."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, TRACK, {"form": form})
    address = form.cleaned_data["email"]
    wait = TRACKED_PER_PLACE.spend(place_of(request)) or TRACKED_PER_MAILBOX.spend(address)
    if wait is not None:
        return too_many(request, TRACK, form, wait)
    asking.ask_for_link(form.cleaned_data["number"], address)
    # By itself, so that loading it again sends nothing again.
    return redirect("questions:tracked")


@never_cache
@require_safe
def tracked(request: HttpRequest) -> HttpResponse:
    """The same whether or not somebody asked: it tells nothing of anybody."""
    days = settings.QUESTION_LINK_LIFE.days
    return render(request, "portal/questions/tracked.html", {"days": days})


@secret_page
@require_safe
def state(request: HttpRequest, mark: str) -> HttpResponse:
    """Where the question stands and what was said; 410 where the link or the words are over."""
    try:
        question = links.parent_page(mark)
    except SignatureExpired:
        return render(request, "portal/questions/over.html", status=HTTPStatus.GONE)
    if question is None:
        raise Http404
    if question.erased_at is not None:
        erased = {"erased": question}
        return render(request, "portal/questions/over.html", erased, status=HTTPStatus.GONE)
    return render(request, "portal/questions/state.html", {"question": question})


def _words() -> dict[str, object]:
    """What the page says beside the form."""
    return {
        "working_days": settings.QUESTION_WORKING_DAYS,
        "kept_days": settings.QUESTION_KEPT_DAYS,
    }
