"""The outermost application: names, times, counts and logs each request; HEAD has no body."""

import logging
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import empty

from portal.kit.logs.requests import RequestFacts, current_request
from portal.kit.measuring.metrics import ANSWERS, REQUESTS
from portal.pagecache.pages import HIT, Application, Environ, Headers, Page

logger: Final = logging.getLogger("portal.access")
slow_logger: Final = logging.getLogger("portal.slow")
_FACTS: Final = "portal.request"


class AccessLog:
    """A WSGI application around all others."""

    def __init__(
        self, application: Application, kept_now: Callable[[Environ], Page | None] | None = None
    ) -> None:
        """`kept_now` finds a kept page without waiting for anybody."""
        self.application = application
        self._kept_now = kept_now or (lambda _environ: None)

    def answer_now(self, environ: Environ) -> tuple[str, Headers, bytes] | None:
        """Return status, headers and body where a kept page answers at once; else None."""
        started = perf_counter()
        page = self._kept_now(environ)
        if page is None:
            return None
        status, headers, body = page.answer_to(environ)
        count(page.route, status[:3], perf_counter() - started)
        return status, [*headers, HIT], body

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        started = perf_counter()
        facts = environ[_FACTS] = RequestFacts(environ)
        token = current_request.set(facts)
        status = ["500"]

        def start(line: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            status[0] = line[:3]
            # Of a kept page no request is the maker.
            if facts.address:
                headers = [*headers, ("X-Request-Id", facts.id)]
            return start_response(line, headers, *rest)

        try:
            answer = self.application(environ, start)
        finally:
            self._note(facts, status[0], perf_counter() - started)
            current_request.reset(token)
        return without_body(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer

    def _note(self, facts: RequestFacts, status: str, seconds: float) -> None:
        count(facts.route, status, seconds)
        if seconds >= settings.SLOW_REQUEST_SECONDS:
            self._write(slow_logger.warning, "Slow: %s", facts, status, seconds)
        # What comes from kept pages is in the log of the server in front.
        if settings.LOG_REQUESTS and facts.address:
            self._write(logger.info, "%s", facts, status, seconds)

    def _write(
        self,
        write: Callable[..., None],
        sentence: str,
        facts: RequestFacts,
        status: str,
        seconds: float,
    ) -> None:
        """Write a line; the query is left out, for it may tell what somebody searched for."""
        who, address = facts.who or "-", facts.address or "-"
        details = (
            f"{facts.method} {facts.path!r} {status} {seconds:.3f} s, {facts.queries} queries, "
            f"{who} {address}"
        )
        extra = {"status": status, "seconds": round(seconds, 4), "queries": facts.queries}
        write(sentence, details, extra=extra)


def count(route: str, status: str, seconds: float) -> None:
    """Count an answer, and how long it took."""
    REQUESTS.labels(route or "-").observe(seconds)
    ANSWERS.labels(status).inc()


def without_body(answer: Iterable[bytes]) -> list[bytes]:
    """Return the answer to HEAD: of what a GET would send, the headers, which are sent already."""
    close = getattr(answer, "close", None)
    if close is not None:
        close()
    return []


class NoteRequest:
    """Tells the outermost application what only Django knows: route, address and person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        facts: RequestFacts | None = request.META.get(_FACTS)
        if facts is None:
            return self.get_response(request)
        facts.address = request.META.get("REMOTE_ADDR", "") or "-"
        response = self.get_response(request)
        match = request.resolver_match
        # A route and not an address: there are few hundred of them, whatever is asked for.
        facts.route = match.view_name if match is not None else "-"
        user = getattr(request, "user", None)
        # Nobody is looked up for the log's sake.
        if user is not None and getattr(user, "_wrapped", empty) is not empty:
            facts.who = user.get_username()
        return response
