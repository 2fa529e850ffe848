"""Origins of addresses, as settings name them and as requests are held against them."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_TO_ALL: Final = {
    "Access-Control-Allow-Origin": "*",
    # Else a script sees neither, and has nothing to send back.
    "Access-Control-Expose-Headers": "ETag, Last-Modified",
}
# What a browser asks before a script may say what it has already.
_TO_ASK: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def origin_of(url: str) -> str:
    """Return scheme, host and port of the address; "" for what has none of its own."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.hostname}{port}"


def is_protected(url: str) -> bool:
    """Return whether what goes there is read by nobody on the way: TLS, or this machine itself."""
    origin = origin_of(url)
    return origin.startswith("https://") or urlsplit(origin).hostname in ("127.0.0.1", "localhost")


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that one of our pages sent this request.

    `Sec-Fetch-Site` says so where there is one; else the origin, which is sent with each POST. A
    browser that says neither is not believed: no page can leave the two out by itself.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = origin_of(request.headers.get("Origin", ""))
    own = origin_of(f"{request.scheme}://{request.get_host()}")
    # What has no origin, such as a sandboxed frame, is not equal to a host that has none.
    return sender != "" and sender in {own, origin_of(settings.SITE_URL)}


def open_to_all[R: HttpResponseBase](response: R) -> R:
    """Let pages of any site read an answer: anybody may."""
    for name, value in _TO_ALL.items():
        response[name] = value
    return response


def for_all_origins[**P](view: View[P]) -> View[P]:
    """Let a view only be read, by pages of any site too, and say so to browsers that ask first."""
    read = require_safe(view)

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **parts: P.kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return open_to_all(HttpResponse(status=HTTPStatus.NO_CONTENT, headers=_TO_ASK))
        return open_to_all(read(request, *args, **parts))

    return answer
