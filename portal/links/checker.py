"""Checks foreign addresses in turn: gently, patiently, and not at all without a network."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.kit.progress import progress_bar
from portal.links.client import FetchResult, fetch
from portal.links.guard import NoAnswer, Refused
from portal.pagecache.generation import invalidate_public_content
from portal.publishing.models import ExternalAddress, Link, LinkState, State

logger = logging.getLogger(__name__)
# How long after each failure in a row it is tried again; after the last it is called dead.
RETRY_DELAYS = (timedelta(hours=1), timedelta(days=1), timedelta(days=3))
WEEK = timedelta(days=7)
# So many in a run, and so many of one host.
MAX_ROWS, MAX_OF_HOST = 100, 20
# Among so many they are looked for: a host with thousands of links keeps no other waiting.
MAX_LOOKED_AT = 20_000
MAX_LENGTH = timedelta(minutes=5)
# Between two questions to one host.
PAUSE = 1.0
# Hosts in a row that do not answer at all, before it is asked whether there is a network.
MAX_SILENT = 5
_WITNESSES = 3
# The page is there, but not for programs, or not just now.
_NOT_FOR_US = {401, 403, 405, 406, 418, 429, 451, 503, 999}

type Fetch = Callable[[str], FetchResult]


@dataclass(slots=True)
class CheckReport:
    """The result of a run."""

    checked: int = 0
    dead: int = 0
    network: bool = True
    # What had no answer at all is only written down once anybody has answered.
    silent: list[tuple[ExternalAddress, str]] = field(default_factory=list)


def check_due(
    *,
    get: Fetch = fetch,
    now: datetime | None = None,
    limit: int = MAX_ROWS,
    sleep: Callable[[float], None] = time.sleep,
) -> CheckReport:
    """Check the addresses whose time has come; each result is kept at once.

    Without a network it stops, marks nothing, and says so in the report.
    """
    moment, report, answered = now or timezone.now(), CheckReport(), False
    # On a new site nobody has answered yet: the others due are asked before the network is doubted.
    has_witness = ExternalAddress.objects.filter(state=LinkState.ALIVE).exists()
    ends, hosts = time.monotonic() + MAX_LENGTH.total_seconds(), _Hosts(sleep)
    asked = 0
    for row in progress_bar(_due(moment, MAX_LOOKED_AT)):
        if asked >= limit or time.monotonic() > ends:
            break
        if not hosts.may_ask(row.url):
            continue
        asked += 1
        try:
            answer = _answer(get, row.url)
        except Refused:
            _store_result(row, moment, problem="not a public address", report=report)
        except NoAnswer as error:
            report.silent.append((row, str(error)))
            if has_witness and not answered and len(report.silent) >= MAX_SILENT:
                break
        else:
            answered = True
            problem = _problem(answer)
            _store_result(row, moment, problem=problem, answer=answer, report=report)
    if report.silent and not (answered or _anybody_answers(get)):
        report.network = False
        return report
    for row, problem in report.silent:
        _store_result(row, moment, problem=problem, report=report)
    return report


class _Hosts:
    """Limits requests to each host: how many, and how soon after the last one."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._requests: dict[str, int] = {}

    def may_ask(self, url: str) -> bool:
        """Wait until the host may be asked again; not at all where it has been asked enough."""
        host = urlsplit(url).netloc.lower()
        self._requests[host] = self._requests.get(host, 0) + 1
        if self._requests[host] > MAX_OF_HOST:
            return False
        if host in self._last and (wait := self._last[host] + PAUSE - time.monotonic()) > 0:
            self._sleep(wait)
        self._last[host] = time.monotonic()
        return True


def checked_addresses() -> QuerySet[ExternalAddress]:
    """Return the addresses that are ever asked: on pages that are not put away, or on a list."""
    held = Link.objects.filter(external=OuterRef("pk")).exclude(
        Q(source__state=State.BINNED) | Q(source__state=State.WITHDRAWN)
    )
    return ExternalAddress.objects.filter(Q(is_listed=True) | Exists(held))


def _due(now: datetime, limit: int) -> Iterable[ExternalAddress]:
    """Return the addresses due, longest overdue first."""
    rows = checked_addresses().filter(next_check_at__lte=now)
    return rows.order_by("next_check_at", "id")[:limit]


def _answer(get: Fetch, url: str) -> FetchResult:
    """Ask for an address; whatever breaks at it is no answer, and keeps no other from its turn."""
    try:
        return get(url)
    except (NoAnswer, Refused):
        raise
    except Exception as error:
        logger.exception("%s could not be checked.", url)
        raise NoAnswer(f"no answer: {type(error).__name__}") from error


def _anybody_answers(get: Fetch) -> bool:
    """Return whether one of those that answered last time does so now."""
    known = ExternalAddress.objects.filter(state=LinkState.ALIVE).order_by("-checked_at", "id")
    for row in known[:_WITNESSES]:
        try:
            _answer(get, row.url)
        except (NoAnswer, Refused):
            continue
        return True
    return False


def _problem(answer: FetchResult) -> str:
    if answer.status < 400 or answer.status in _NOT_FOR_US:
        return ""
    return f"HTTP {answer.status}"


def _store_result(
    row: ExternalAddress,
    now: datetime,
    *,
    problem: str,
    report: CheckReport,
    answer: FetchResult | None = None,
) -> None:
    was_dead = row.state == LinkState.DEAD
    row.checked_at, row.reason = now, problem[:300]
    row.status = answer.status if answer else None
    row.moved_to = answer.moved_to[:2000] if answer else ""
    row.failures = min(row.failures + 1, 1000) if problem else 0
    if not problem:
        row.state, wait = LinkState.ALIVE, WEEK
    elif row.failures <= len(RETRY_DELAYS):
        # One that is called dead stays so until it answers.
        row.state, wait = LinkState.FAILING, RETRY_DELAYS[row.failures - 1]
    else:
        row.state, wait = LinkState.DEAD, WEEK
    row.next_check_at = now + wait
    is_dead = row.state == LinkState.DEAD
    _save(row, is_seen=row.is_listed and is_dead != was_dead)
    report.checked += 1
    report.dead += is_dead


@transaction.atomic
def _save(row: ExternalAddress, *, is_seen: bool) -> None:
    """Save what came of a check; pages of lists say which addresses do not answer any more."""
    row.save(
        update_fields=[
            *("state", "failures", "status", "reason", "moved_to", "checked_at", "next_check_at")
        ]
    )
    if is_seen:
        invalidate_public_content()


def forget_unused() -> int:
    """Remove the addresses that no page links to any more; return how many."""
    held = Link.objects.filter(external=OuterRef("pk"))
    return ExternalAddress.objects.filter(~Exists(held), is_listed=False).delete()[0]
