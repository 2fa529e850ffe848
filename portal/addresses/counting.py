"""Counts addresses that were not found: paths alone, few of them, and nothing of who asked."""

import re
import time
from contextlib import suppress
from typing import Final

from django.db import Error, connection, transaction
from django.http import HttpRequest

from portal.addresses.models import MissingAddress
from portal.addresses.written import MAX_LENGTH

MAX_ROWS: Final = 1000
# So many of those asked for least, and longest ago, give way when all are taken.
MAKES_ROOM_FOR: Final = 100
# A process writes no more than that in a minute: whoever guesses addresses shall not fill a disk.
MAX_A_MINUTE: Final = 60
# What people do for themselves, files, and what machines try everywhere.
NEVER: Final = (
    "/admin", "/tai-khoan/", "/doanh-nghiep/cua-toi/", "/doanh-nghiep/loi-moi/", "/xem-truoc/",
    "/media/", "/static/", "/tep/", "/anh-chia-se/", "/.", "/wp-", "/bieu-trung/", "/mau-sac/",
)  # fmt: skip
_PLAIN_PATH: Final = re.compile(r"/[\w/.,()%-]*")
_PLAIN_QUERY: Final = re.compile(r"(?:[A-Za-z_]{1,20}=[A-Za-z0-9_-]{0,12}&?){1,6}")
# A part that looks drawn by lot may be somebody's secret: long, of letters and digits mixed.
_SECRET: Final = re.compile(r"(?=[^/-]*\d)(?=[^/-]*[A-Za-z])[^/-]{16,}")
# Nine digits and more may be a telephone or the number of an identity card.
_NUMBER: Final = re.compile(r"\d{9,}")

_minute: list[int] = [0, 0]

_COUNT: Final = """
    INSERT INTO addresses_missingaddress (address, count, first_at, last_at)
    VALUES (%s, 1, now(), now())
    ON CONFLICT (address)
    DO UPDATE SET count = addresses_missingaddress.count + 1, last_at = now()
"""


def count_missing(request: HttpRequest) -> None:
    """Count the address of a request that found nothing, where it can be nobody's secret."""
    address = countable(request)
    if address is None or not _has_turn():
        return
    # A full disk or a database that takes no writes changes nothing in the answer.
    with suppress(Error), transaction.atomic(), connection.cursor() as cursor:
        _make_room()
        cursor.execute(_COUNT, [address])


def countable(request: HttpRequest) -> str | None:
    """Return the address as it may be kept; None where it may hold something of a person."""
    path, query = request.path, request.META.get("QUERY_STRING", "")
    match = request.resolver_match
    if path.startswith(NEVER) or (match and {"token", "mark", "key"} & set(match.kwargs)):
        return None
    if not _PLAIN_PATH.fullmatch(path) or _is_personal(path):
        return None
    address = f"{path}?{query}" if _PLAIN_QUERY.fullmatch(query) else path
    if len(address) > MAX_LENGTH:
        return None
    return path if _is_personal(address) else address


def _is_personal(text: str) -> bool:
    return _SECRET.search(text) is not None or _NUMBER.search(text) is not None


def _has_turn() -> bool:
    now = int(time.monotonic() // 60)
    if _minute[0] != now:
        _minute[:] = [now, 0]
    _minute[1] += 1
    return _minute[1] <= MAX_A_MINUTE


def _make_room() -> None:
    rows = MissingAddress.objects.order_by("count", "last_at")
    if rows.count() >= MAX_ROWS:
        MissingAddress.objects.filter(pk__in=rows.values("pk")[:MAKES_ROOM_FOR]).delete()
