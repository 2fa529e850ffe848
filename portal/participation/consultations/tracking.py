"""Following a comment: its receipt, and its state by number and the end of the telephone number."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.kit.qr import qr_svg
from portal.kit.secret_links import keep_secret, secret_page
from portal.organisations.former_bodies import with_successions
from portal.participation.consultations.forms import CommentTrackForm
from portal.participation.consultations.models import Consultation, ConsultationComment
from portal.participation.consultations.models.comment import parse_number
from portal.participation.publicforms.limits import Limit, place_of, too_many_requests
from portal.publishing.languages import spoken_path
from portal.publishing.models import heavy_columns
from portal.publishing.pairs import way_to, way_to_page

SENT_SALT: Final = "portal.participation.consultations.sent"
TRACK: Final = "portal/consultations/track.html"
# Four digits are soon guessed: few tries from one place, and few for one number from everywhere.
PER_PLACE: Final = Limit("gop-y.dien-thoai", 20, timedelta(hours=1))
PER_NUMBER: Final = Limit("gop-y.dien-thoai.so", 10, timedelta(days=1))
# Says of neither half whether it was right.
NO_SUCH_PAIR: Final = _(
    "Number and telephone do not belong together, or there is no such comment. Check both."
)


def get_public(slug: str) -> Consultation:
    """Return the public consultation at this address; raise Http404 if there is none."""
    rows = with_successions(Consultation.objects.public())
    rows = rows.select_related("asker", "issued", "cover").defer(*heavy_columns("issued"))
    return get_object_or_404(rows, path=Consultation.path_of(slug))


def sent_address(sent: ConsultationComment) -> str:
    """Return the address of the receipt, which only its sender knows."""
    mark = signing.dumps(sent.pk, salt=SENT_SALT)
    return spoken_path(reverse("consultations:comment_sent", args=[sent.consultation.slug, mark]))


@secret_page
@require_safe
def comment_sent(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """Show what happens next with a comment; only its sender knows the address.

    It stands also where the page of the draft is not public, or has another address now.
    """
    try:
        key = signing.loads(mark, salt=SENT_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = ConsultationComment.objects.select_related("consultation")
    rows = rows.defer(*heavy_columns("consultation"))
    sent = get_object_or_404(rows, pk=key)
    found = sent.consultation
    if slug != found.slug:
        return redirect(sent_address(sent))
    path = way_to_page(found) if found.is_public else ""
    if sent.phone:
        path = f"{way_to('consultations:track')}?so={sent.number}"
    qr = qr_svg(settings.SITE_URL + path) if path else ""
    context = {"comment": sent, "consultation": found, "qr": qr}
    return render(request, "portal/consultations/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Show the form; with a right pair, where the comment stands and none of its words.

    No address opens that, so that none can be handed on or found in a browser's history.
    """
    form = CommentTrackForm(request.POST if request.method == "POST" else None)
    form.fields["number"].initial = request.GET.get("so", "")[:40]
    if request.method != "POST" or not form.is_valid():
        return render(request, TRACK, {"form": form})
    typed = form.cleaned_data["number"]
    wait = PER_PLACE.spend(place_of(request)) or PER_NUMBER.spend(str(parse_number(typed)))
    if wait is not None:
        return too_many_requests(request, TRACK, form, wait)
    rows = ConsultationComment.objects.numbered(typed)
    rows = rows.with_phone_end(form.cleaned_data["phone_end"]).select_related("consultation")
    comment = rows.first()
    if comment is None:
        form.add_error(None, NO_SUCH_PAIR)
        return render(request, TRACK, {"form": form})
    context = {"comment": comment, "consultation": comment.consultation}
    return keep_secret(render(request, "portal/consultations/state.html", context))
