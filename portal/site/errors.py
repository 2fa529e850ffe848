"""Pages for when something went wrong: pages of the site, with the status that is true."""

import logging
import re
import sys
import time
from collections.abc import Callable
from copy import copy
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.department import identity
from portal.editing.draft_recovery import save_refused
from portal.emergency.alerts import alerts_at
from portal.kit.postgres.outage import RETRY_AFTER, is_unreachable
from portal.pagecache.fragments import kept_text
from portal.publishing.languages import ENGLISH
from portal.search.places import places_called
from portal.site.context import shell
from portal.site.menu import Menu

logger = logging.getLogger(__name__)

# For the case that not even the templates can be read; nothing here can fail.
LAST_WORD = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Lỗi máy chủ</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main id="noi-dung"><h1>Máy chủ gặp lỗi</h1>
<p>Vui lòng thử lại sau ít phút. <a href="/">Về trang chủ</a></p></main></body></html>
"""


# Stand in the kept page for the words of an address, and for the parts of the site that they name;
# nobody can type these.
_WORDS: Final = "\ue000words\ue000"
_WAYS: Final = "\ue000ways\ue000"
MAX_WAYS: Final = 3


class PrivateNotFound(Http404):
    """Nothing is here for this person; for another one, or later, something may be."""


class FillRefusedMethods:
    """Gives an empty 405 a page of the site, for who opens the address of a form's answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_refused and not response.content and _opens_a_page(request):
            # What it allows, and that nobody keeps it, stays.
            response.content = _page(request, HTTPStatus.METHOD_NOT_ALLOWED).content
        return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request cannot be read."""
    # Its query may be what nobody can read, and the page would look into that again.
    request.GET = QueryDict()
    return _page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the page exists, but not for this person."""
    return _page(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: a form came back without its CSRF token; say how to send it again.

    The text of a publication's form is kept first, and its writer is led back to it.
    """
    saved = save_refused(request)
    return saved or _page(request, HTTPStatus.FORBIDDEN, is_stale_form=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, and offer a search for the words in the address."""
    response = _not_found(request, words_of(request.path))
    if isinstance(exception, PrivateNotFound):
        response["Cache-Control"] = "private, no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database is gone.

    Made from settings alone: no database, session or context processors.
    """
    is_gone = is_unreachable(sys.exc_info()[1])
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_gone else HTTPStatus.INTERNAL_SERVER_ERROR
    context = shell() | {"was_sent": request.method == "POST"}
    try:
        content = str(render_to_string(f"portal/errors/{status.value}.html", context))
    except Exception:
        # Whatever broke the page may have broken this one too, and a reader must get an answer.
        logger.exception("The page for server errors could not be made")
        content = LAST_WORD
    headers = {"Cache-Control": "no-store", "Content-Language": get_language() or "vi"}
    if is_gone:
        headers["Retry-After"] = str(RETRY_AFTER)
    return HttpResponse(content, status=status, headers=headers)


def words_of(path: str) -> str:
    """Return the words in an address: "/tin-tuc/hoi-nghi-2007/" gives "hoi nghi 2007"."""
    last = unquote(path).rstrip("/").rpartition("/")[2].partition(".")[0]
    return " ".join(re.findall(r"\w+", last.replace("_", " ")))[:100]


def _opens_a_page(request: HttpRequest) -> bool:
    """Return whether a browser asks for what somebody will look at."""
    is_read = request.method in ("GET", "HEAD")
    return is_read and "text/html" in request.headers.get("Accept", "")


def _not_found(request: HttpRequest, query: str) -> HttpResponse:
    """Return the page of an address without one: kept, but for the words, where nobody is known.

    Machines guess thousands of addresses in a night, and each would cost as much as a page.
    """
    if request.COOKIES or request.GET.get("co-chu") or request.method not in ("GET", "HEAD"):
        return _page(request, HTTPStatus.NOT_FOUND, query=query, ways=_ways(query))
    language = get_language()
    place = Menu(request.path, is_english=language == ENGLISH).here

    def make() -> str:
        # Asked for, and not what was known last: it stays for a generation.
        context = {"query": _WORDS, "ways": _WAYS, "department": identity.department}
        context = _error_context(HTTPStatus.NOT_FOUND) | context
        return render_to_string("portal/errors/404.html", context, _of_nobody(request, place))

    # Which warnings hold, and until when: one that ends by itself changes no file.
    kept = kept_text(("page_not_found", language, place, alerts_at(time.time())), make)
    content = kept.replace(_WORDS, escape(query)).replace(_WAYS, _ways(query))
    return HttpResponse(content, status=HTTPStatus.NOT_FOUND)


def _ways(query: str) -> SafeString:
    """Return links to the parts of the site that the words of an address name; perhaps nothing.

    Compared in memory: whoever guesses addresses costs the database nothing.
    """
    try:
        found = places_called(query, most=MAX_WAYS)
    except Error:
        return SafeString("")
    return (
        render_to_string("portal/errors/404_ways.html", {"places": found})
        if found
        else SafeString("")
    )


def _of_nobody(request: HttpRequest, path: str) -> HttpRequest:
    """Return the request as one for a place of the menu that says nothing else."""
    copied = copy(request)
    copied.path = copied.path_info = path
    copied.GET = QueryDict()
    copied.resolver_match = None
    return copied


def _page(request: HttpRequest, status: HTTPStatus, **context: object) -> HttpResponse:
    return render(
        request,
        f"portal/errors/{status.value}.html",
        _error_context(status) | context,
        status=status,
    )


def _error_context(status: HTTPStatus) -> dict[str, object]:
    is_not_found = status == HTTPStatus.NOT_FOUND
    return {
        # No canonical address: an error is the page of nothing. The database may be what is wrong.
        "canonical_url": "",
        "department": identity.last_known_department(),
        # What was known last is no part of other pages; where nothing is found the database was
        # asked.
        "kept_contact": None,
        "kept_shell": True if is_not_found else None,
    }
