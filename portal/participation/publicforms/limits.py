"""Limits of how often something may be done, counted in PostgreSQL, so once for all servers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from math import ceil

from django.db import connection
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.tasks import task
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from portal.audit.signins import address_of
from portal.kit.proxies import network_of
from portal.pagecache.models import CacheEntry
from portal.participation.publicforms.models import UseCount

# One statement: two that come at one moment are both counted.
COUNT = """
    INSERT INTO publicforms_usecount AS known (purpose, place, begins, ends, times)
    VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT ON CONSTRAINT publicforms_usecount_one_a_window
    DO UPDATE SET times = known.times + 1
    RETURNING times
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times for one purpose within a window of time."""

    purpose: str
    max_uses: int
    within: timedelta

    def spend(self, place: str, now: datetime | None = None) -> timedelta | None:
        """Count one more from this place; return how long to wait if that was one too many."""
        now = now or timezone.now()
        begins = self._begin_of_window(now)
        ends = begins + self.within
        row: list[str | datetime] = [
            self.purpose,
            hash_place(place, self.purpose, begins),
            begins,
            ends,
        ]
        with connection.cursor() as cursor:
            cursor.execute(COUNT, row)
            (times,) = cursor.fetchone()
        return ends - now if times > self.max_uses else None

    def _begin_of_window(self, now: datetime) -> datetime:
        """Return when the window began, by the clock here: that of a day begins at midnight."""
        length = self.within.total_seconds()
        ahead = (timezone.localtime(now).utcoffset() or timedelta()).total_seconds()
        return datetime.fromtimestamp((now.timestamp() + ahead) // length * length - ahead, UTC)


def hash_place(place: str, purpose: str, begins: datetime) -> str:
    """Return a hash of a place that nobody without the site's key gets back or follows.

    Each window has its own salt, so that two rows do not show that they are of one place.
    """
    salt = f"portal.participation.publicforms.{purpose}.{begins.timestamp():.0f}"
    return salted_hmac(salt, place, algorithm="sha256").hexdigest()


def place_of(request: HttpRequest) -> str:
    """Return the network of a request: its address, or the site's network of an IPv6 address."""
    return network_of(address_of(request))


def too_many_requests(
    request: HttpRequest, template: str, form: BaseForm, wait: timedelta, **context: object
) -> HttpResponse:
    """Answer 429: the page again, with what was typed and when it can be sent."""
    if timezone.localdate(timezone.now() + wait) == timezone.localdate():
        advice = _("Nothing is lost: send it again after %(when)s.") % {"when": time_after(wait)}
    else:
        advice = _("Nothing is lost: send it again tomorrow.")
    form.add_error(None, _("This was sent too many times in a short while.") + " " + advice)
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, template, {"form": form, **context}, status=status)
    return with_retry_after(answer, wait)


def time_after(wait: timedelta) -> str:
    """Return the first full minute after a wait, as a clock has it."""
    until = timezone.localtime(timezone.now() + wait)
    return time_format(until + timedelta(minutes=1), "H:i")


def with_retry_after(answer: HttpResponse, wait: timedelta) -> HttpResponse:
    """Return an answer that tells programs, too, how long to wait."""
    answer["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer


@task
def forget_counts() -> int:
    """Remove the counts of windows that are over, of forms and of sign-ins; return how many."""
    now = timezone.now()
    over = UseCount.objects.filter(ends__lt=now), CacheEntry.objects.filter(expires__lt=now)
    return sum(rows.delete()[0] for rows in over)
