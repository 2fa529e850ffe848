"""The calendar of what appears by itself, month by month."""

import re
from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff, works_here
from portal.publishing.models import Publication, State
from portal.publishing.models.kinds import admin_address, kind_label

# Of the next days, as many as the first page shows.
MOST_COMING: Final = 20


@dataclass(frozen=True, slots=True)
class Appearance:
    """A page at the moment at which readers see it from."""

    title: str
    address: str
    kind: str
    at: datetime
    is_to_come: bool
    # Where readers find it.
    path: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the calendar."""

    date: date
    is_of_the_month: bool
    is_today: bool
    items: list[Appearance]


def appearances(
    user: User, start: datetime, end: datetime, *, limit: int = 300
) -> list[Appearance]:
    """Return what appears, or has appeared, from `start` on and before `end`, in order of time.

    It is what the user may read: the title of another's text that waits for its hour is not.
    """
    rows = Publication.objects.readable_by(user).filter(
        state=State.PUBLISHED, published_at__gte=start, published_at__lt=end
    )
    now = timezone.now()
    return [
        Appearance(
            title, admin_address(kind, pk), kind_label(kind), timezone.localtime(at), at > now
        )
        for pk, kind, title, at in rows.order_by("published_at", "id").values_list(
            "pk", "kind", "title", "published_at"
        )[:limit]
        if at is not None
    ]


def appeared_and_coming(user: User, *, days: int, most: int) -> list[Appearance]:
    """Return what readers got last of one's own, or of all in reach, and what comes; one query."""
    now = timezone.now()
    columns = ("pk", "kind", "title", "published_at", "path")
    last = Publication.objects.public(now).in_reach_of(user).newest()
    coming = (
        Publication.objects.readable_by(user)
        .filter(
            state=State.PUBLISHED, published_at__gt=now, published_at__lt=now + timedelta(days=days)
        )
        .order_by("published_at", "id")
    )
    rows = last.values_list(*columns)[:most].union(
        coming.values_list(*columns)[:MOST_COMING], all=True
    )
    found = [
        Appearance(
            title, admin_address(kind, pk), kind_label(kind), timezone.localtime(at), at > now, path
        )
        for pk, kind, title, at, path in rows
    ]
    return sorted(found, key=lambda each: each.at)


def by_day(items: Iterable[Appearance]) -> list[tuple[date, list[Appearance]]]:
    """Return the appearances of each day, in their order."""
    return [(day, list(group)) for day, group in groupby(items, key=lambda item: item.at.date())]


def month_view(request: HttpRequest) -> HttpResponse:
    """Show what appears on which day of a month (`?thang=2007-02`; absent: this one)."""
    if not works_here(request.user):
        raise Http404
    first = parse_month(request.GET.get("thang"))
    following = (first + timedelta(days=31)).replace(day=1)
    return TemplateResponse(
        request,
        "admin/dashboard/month.html",
        {
            **admin.site.each_context(request),
            "title": _("What appears in %(month)s") % {"month": first.strftime("%m/%Y")},
            "weeks": _weeks(staff(request), first, following),
            "weekdays": [WEEKDAYS[number] for number in range(7)],
            "before": _month_parameter(first - timedelta(days=1)),
            "after": _month_parameter(following),
        },
    )


def parse_month(typed: str | None) -> date:
    """Return the first day of a month typed as 2007-02; of this month for None. Raises Http404."""
    if typed is None:
        return timezone.localdate().replace(day=1)
    found = re.fullmatch(r"(199\d|20\d\d)-(0[1-9]|1[0-2])", typed, re.ASCII)
    if found is None:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)


def _month_parameter(day: date) -> str:
    return day.strftime("%Y-%m")


def _weeks(user: User, first: date, following: date) -> list[list[Day]]:
    items = dict(by_day(appearances(user, _midnight(first), _midnight(following))))
    today = timezone.localdate()
    return [
        [Day(day, day.month == first.month, day == today, items.get(day, [])) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
