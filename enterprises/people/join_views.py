"""An enterprise asks for a place in the directory and at the desk."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.people import join_requests
from enterprises.people.forms import JoinForm
from enterprises.people.models import JoinRequest
from enterprises.profiles.models import Enterprise
from portal.kit.secret_links import secret_page
from portal.participation.publicforms.limits import Limit, place_of, too_many_requests

TEMPLATE: Final = "enterprises/people/join.html"
# Many people share one address of a mobile network; one mailbox gets few letters of ours.
PER_PLACE: Final = Limit("doanh-nghiep.dang-ky", 40, timedelta(hours=1))
PER_MAILBOX: Final = Limit("doanh-nghiep.dang-ky.thu", 3, timedelta(days=1))
SENT_SALT: Final = "enterprises.people.join.sent"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, TEMPLATE, {"form": form, **_words()})
    if (before := join_requests.find_by_stamp(form.key)) is not None:
        return redirect(_sent_address(before))
    wait = PER_PLACE.spend(place_of(request)) or PER_MAILBOX.spend(form.instance.email)
    if wait is not None:
        return too_many_requests(request, TEMPLATE, form, wait, **_words())
    form.instance.stamp = form.key
    return redirect(_sent_address(join_requests.receive(form.instance)))


@secret_page
@require_safe
def join_sent(request: HttpRequest, mark: str) -> HttpResponse:
    """Show the number of a request and the next steps; the address is signed."""
    try:
        key = signing.loads(mark, salt=SENT_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    join_request = JoinRequest.objects.filter(pk=key).first()
    if join_request is None:
        raise Http404
    known = Enterprise.objects.public().filter(tax_code=join_request.tax_code).first()
    context = {"join_request": join_request, "known": known}
    return render(request, "enterprises/people/join_sent.html", context)


def _words() -> dict[str, object]:
    """Return the context of the page beside the form."""
    return {
        "working_days": settings.JOIN_REQUEST_WORKING_DAYS,
        "kept_days": settings.JOIN_REQUEST_KEPT_DAYS,
    }


def _sent_address(join_request: JoinRequest) -> str:
    return reverse("enterprises:join_sent", args=[signing.dumps(join_request.pk, salt=SENT_SALT)])
