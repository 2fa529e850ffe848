"""Answers from kept pages before Django is asked.

A request takes a page that is right in its own generation, or makes one. It reads the generation
before the page is made and again afterwards: a page that was made while a change came is sent to
whoever asked before the change, and not kept.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import Error, connections

from portal.kit.measuring.metrics import FIRST_VIEW, PAGES
from portal.pagecache.clock import Clock, Stamp, clock
from portal.pagecache.django_answer import Made
from portal.pagecache.moments import horizon
from portal.pagecache.outage import outlived, undated
from portal.pagecache.pages import OWN_HEADERS, Application, Environ, Page, StartResponse
from portal.pagecache.questions import Question, question_of
from portal.pagecache.store import Store, release

logger = logging.getLogger(__name__)
# After the database did not answer it is left alone for so long.
OUTAGE_SECONDS: Final = 1.0
# A commit takes milliseconds.
MAX_COMMIT_SECONDS: Final = 0.2
# So long an answer that was an error is asked for anew by each reader.
ERROR_SECONDS: Final = 2.0
_PAUSE: Final = 0.002
MAX_QUERIES: Final = 1_000
# The stamp of a page that was made while a change came, and is not kept.
NEVER: Final = Stamp(-1, 0)

_HIT, _MISS, _PASSED_ON, _OUTLIVED = (
    PAGES.labels(result) for result in ("hit", "miss", "passed on", "outlived")
)


class PageCache:
    """A WSGI application in front of Django's that keeps public pages."""

    def __init__(
        self,
        application: Application,
        alerts: Callable[[float], tuple[str, float]],
        goes_past: Callable[[Environ], bool] = lambda _environ: False,
        warned: Callable[[Environ, Page | None], Page | None] = lambda _environ, page: page,
    ) -> None:
        """`alerts` tells for a moment what warns on every page, and until when that is so.

        `goes_past` tells of a request that no kept page may answer, though its parameters change no
        page. `warned` gives a page of before the warning that holds now.
        """
        self.application = application
        self._alerts = alerts
        self._goes_past = goes_past
        self._warned = warned
        self._clock: Clock = clock()
        self._clock.forget()
        self._store = Store(settings.VAR_DIR / "run", release=release())
        self._horizon = horizon()
        self._gone_until = 0.0
        self._plain_queries: OrderedDict[str, Stamp] = OrderedDict()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        question = question_of(environ)
        if question is None:
            return self._pass_on(environ, start_response)
        try:
            # Before what goes past is asked for: that is of this generation, or of a later one.
            stamp = self._read_clock()
        except Error:
            return self._without_database(question, environ, start_response)
        is_passed_on = self._store.is_passed_on(question, stamp or self._clock.last())
        if is_passed_on or self._goes_past(environ):
            return self._pass_on(environ, start_response)
        if stamp and (query := environ.get("QUERY_STRING")):
            self._note_query(query, stamp)
        page = self._find(question, stamp) if stamp else None
        if page is not None:
            _HIT.inc()
            return self._show(page, environ, start_response, hit=True)
        _MISS.inc()
        try:
            with self._store.single_flight(question):
                made = self._make_once(question, environ)
        except Error:
            return self._without_database(question, environ, start_response)
        if isinstance(made, Page):
            self._note_first_view(made.stamp)
            return self._show(made, environ, start_response, hit=False)
        if made is not None and made.status == HTTPStatus.SERVICE_UNAVAILABLE:
            # The database has gone since the generation was read.
            page = self._stand_in(question, environ)
            if page is not None or _has_copies(environ):
                made.close()
                return self._show_or_lead_on(page, environ, start_response)
        if made is not None and question.is_all_of(environ):
            return made.send(start_response)
        if made is not None:
            made.close()
        return self.application(environ, start_response)

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        _PASSED_ON.inc()
        return self.application(environ, start_response)

    def kept_now(self, environ: Environ) -> Page | None:
        """Return the page that may be shown at once, waiting for nobody: for a server's loop."""
        question = question_of(environ)
        if question is None or not self._clock.is_fresh() or time.monotonic() < self._gone_until:
            return None
        stamp, query = self._clock.last(), environ["QUERY_STRING"]
        # Whether an old address stands behind the question mark is a question for the database.
        if query and (stamp is None or self._plain_queries.get(query) != stamp):
            return None
        now = time.time()
        alerts, _until = self._alerts(now)
        page = self._store.get_own(question) if stamp else None
        if page is not None and stamp and page.is_valid(stamp, alerts, now):
            accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
            if page.has(page.encoding_for(accepted)):
                _HIT.inc()
                return page
        return None

    def _read_clock(self) -> Stamp | None:
        if time.monotonic() < self._gone_until:
            raise Error
        try:
            return self._clock.read()
        except Error:
            self._gone_until = time.monotonic() + OUTAGE_SECONDS
            logger.error("The database does not answer; kept pages are shown, marked as such.")
            connections.close_all()
            raise

    def _note_query(self, query: str, stamp: Stamp) -> None:
        """Remember that in this generation no old address stands behind a question mark."""
        self._plain_queries[query] = stamp
        while len(self._plain_queries) > MAX_QUERIES:
            self._plain_queries.popitem(last=False)

    def _find(self, question: Question, stamp: Stamp) -> Page | None:
        """Return a page that is right now: this process's, or another's."""
        now = time.time()
        alerts, _until = self._alerts(now)
        page = self._store.get_own(question)
        if page is None or not page.is_valid(stamp, alerts, now):
            page = self._store.get_shared(question)
        return page if page is not None and page.is_valid(stamp, alerts, now) else None

    def _make_once(self, question: Question, environ: Environ) -> Page | Made | None:
        """Return a page: what another made meanwhile, or one made here, kept if it still is right.

        An answer that may not be kept comes as it is; None where it has become known as such.
        Raises Error where the database has gone while the request waited for its turn.
        """
        stamp = self._settled_stamp()
        if self._store.is_passed_on(question, stamp):
            return None
        found = self._find(question, stamp) if stamp else None
        if found is not None:
            return found
        started = time.time()
        alerts, alerts_until = self._alerts(started)
        until = min(self._horizon.ends_at(stamp), alerts_until) if stamp else 0.0
        made = Made(self.application, question.environ(environ))
        if not made.is_kept():
            # That the database has just gone says nothing of the next answer, an error little.
            if stamp and made.status != HTTPStatus.SERVICE_UNAVAILABLE:
                is_error = made.status >= HTTPStatus.INTERNAL_SERVER_ERROR
                ends_at = min(until, time.time() + ERROR_SECONDS) if is_error else until
                self._store.pass_on(question, stamp, ends_at)
            return made
        page = self._page(question, made, stamp or NEVER, started)
        page.alerts, page.until = alerts, until
        if stamp is not None and self._is_still(stamp):
            self._store.put(question, page)
        return page

    def _settled_stamp(self) -> Stamp | None:
        """Return the generation; a change that is being committed is waited for, but not long."""
        ends_at = time.monotonic() + MAX_COMMIT_SECONDS
        while (stamp := self._clock.read()) is None and time.monotonic() < ends_at:
            time.sleep(_PAUSE)
        return stamp

    def _is_still(self, stamp: Stamp) -> bool:
        try:
            return self._clock.read() == stamp
        except Error:
            return False

    def _page(self, question: Question, made: Made, stamp: Stamp, started: float) -> Page:
        """Return the page; one that says the same as before keeps the time of its last change."""
        headers = [pair for pair in made.headers if pair[0].lower() not in OWN_HEADERS]
        page = Page(headers, made.body, stamp, "", 0.0, started, int(started))
        page.route = made.route
        page.cache_control = made.cache_control() or page.cache_control
        before = self._store.get(question)
        if before is not None and before.digest == page.digest:
            page.changed_at, page.encoded = before.changed_at, before.encoded
        return page

    def _without_database(
        self, question: Question, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with what stands in for the page, here or in front; else let Django answer."""
        if self._goes_past(environ):
            return self.application(environ, start_response)
        page = self._stand_in(question, environ)
        if page is None and not _has_copies(environ):
            return self.application(environ, start_response)
        return self._show_or_lead_on(page, environ, start_response)

    def _show_or_lead_on(
        self, page: Page | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Show the page; without one, let the server in front show what it has stored."""
        if page is not None:
            return self._show(page, environ, start_response, hit=True)
        start_response("503 Service Unavailable", [("X-Accel-Redirect", "@copy")])
        return []

    def _stand_in(self, question: Question, environ: Environ) -> Page | None:
        """Return the page that was right last, marked with its time.

        It may outlive its moment, but no change: what was withdrawn is not shown again.
        """
        page = self._store.get(question)
        if page is not None and page.stamp == self._clock.last():
            _OUTLIVED.inc()
            page = outlived(page, environ)
        else:
            page = None
        page = self._warned(question.environ(environ), page)
        return undated(page) if page is not None else None

    def _show(
        self, page: Page, environ: Environ, start_response: StartResponse, *, hit: bool
    ) -> Iterable[bytes]:
        facts = environ.get("portal.request")
        if facts is not None:
            facts.route = page.route
        return page.answer(environ, start_response, hit=hit)

    def _note_first_view(self, stamp: Stamp) -> None:
        """Time how long after a publication somebody was first shown a page of its generation."""
        if stamp == NEVER or not self._clock.is_first_view(stamp):
            return
        FIRST_VIEW.observe(max(time.time() - stamp.moved_at / 1_000_000, 0))


def _has_copies(environ: Environ) -> bool:
    """Return whether the server in front may have stored the page: it says so in its request."""
    return environ.get("HTTP_X_ACCEL_COPY") == "1"
