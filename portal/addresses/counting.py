"""Counts addresses that were not found: paths alone, few of them, and nothing of who asked."""

import re
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import Final
from urllib.parse import parse_qsl

from django.db import Error, connection, transaction
from django.http import HttpRequest

from portal.addresses.models import MissingAddress
from portal.addresses.written import MAX_LENGTH, with_fields
from portal.pagecache.questions import IS_ASKED_TWICE

MAX_ROWS: Final = 1000
# So many of those asked for least, and longest ago, give way when all are taken.
MAKES_ROOM_FOR: Final = 100
# Of a process no more than that wait, and are written at once after so many seconds: whoever
# guesses addresses shall not fill a disk, and costs no write for each.
MAX_WAITING: Final = 20
WRITTEN_EVERY: Final = 20.0
# What people do for themselves, files, and what machines try everywhere.
NEVER: Final = (
    "/admin", "/tai-khoan/", "/doanh-nghiep/cua-toi/", "/doanh-nghiep/loi-moi/", "/xem-truoc/",
    "/media/", "/static/", "/tep/", "/anh-chia-se/", "/.", "/wp-", "/bieu-trung/", "/mau-sac/",
)  # fmt: skip
_PLAIN_PATH: Final = re.compile(r"/[\w/.,()%-]*")
_FIELD: Final = r"[A-Za-z_]{1,20}=[A-Za-z0-9_-]{0,12}"
# Where "&" might be missing, a failure would try each way to part six fields: 300,000 of them.
_PLAIN_QUERY: Final = re.compile(rf"{_FIELD}(?:&{_FIELD}){{0,5}}&?")
# A part that looks drawn by lot may be somebody's secret: long, of letters and digits mixed.
_SECRET: Final = re.compile(r"(?=[^/-]*\d)(?=[^/-]*[A-Za-z])[^/-]{16,}")
# So may a shorter value of a field; all fields together are long in every old address.
_SECRET_VALUE: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).{8,}")
# Nine digits and more may be a telephone or the number of an identity card.
_NUMBER: Final = re.compile(r"\d{9,}")

_COUNT: Final = """
    INSERT INTO addresses_missingaddress (address, count, first_at, last_at)
    SELECT address, count, now(), now() FROM unnest(%s::text[], %s::int[]) AS new (address, count)
    ON CONFLICT (address)
    DO UPDATE SET count = addresses_missingaddress.count + excluded.count, last_at = now()
"""


class Waiting:
    """What was not found since it was written last: how often each, few of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._written_at = -WRITTEN_EVERY

    def add(self, address: str, now: float) -> Counter[str]:
        """Count an address; return all that is to be written now, as a rule nothing."""
        with self._lock:
            if address in self._counts or len(self._counts) < MAX_WAITING:
                self._counts[address] += 1
            if now - self._written_at < WRITTEN_EVERY:
                return Counter()
            due, self._counts, self._written_at = self._counts, Counter(), now
            return due


_waiting: Final = Waiting()


def count_missing(request: HttpRequest) -> None:
    """Count the address of a request that found nothing, where it can be nobody's secret.

    The first is written at once; those that follow within some seconds wait for the next one. What
    the page cache asks for all is not counted: the reader's own request comes after it.
    """
    if request.META.get(IS_ASKED_TWICE):
        return
    address = countable(request)
    if address is not None and (due := _waiting.add(address, time.monotonic())):
        _write(due)


def _write(counts: Counter[str]) -> None:
    # A full disk or a database that takes no writes changes nothing in the answer.
    with suppress(Error), transaction.atomic(), connection.cursor() as cursor:
        _make_room()
        # In one order, so that two processes never wait for each other in a circle.
        cursor.execute(_COUNT, [sorted(counts), [counts[address] for address in sorted(counts)]])


def countable(request: HttpRequest) -> str | None:
    """Return the address as it may be kept; None where it may hold something of a person."""
    path, query = request.path, request.META.get("QUERY_STRING", "")
    match = request.resolver_match
    if path.startswith(NEVER) or (match and {"token", "mark", "key"} & set(match.kwargs)):
        return None
    # The length first: what is no secret is looked at from each of its letters.
    if len(path) > MAX_LENGTH or not _PLAIN_PATH.fullmatch(path) or _is_personal(path):
        return None
    # In the one form that an old address has: else it stays when it is led on.
    fields = parse_qsl(query, keep_blank_values=True) if _PLAIN_QUERY.fullmatch(query) else []
    address = with_fields(path, fields)
    if len(address) > MAX_LENGTH:
        return None
    return path if any(_is_personal_value(value) for _name, value in fields) else address


def _is_personal(text: str) -> bool:
    return _SECRET.search(text) is not None or _NUMBER.search(text) is not None


def _is_personal_value(value: str) -> bool:
    return _is_personal(value) or _SECRET_VALUE.fullmatch(value) is not None


def _make_room() -> None:
    rows = MissingAddress.objects.order_by("count", "last_at")
    if rows.count() >= MAX_ROWS:
        MissingAddress.objects.filter(pk__in=rows.values("pk")[:MAKES_ROOM_FOR]).delete()
