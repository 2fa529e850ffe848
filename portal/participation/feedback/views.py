"""The answer to “Is this page of use?”, and the small page after it.

The question stands on kept pages, so it has no token and no cookie: a browser says itself that the
answer comes from a page of ours, and others are refused.
"""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from portal.kit.origins import comes_from_here
from portal.kit.secret_links import secret_page
from portal.kit.text.normalize import visible
from portal.participation.feedback import services
from portal.participation.feedback.forms import WordForm
from portal.participation.feedback.models import FeedbackWord
from portal.participation.publicforms.limits import (
    Limit,
    place_of,
    time_after,
    too_many_requests,
    with_retry_after,
)
from portal.participation.publicforms.unsent import show_unsent
from portal.publishing.languages import ENGLISH
from portal.publishing.models import Publication

WORD: Final = "portal/feedback/word.html"
MAX_PATH: Final = 500
ANSWERS: Final = {"co": True, "khong": False}
# Many people share one address of a mobile network.
PER_PLACE: Final = Limit("co-ich", 60, timedelta(hours=1))
PER_PAGE: Final = Limit("co-ich.trang", 5, timedelta(days=1))
WORDS_PER_PLACE: Final = Limit("co-ich.loi", 10, timedelta(hours=1))


@csrf_exempt  # Kept pages have no token; the browser's own headers take its place.
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Count a yes or no about a public page; lead to thanks, where a word may be added."""
    if not comes_from_here(request):
        message = _("The answer did not come from a page of ours, and is not counted.")
        return _refused(request, message, HTTPStatus.FORBIDDEN)
    page, given = _page_at(request.POST.get("trang", "")), request.POST.get("tra-loi", "")
    if page is None or given not in ANSWERS:
        raise Http404
    place = place_of(request)
    if (wait := PER_PLACE.spend(place)) is not None:
        return _too_many_from_there(request, wait)
    if PER_PAGE.spend(f"{place} {page.pk}") is not None:
        message = _(
            "This page was answered about many times from where you are; it is not counted again."
        )
        return _refused(request, message, HTTPStatus.TOO_MANY_REQUESTS)
    mark = services.count(page, is_useful=ANSWERS[given])
    name = "en:feedback_word" if get_language() == ENGLISH else "feedback:word"
    return redirect(reverse(name, args=[mark]))


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, mark: str) -> HttpResponse:
    """Thank for an answer and take a word to the staff, once for each answer."""
    try:
        found = services.word_of(mark)
    except SignatureExpired:
        message = _("The time to add a word to your answer is over.")
        return show_unsent(request, message, HTTPStatus.GONE)
    except BadSignature as error:
        raise Http404 from error
    page = found.feedback.publication
    context = {"page": page if page.is_public else None, "is_sent": found.pk is not None}
    data = request.POST if request.method == "POST" else None
    form = WordForm(data, is_useful=found.is_useful)
    if found.pk is not None and data is not None and _is_another(found, data.get("text", "")):
        message = _("One word to this answer is here already; this new one is not sent.")
        return show_unsent(request, message, HTTPStatus.CONFLICT)
    if found.pk is not None or data is None or not form.is_valid():
        return render(request, WORD, {"form": form, **context})
    if (wait := WORDS_PER_PLACE.spend(place_of(request))) is not None:
        return too_many_requests(request, WORD, form, wait, **context)
    services.keep(found, form.cleaned_data["text"])
    return redirect(request.path)


def _is_another(word: FeedbackWord, text: str) -> bool:
    """Return whether a text says something else than the word that is here; spaces do not count."""
    words = visible(text).split()
    return bool(words) and words != word.text.split()


def _page_at(path: str) -> Publication | None:
    if "\0" in path or len(path) > MAX_PATH:
        return None
    return Publication.objects.public().only("pk").filter(path=path).first()


def _too_many_from_there(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Say when the next answer from this network is counted, about whatever page."""
    message = _(
        "Too many answers came from your network within an hour, so this one is not counted."
        " Answer again after %(when)s."
    ) % {"when": time_after(wait)}
    return with_retry_after(_refused(request, message, HTTPStatus.TOO_MANY_REQUESTS), wait)


def _refused(request: HttpRequest, message: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "portal/feedback/refused.html", {"message": message}, status=status)
