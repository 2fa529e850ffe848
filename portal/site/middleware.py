import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.http import parse_header_parameters

from portal.kit.proxies import client_address, is_trusted, parse_address
from portal.kit.text.known_encodings import encoding_of
from portal.kit.text.normalize import usable
from portal.publishing.languages import language_of

type GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


class TrustProxies:
    """Sets REMOTE_ADDR to the client's address; what a proxy says counts only of a trusted one.

    Must come first: limits, the audit record, sign-in and the server's access log read REMOTE_ADDR,
    and the redirect to https reads X-Forwarded-Proto.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.has_warned = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        remote = request.META.get("REMOTE_ADDR", "")
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if not is_trusted(parse_address(remote), settings.TRUSTED_PROXIES):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            request.META.pop("HTTP_X_ACCEL_MEDIA", None)
            if forwarded:
                self._warn_of(remote)
        if "REMOTE_ADDR" in request.META:
            request.META["REMOTE_ADDR"] = client_address(
                remote, forwarded, settings.TRUSTED_PROXIES
            )
        return self.get_response(request)

    def _warn_of(self, remote: str) -> None:
        """Log once what may be a proxy; strangers, who send such headers too, are none."""
        address = parse_address(remote)
        if self.has_warned or address is None or not address.is_private:
            return
        self.has_warned = True
        logger.warning(
            "X-Forwarded-For from %s is ignored; where that is your proxy, name it in "
            "TRUSTED_PROXIES.",
            address,
        )


class SpeakByAddress:
    """Below /en/ the site speaks English, elsewhere Vietnamese; no cookie or header decides."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request.path_info)):
            return self.get_response(request)


# More than any form of ours sends by its address.
MAX_FIELDS: Final = 1000


class RefuseBadText:
    """Answers 400 to what is not UTF-8, to an address with a NUL and to fields without end.

    Cookies with a NUL are none of ours and are dropped.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _drop_bad_cookies(request)
        if not _is_utf8(request):
            raise BadRequest("The content type tells of another encoding than UTF-8.")
        try:
            query = unquote_to_bytes(request.META.get("QUERY_STRING", "")).decode()
        except UnicodeDecodeError as error:
            raise BadRequest("The query is not valid UTF-8.") from error
        # Bad bytes in the path itself come from Django as percent signs: no page is found there.
        if "\0" in query or "\0" in request.path_info:
            raise BadRequest("The address holds a NUL.")
        # Here, not where a page looks into it: the page of an error looks into it, too.
        if query.count("&") >= MAX_FIELDS:
            raise BadRequest("The query has too many fields.")
        return self.get_response(request)


class StripControlCharacters:
    """Takes control characters, which come along when text is pasted, out of what forms send.

    One of them in a title would make a feed, a workbook or a comparison that nobody can open. A
    NUL stays: no paste brings one, and the form refuses it. Reads the form where the check of its
    token has read it already.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if request.method != "POST":
            return
        typed = request.POST
        new = {name: [*map(_without_controls, typed.getlist(name))] for name in typed}
        if any(new[name] != typed.getlist(name) for name in new):
            kept = typed.copy()
            for name, values in new.items():
                kept.setlist(name, values)
            kept._mutable = False
            request.POST = kept  # type: ignore[assignment]  # closed in the line above


def _without_controls(value: str) -> str:
    return value if "\0" in value else usable(value)


def _is_utf8(request: HttpRequest) -> bool:
    """Return whether the content type speaks of UTF-8, or of no encoding that anybody knows."""
    params: dict[str, str] = request.content_params or {}
    return encoding_of(params.get("charset", "")) in (None, "utf-8")


def _drop_bad_cookies(request: HttpRequest) -> None:
    """Take out cookies with a NUL, which quoted octal digits make; the database takes none."""
    for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
        del request.COOKIES[name]


class Utf8Request(WSGIRequest):
    """A request that takes no encoding from the content type.

    Django would read the query in it before any middleware could refuse that; of some encodings,
    and of headers that are none, there would be nobody left to answer.
    """

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        try:
            parsed = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            parsed = ("", {})
        self.content_type, self.content_params = parsed
