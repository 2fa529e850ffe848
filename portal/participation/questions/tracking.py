"""Following a question: its receipt, and its state by a link in a letter or by telephone number."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.signing import SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.kit.qr import qr_svg
from portal.kit.secret_links import keep_secret, secret_page
from portal.participation.publicforms.limits import Limit, place_of, too_many_requests
from portal.participation.questions import links, services
from portal.participation.questions.forms import TrackForm
from portal.participation.questions.models import Question
from portal.participation.questions.models.question import parse_number
from portal.publishing.pairs import way_to

TRACK: Final = "portal/questions/track.html"
PER_PLACE: Final = Limit("hoi-dap.tra-cuu", 60, timedelta(hours=1))
PER_MAILBOX: Final = Limit("hoi-dap.tra-cuu.thu", 5, timedelta(days=1))
# Four digits are soon guessed: few tries from one place, and few for one number from everywhere.
PHONE_PER_PLACE: Final = Limit("hoi-dap.dien-thoai", 20, timedelta(hours=1))
PHONE_PER_NUMBER: Final = Limit("hoi-dap.dien-thoai.so", 10, timedelta(days=1))
# Says of neither half whether it was right.
NO_SUCH_PAIR: Final = _(
    "Number and telephone do not belong together, or there is no such question. Check both."
)


@secret_page
@require_safe
def sent(request: HttpRequest, mark: str) -> HttpResponse:
    """Show the number of what was sent, and what happens next."""
    question = links.sent_question(mark)
    if question is None:
        raise Http404
    if question.erased_at is not None:
        return _erased(request, question)
    context = {"question": question, "qr": qr_svg(links.track_address(question))}
    return render(request, "portal/questions/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Show the form; by telephone the state is shown at once, by e-mail a link goes there."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    # A receipt on paper leads here by its code.
    form.fields["number"].initial = request.GET.get("so", "")[:40]
    if request.method != "POST" or not form.is_valid():
        return render(request, TRACK, {"form": form})
    if form.cleaned_data["phone_end"]:
        return _by_phone(request, form)
    address = form.cleaned_data["email"]
    wait = PER_PLACE.spend(place_of(request)) or PER_MAILBOX.spend(address)
    if wait is not None:
        return too_many_requests(request, TRACK, form, wait)
    services.send_link(form.cleaned_data["number"], address)
    # By itself, so that loading it again sends nothing again.
    return redirect(way_to("questions:tracked"))


def _by_phone(request: HttpRequest, form: TrackForm) -> HttpResponse:
    """Show where a question stands, and none of its words: four digits are a small proof.

    No address opens it, so that none can be handed on or found in a browser's history.
    """
    typed = form.cleaned_data["number"]
    number = "{}-{}".format(*parse_number(typed))
    wait = PHONE_PER_PLACE.spend(place_of(request)) or PHONE_PER_NUMBER.spend(number)
    if wait is not None:
        return too_many_requests(request, TRACK, form, wait)
    rows = Question.objects.numbered(typed).with_phone_end(form.cleaned_data["phone_end"])
    question = rows.select_related("section", "published_as").first()
    if question is None:
        form.add_error(None, NO_SUCH_PAIR)
        return render(request, TRACK, {"form": form})
    context = {"question": question, "by_phone": True}
    return keep_secret(render(request, "portal/questions/state.html", context))


@never_cache
@require_safe
def tracked(request: HttpRequest) -> HttpResponse:
    """Show the same page whether or not somebody asked: it reveals nothing."""
    days = settings.QUESTION_LINK_LIFE.days
    return render(request, "portal/questions/tracked.html", {"days": days})


@secret_page
@require_safe
def state(request: HttpRequest, mark: str) -> HttpResponse:
    """Show the state of a question and the reply; 410 where the link or the words have expired."""
    try:
        question = links.tracked_question(mark)
    except SignatureExpired:
        return render(request, "portal/questions/over.html", status=HTTPStatus.GONE)
    if question is None:
        raise Http404
    if question.erased_at is not None:
        return _erased(request, question)
    return render(request, "portal/questions/state.html", {"question": question})


def _erased(request: HttpRequest, question: Question) -> HttpResponse:
    """Say that the words are gone, and who asked: nobody is written to or called any more."""
    erased = {"erased": question}
    return render(request, "portal/questions/over.html", erased, status=HTTPStatus.GONE)
