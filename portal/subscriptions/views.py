"""Following by e-mail: the form, the answer to its letter, what is followed, and the way out."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.kit.secret_links import secret_page
from portal.kit.text.numbers import parse_key
from portal.participation.publicforms.limits import Limit, place_of, too_many_requests
from portal.publishing.pairs import way_to
from portal.subscriptions import links, services
from portal.subscriptions.forms import LANGUAGES, FollowForm, FrequencyForm, LanguageForm
from portal.subscriptions.models import Follower, Frequency
from portal.subscriptions.subjects import followed

PAGE: Final = "portal/subscriptions/follow.html"
# Many people share one address of a mobile network; one mailbox gets few letters of ours.
PER_PLACE: Final = Limit("theo-doi.thu", 30, timedelta(hours=1))
PER_MAILBOX: Final = Limit("theo-doi.thu.thu", 5, timedelta(days=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show what would be followed, and the form; a letter asks whether its owner wants that."""
    kind = request.GET.get("loai", "tat-ca")
    subject = followed(kind, request.GET.get("q", "")[:200])
    if subject is None:
        raise Http404
    form = FollowForm(request.POST if request.method == "POST" else None)
    context = {"subject": subject, "days": settings.SUBSCRIPTION_CONFIRM_LIFE.days}
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, {"form": form, **context})
    email = form.cleaned_data["email"]
    wait = PER_PLACE.spend(place_of(request)) or PER_MAILBOX.spend(email)
    if wait is not None:
        return too_many_requests(request, PAGE, form, wait, **context)
    chosen = form.cleaned_data["frequency"], form.cleaned_data["language"]
    services.ask(email, kind, subject, *chosen)
    # The same for everybody: it tells of no address whether it follows anything.
    return redirect(_way_to("subscriptions:sent", request))


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way; the form of the same subject is a link away."""
    form = _way_to("subscriptions:follow", request)
    context = {"days": settings.SUBSCRIPTION_CONFIRM_LIFE.days, "form_path": form}
    return render(request, "portal/subscriptions/sent.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, mark: str) -> HttpResponse:
    """Ask once more, as programs open links too; what is sent back begins the letters."""
    try:
        subscription = links.subscription_of(mark)
    except SignatureExpired:
        subscription = None
    except BadSignature as error:
        raise Http404 from error
    subject = followed(subscription.kind, subscription.key) if subscription else None
    if subscription is None or subject is None:
        return _over(request)
    if request.method == "POST":
        services.confirm(subscription, subject)
        return redirect(links.manage_address(subscription.follower))
    context = {"subscription": subscription, "subject": subject}
    return render(request, "portal/subscriptions/confirm.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, mark: str) -> HttpResponse:
    """Show all that is followed, and take changes, each of one thing."""
    follower = _follower(mark)
    if follower is None:
        return _over(request)
    spoken = LanguageForm(request.POST)
    if request.method == "POST" and spoken.is_valid():
        services.change_language(follower, spoken.cleaned_data["language"])
        return redirect(links.manage_address(follower))
    if request.method == "POST":
        form = FrequencyForm(request.POST)
        key = parse_key(request.POST.get("subscription", ""))
        if form.is_valid() and key is not None:
            services.change(follower, key, form.cleaned_data["frequency"])
        return redirect(request.path)
    rows = follower.subscriptions.confirmed()
    context = {
        "rows": [(each, followed(each.kind, each.key)) for each in rows],
        "choices": Frequency.choices,
        "languages": LANGUAGES,
        "language": follower.language,
        "stop": links.stop_address(follower),
    }
    return render(request, "portal/subscriptions/manage.html", context)


@csrf_exempt  # A mail program presses it (RFC 8058): the mark is the proof, no session is read.
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, mark: str) -> HttpResponse:
    """Ask on GET; on POST end all letters at once and erase the address."""
    follower = _follower(mark)
    if follower is None:
        return _over(request, status=HTTPStatus.OK)
    if request.method == "POST":
        services.stop(follower)
        return _over(request, status=HTTPStatus.OK)
    return render(request, "portal/subscriptions/stop.html")


def _way_to(name: str, request: HttpRequest) -> str:
    """Return the address of a page about the same subject."""
    subject = {each: request.GET[each][:200] for each in ("loai", "q") if each in request.GET}
    return f"{way_to(name)}?{urlencode(subject)}" if subject else way_to(name)


def _follower(mark: str) -> Follower | None:
    try:
        return links.follower_of(mark)
    except BadSignature as error:
        raise Http404 from error


def _over(request: HttpRequest, status: HTTPStatus = HTTPStatus.GONE) -> HttpResponse:
    """Say that nothing is followed by this link any more."""
    return render(request, "portal/subscriptions/over.html", status=status)
