"""Commenting on a draft: a page of its own, so that the draft's page sets no cookie."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.participation.consultations import sending
from portal.participation.consultations.forms import CommentForm
from portal.participation.consultations.models import Consultation, ConsultationComment
from portal.participation.consultations.views import public_consultation
from portal.participation.publicforms.answers import too_many
from portal.participation.publicforms.limits import Limit, place_of

TEMPLATE: Final = "portal/consultations/comment.html"
# Many people share one address of a mobile network; one mailbox gets few letters of ours.
PER_PLACE: Final = Limit("gop-y", 20, timedelta(hours=1))
PER_MAILBOX: Final = Limit("gop-y.thu", 5, timedelta(days=1))
SENT_SALT: Final = "portal.participation.consultations.sent"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what is sent leads to a page with its number."""
    found = public_consultation(slug)
    form = CommentForm(request.POST if request.method == "POST" else None)
    is_sent = request.method == "POST" and form.is_valid()
    # Sent twice around midnight: the first one came in time, and is the same.
    if is_sent and (before := sending.sent_by(form.key)) is not None:
        return redirect(_sent_address(before))
    if not found.takes_comments:
        return _not_now(request, found, form)
    if not is_sent:
        return render(request, TEMPLATE, {"form": form, **_words(found)})
    wait = PER_PLACE.spend(place_of(request)) or PER_MAILBOX.spend(form.instance.email)
    if wait is not None:
        return too_many(request, TEMPLATE, form, wait, **_words(found))
    form.instance.consultation, form.instance.stamp = found, form.key
    return redirect(_sent_address(sending.take_in(form.instance)))


def _not_now(request: HttpRequest, found: Consultation, form: CommentForm) -> HttpResponse:
    """The page without the form; 409 and with what was typed, to be copied, where it came late."""
    is_late = request.method == "POST"
    typed = request.POST.get("text", "") if is_late else ""
    status = HTTPStatus.CONFLICT if is_late else HTTPStatus.OK
    return render(request, TEMPLATE, {"typed": typed, **_words(found)}, status=status)


@require_safe
def comment_sent(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """What happens next with a comment; the address is known to who sent it."""
    found = public_consultation(slug)
    try:
        key = signing.loads(mark, salt=SENT_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    sent = ConsultationComment.objects.filter(pk=key, consultation=found).first()
    if sent is None:
        raise Http404
    context = {"comment": sent, "consultation": found}
    answer = render(request, "portal/consultations/sent.html", context)
    answer["Referrer-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store"
    return answer


def _words(found: Consultation) -> dict[str, object]:
    """What the page says beside the form."""
    return {
        "consultation": found,
        "standing": found.standing,
        "kept_days": settings.CONSULTATION_KEPT_DAYS,
    }


def _sent_address(sent: ConsultationComment) -> str:
    mark = signing.dumps(sent.pk, salt=SENT_SALT)
    return reverse("consultations:comment_sent", args=[sent.consultation.slug, mark])
