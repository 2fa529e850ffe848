"""Kept pages for a process that goes through the site beside its readers, such as its copy.

What is kept is not made again, and what is being made is waited for. What it has to make itself
keeps nobody waiting: it may have a tenth of the processor, and holds no lock.
"""

import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from portal.pagecache.clock import stamp_outside_transactions
from portal.pagecache.pages import Application, Environ, Page
from portal.pagecache.questions import Question, question_of
from portal.pagecache.store import MAX_WAIT_SECONDS, Store, release

_PAUSE: Final = 0.02


@cache
def _store_in(folder: Path) -> Store:
    """Return the store of a folder: one a process, for each holds a file open."""
    return Store(folder, release=release(), memory=0)


class CrawledPages:
    """A WSGI application in front of Django's that takes pages which workers keep, and keeps none.

    `alerts` tells for a moment what warns on every page, and until when that is so.
    """

    def __init__(
        self, application: Application, alerts: Callable[[float], tuple[str, float]]
    ) -> None:
        self._application = application
        self._alerts = alerts
        self._store = _store_in(settings.VAR_DIR / "run")

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        question = question_of(environ)
        page = self._kept(question) if question is not None else None
        if page is None:
            return self._application(environ, start_response)
        return page.answer(environ, start_response, hit=True)

    def _kept(self, question: Question) -> Page | None:
        """Return the page that is right now, if need be once its maker has ended."""
        ends_at = time.monotonic() + MAX_WAIT_SECONDS
        while True:
            # In this order: what is made between the two questions is found.
            is_being_made = self._store.is_being_made(question)
            page = self._right_now(question)
            if page is not None or not is_being_made or time.monotonic() >= ends_at:
                return page
            time.sleep(_PAUSE)

    def _right_now(self, question: Question) -> Page | None:
        stamp, now = stamp_outside_transactions(), time.time()
        page = self._store.get_shared(question) if stamp else None
        if page is None or stamp is None or not page.is_valid(stamp, self._alerts(now)[0], now):
            return None
        return page
