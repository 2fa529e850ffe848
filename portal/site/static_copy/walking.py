"""Walks through the public site by its links, as somebody whom it does not know."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from mimetypes import guess_extension
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from portal.emergency.alerts import alerts_at
from portal.pagecache.crawling import CrawledPages
from portal.site.static_copy.addresses import links_in, normalized, places_in

# Beside what the home page leads to: machines ask for these by their names.
BEGIN: Final = ("/", "/en/", "/sitemap.xml", "/robots.txt", "/khan-cap/")
PAGE, STYLE = "text/html", "text/css"
# Files that people attached: their addresses end as those of pages do.
ATTACHED: Final = "/tep/"


@dataclass(slots=True)
class Answer:
    """The answer of the site to somebody whom it does not know."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def file_name(self) -> str:
        """Return the name under which a browser would save it."""
        message = Message()
        message["Content-Disposition"] = self.headers.get("content-disposition", "")
        return message.get_filename() or f"tep{guess_extension(self.content_type) or ''}"

    @property
    def is_sitemap(self) -> bool:
        return self.content_type == "application/xml"

    @property
    def is_failure(self) -> bool:
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR

    @property
    def is_away(self) -> bool:
        return self.status == HTTPStatus.SERVICE_UNAVAILABLE

    @property
    def is_missing(self) -> bool:
        return self.status == HTTPStatus.NOT_FOUND

    @property
    def is_public(self) -> bool:
        control = self.headers.get("cache-control", "")
        is_private = "no-store" in control or "private" in control
        return self.status == HTTPStatus.OK and "set-cookie" not in self.headers and not is_private


def walk(
    on_progress: Callable[[int, int], object] = lambda *_: None,
    *,
    most: int | None = None,
    skipped: tuple[str, ...] = (),
) -> Iterator[tuple[str, Answer]]:
    """Yield each address that links lead to once, with its answer; of many the first `most`.

    Pages come first, and files such as the pictures of charts when no page is left. What failed is
    asked for once more at the end: the database may have been started again meanwhile.

    `on_progress` is told how many addresses are done and how many are known. What begins with one
    of `skipped` is not asked for.
    """
    ask = _asker()
    pages, files, failed = deque(BEGIN), deque[str](), deque[str]()
    known = set(pages)
    done = 0
    while True:
        # What failed has its place kept: it is among the first.
        has_room = most is None or done + len(failed) < most
        queue = (pages or files or failed) if has_room else failed
        if not queue:
            return
        address = queue.popleft()
        answer = ask(address)
        if answer.is_failure and queue is not failed:
            failed.append(address)
            continue
        done += 1
        on_progress(done, len(known) if most is None else min(len(known), most))
        yield address, answer
        if not answer.is_public:
            continue
        new = {
            each
            for each in map(normalized, _links(answer, address))
            if each is not None and not each.startswith(skipped)
        } - known
        known |= new
        for each in sorted(new):
            (pages if leads_on(each) else files).append(each)


def leads_on(address: str) -> bool:
    """Return whether an address is a page's or a sitemap's; others are of files."""
    last = address.partition("?")[0].rpartition("/")[2]
    is_file = "." in last and not last.endswith(".xml")
    return not is_file and not address.startswith(ATTACHED)


def _links(answer: Answer, address: str) -> set[str]:
    if answer.content_type in (PAGE, STYLE):
        return links_in(answer.body.decode(), address)
    return places_in(answer.body.decode(), settings.SITE_URL) if answer.is_sitemap else set()


def _asker() -> Callable[[str], Answer]:
    """Return a function that asks the site in this process; what workers keep is not made again."""
    application: Any = get_wsgi_application()
    if settings.PAGE_CACHE:
        application = CrawledPages(application, alerts_at)

    def ask(address: str) -> Answer:
        path, _mark, query = address.partition("?")
        environ: dict[str, Any] = {
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": settings.SITE_HOST,
            "wsgi.url_scheme": "https" if settings.SITE_HTTPS else "http",
        }
        setup_testing_defaults(environ)
        started: list[Any] = []
        parts = application(environ, lambda *line_and_headers: started.extend(line_and_headers[:2]))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        headers = {name.lower(): value for name, value in started[1]}
        return Answer(int(started[0][:3]), headers, body)

    return ask
