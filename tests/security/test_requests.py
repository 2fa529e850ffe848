"""Whatever is sent to whichever address, by whom ever: no error of the server, nothing given away.

Some hundreds of requests each time, ten thousand in the long suite. They go through the
application as it is served, with the pages that are kept.
"""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings as site_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client

from portal.pagecache import clock
from portal.pagecache.clock import Stamp
from portal.wsgi import _application
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.exchange.opendata.site import public_rows
from tests.portal.pagecache.processes import keep_pages_in
from tests.security.requests import ELSEWHERE, MARKS, FuzzRequest, requests

pytestmark = pytest.mark.django_db
SEED = 20261127
# Of what is shown to nobody.
INSIDE = re.compile(
    r"Traceback \(most|psycopg|site-packages|DatabaseError|ProgrammingError|DataError|SECRET_KEY"
    rf"|{re.escape(str(site_settings.BASE_DIR))}/"
)
# Just what was sent: the token of a form may end in "zq", too.
UNESCAPED = re.compile("|".join(map(re.escape, MARKS)))
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress, "br": brotli.decompress, "identity": bytes,
}  # fmt: skip
PAGES = ("text/html", "application/xhtml", "image/svg", "text/xml", "application/xml", "+xml")


class Site:
    """The application as it is served; what a request changes is taken back after it."""

    def __init__(self) -> None:
        # Of its own: what is kept, and the word of its generation, lie in this test's folder.
        self.application = _application()
        public_rows()
        firm = enterprises.enterprise("Công ty của tôi")
        people = [
            enterprises.representative(firm, "dn-a").user,
            builders.reporter(),
            builders.person("quantri", is_superuser=True),
        ]
        self.cookies = [self._cookie(person) for person in people]
        self.statuses: Counter[int] = Counter()

    @staticmethod
    def _cookie(person: Any) -> str:
        client = Client()
        client.force_login(person)
        name = site_settings.SESSION_COOKIE_NAME
        return f"{name}={client.cookies[name].value}"

    def ask(self, sent: FuzzRequest, cookie: str = "") -> tuple[int, list[tuple[str, str]], str]:
        started: list[Any] = []
        with transaction.atomic():
            answer = self.application(
                sent.environ(cookie), lambda *start: started.extend(start[:2])
            )
            body = b"".join(answer)
            if hasattr(answer, "close"):
                answer.close()
            transaction.set_rollback(True)
        status, headers = int(started[0].split()[0]), started[1]
        self.statuses[status] += 1
        return status, headers, unpacked(headers, body).decode(errors="replace")


@pytest.fixture
def site(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    keep_pages_in(tmp_path, settings)
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ACCOUNT_RATE_LIMITS = False
    # Inside a test's transaction nobody knows what is public: nothing would be kept, and each
    # request would wait for the change to end. What is written is taken back.
    monkeypatch.setattr(clock, "_read_row", lambda: Stamp(1, 1))
    monkeypatch.setattr(clock, "_locked_row", lambda: nullcontext(Stamp(1, 1)))
    # The tests' own transaction would go with the connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Site()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def unpacked(headers: list[tuple[str, str]], body: bytes) -> bytes:
    """Return the body as a browser reads it: packed, no mark would be seen in it."""
    encodings = [value for name, value in headers if name.lower() == "content-encoding"]
    return UNPACK[encodings[0]](body) if encodings and body else body


def faults(status: int, headers: list[tuple[str, str]], body: str) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    if status >= 500:
        yield f"answers {status}"
    by_name = {name.lower(): value for name, value in headers}
    if any("\n" in value or "\r" in value for value in by_name.values()):
        yield "ends a line in a header"
    if by_name.get("content-type", "").partition(";")[0].endswith(PAGES) and UNESCAPED.search(body):
        yield f"shows unescaped …{body[max(0, UNESCAPED.search(body).start() - 60) :][:120]}"
    to = by_name.get("location", "")
    if ELSEWHERE in urlsplit(to.replace("\\", "/")).netloc or to.startswith(("//", "/\\")):
        yield f"leads to {to[:100]}"
    if found := INSIDE.search(body):
        yield f"tells {found[0]}"


def wrong(site: Site, number: int, seed: int) -> list[str]:
    # What strangers send is most of it, and cheapest.
    who = cycle(["", "", site.cookies[0], "", "", site.cookies[1], "", "", site.cookies[2]])
    found = []
    for sent, cookie in islice(zip(requests(seed), who, strict=False), number):
        for fault in faults(*site.ask(sent, cookie)):
            found.append(f"{fault}: {sent}")
    return found


def test_hundreds_of_requests_find_nothing(site: Site) -> None:
    found = wrong(site, 400, SEED)
    assert found == [], "\n".join(found)
    # They come to pages, not to the door alone.
    assert site.statuses[200] > 40
    assert len(site.statuses) >= 6


@pytest.mark.stack
@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_requests_find_nothing(site: Site, part: int) -> None:
    found = wrong(site, 3000, SEED + 1 + part)
    assert found == [], "\n".join(found[:50])


FAULTY = [
    (500, [], "", "answers 500"),
    (200, [("Content-Type", "text/html")], "<p>zq<x></p>", "shows unescaped"),
    (200, [("X", "a\r\nb")], "", "ends a line"),
    (302, [("Location", f"//{ELSEWHERE}/")], "", "leads to"),
    (302, [("Location", f"/\\{ELSEWHERE}/")], "", "leads to"),
    (404, [("Content-Type", "text/html")], "Traceback (most recent call last)", "tells"),
]


@pytest.mark.parametrize(("status", "headers", "body", "fault"), FAULTY)
def test_each_fault_would_be_seen(
    status: int, headers: list[tuple[str, str]], body: str, fault: str
) -> None:
    assert any(found.startswith(fault) for found in faults(status, headers, body))


def test_the_same_seed_makes_the_same_requests() -> None:
    once, again = (list(islice(requests(SEED), 50)) for _ in range(2))
    assert [str(sent) for sent in once] == [str(sent) for sent in again]


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_fault_is_seen_in_what_comes_packed(encoding: str) -> None:
    headers = [("Content-Type", "text/html"), ("Content-Encoding", encoding)]
    pack = {"gzip": gzip.compress, "br": brotli.compress}[encoding]
    body = unpacked(headers, pack(b"<p>zq<x></p>")).decode()
    assert [fault[:15] for fault in faults(200, headers, body)] == ["shows unescaped"]
