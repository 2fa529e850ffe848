"""The calendar of what appears and what is hidden by itself, month by month."""

import re
from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from django.db.models import Case, CharField, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import edits, staff, works_here
from portal.kit.admin_pages import show_own_page
from portal.kit.moments import midnight
from portal.newsroom.bundles.collecting import seen_by
from portal.publishing import due
from portal.publishing.models import BundleState, EnglishVersion, Publication, State
from portal.publishing.models.access import moment_rule
from portal.publishing.models.kinds import admin_address, kind_label

# Of the next days, as many as the first page shows.
MAX_COMING: Final = 20
# Of a day of the calendar, as many as are shown at once; the others are folded below them.
MAX_A_DAY: Final = 6
# Of a day pages, changes and bundles, so many of each: a busy day takes no other day's room.
MAX_READ_A_DAY: Final = 30


class What(StrEnum):
    """What readers see from a moment on, or see no more."""

    PAGE = "page"
    END = "end"
    CHANGE = "change"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Appearance:
    """A page, a change to one or a whole bundle, at the moment at which readers see it from.

    Or a page at the moment from which they see it no more.
    """

    title: str
    address: str
    kind: str
    at: datetime
    is_to_come: bool
    # Where readers find it.
    path: str = ""
    # Of a title that is not Vietnamese; else "".
    language: str = ""
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the calendar."""

    date: date
    is_of_the_month: bool
    is_today: bool
    first: list[Appearance]
    others: list[Appearance]

    @property
    def is_cut(self) -> bool:
        """Return whether there may be more than is shown."""
        return len(self.first) + len(self.others) >= MAX_READ_A_DAY


def appearances(user: User, start: datetime, end: datetime) -> list[Appearance]:
    """Return what appears, has appeared or is hidden from `start` on and before `end`, in order.

    It is what the user may read: the title of another's text that waits for its hour is not, nor is
    the moment at which another's page or bundle changes what readers see. The end of a page that
    readers have is told to all: who links to it has to know. One query: pages, their ends, changes
    that take effect by themselves, and scheduled bundles as a whole.
    """
    now = timezone.now()
    rows = _between(user, start, end, now).order_by("at", "key")
    return [_appearance(row, now) for row in rows]


def appeared_and_coming(user: User, *, days: int, most: int) -> list[Appearance]:
    """Return what readers got last of one's own, or of all in reach, and what comes; one query."""
    now = timezone.now()
    pages = Publication.objects.public(now).in_reach_of(user)
    if edits(user):
        # A page and its translation are one piece of news.
        pages = pages.exclude(kind=EnglishVersion.KIND)
    last = _columns(pages.newest(), What.PAGE, "published_at")[:most]
    rows = last.union(
        *(
            each.order_by("at", "key")[:MAX_COMING]
            for each in _kinds(user, now, now + timedelta(days=days))
        ),
        all=True,
    )
    return sorted((_appearance(row, now) for row in rows), key=lambda each: each.at)


def _between(user: User, start: datetime, end: datetime, now: datetime) -> QuerySet[Any, Any]:
    pages, *others = (_first_of_days(rows, now) for rows in _kinds(user, start, end))
    return pages.union(*others, all=True)


def _first_of_days(rows: QuerySet[Any, Any], now: datetime) -> QuerySet[Any, Any]:
    # Of today what is out gives way to what is still to come.
    is_out = Case(When(at__gt=now, then=0), default=1)
    nth = Window(RowNumber(), partition_by=[TruncDate("at")], order_by=[is_out, "at", "key"])
    found: QuerySet[Any, Any] = rows.annotate(nth=nth).filter(nth__lte=MAX_READ_A_DAY)
    return found


def _kinds(user: User, start: datetime, end: datetime) -> list[QuerySet[Any, Any]]:
    """Return what appears between two moments, pages, changes and bundles, and what is hidden."""
    pages = Publication.objects.readable_by(user).filter(state=State.PUBLISHED)
    rows: list[tuple[QuerySet[Any, Any], What, str]] = [
        (pages, What.PAGE, "published_at"),
        (pages, What.END, "expires_at"),
        (_changes(user), What.CHANGE, "publish_at"),
        (seen_by(user).filter(state=BundleState.SCHEDULED), What.BUNDLE, "publish_at"),
    ]
    return [
        _columns(
            found.filter(**{f"{column}__gte": start, f"{column}__lt": end}).order_by(), what, column
        )
        for found, what, column in rows
    ]


def _changes(user: User) -> QuerySet[Any, Any]:
    """Return the changes that take effect by themselves: all for editors, else one's own."""
    return due.scheduled().filter(moment_rule(user))


def _columns(rows: QuerySet[Any, Any], what: What, column: str) -> QuerySet[Any, Any]:
    """Return the rows in the columns that all of them have."""
    prefix = "publication__" if what == What.CHANGE else ""
    of_bundle = what == What.BUNDLE
    nothing = Value("", output_field=CharField())
    found: QuerySet[Any, Any] = rows.annotate(
        what=Value(what.value),
        key=F("publication_id") if prefix else F("pk"),
        named=F("name") if of_bundle else F(f"{prefix}title"),
        of_kind=nothing if of_bundle else F(f"{prefix}kind"),
        place=nothing if of_bundle else F(f"{prefix}path"),
        at=F(column),
    ).values("what", "key", "named", "of_kind", "place", "at")
    return found


def _appearance(row: dict[str, Any], now: datetime) -> Appearance:
    kind, key, what = row["of_kind"], row["key"], row["what"]
    if what == What.BUNDLE:
        address, label = reverse("admin:publishing_bundle_change", args=[key]), _("bundle")
    else:
        view = "review" if what == What.CHANGE else "change"
        address, label = admin_address(kind, key, view=view), kind_label(kind)
    if what == What.CHANGE:
        label = _("change: %(kind)s") % {"kind": label}
    at = timezone.localtime(row["at"])
    language = "en" if kind == EnglishVersion.KIND else ""
    return Appearance(
        title=row["named"],
        address=address,
        kind=label,
        at=at,
        is_to_come=row["at"] > now,
        path=row["place"],
        language=language,
        is_end=what == What.END,
    )


def by_day(items: Iterable[Appearance]) -> list[tuple[date, list[Appearance]]]:
    """Return the appearances of each day, in their order."""
    return [(day, list(group)) for day, group in groupby(items, key=lambda item: item.at.date())]


def month_view(request: HttpRequest) -> HttpResponse:
    """Show what appears on which day of a month (`?thang=2007-02`; absent: this one)."""
    if not works_here(request.user):
        raise Http404
    first = parse_month(request.GET.get("thang"))
    following = (first + timedelta(days=31)).replace(day=1)
    return show_own_page(
        request,
        "admin/newsroom/month.html",
        _("What appears in %(month)s") % {"month": first.strftime("%m/%Y")},
        handbook_anchor="hen-gio",
        weeks=_weeks(staff(request), first),
        weekdays=[WEEKDAYS[number] for number in range(7)],
        before=_month_parameter(first - timedelta(days=1)),
        after=_month_parameter(following),
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


def _weeks(user: User, first: date) -> list[list[Day]]:
    """Return the weeks of a month whole, so with some days of its neighbours."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1] + timedelta(days=1)
    items = dict(by_day(appearances(user, midnight(start), midnight(end))))
    today = timezone.localdate()

    def square(day: date) -> Day:
        # What is still to come is what one looks for; what is out is known from elsewhere.
        found = sorted(items.get(day, []), key=lambda item: not item.is_to_come)
        is_here = day.month == first.month
        return Day(day, is_here, day == today, found[:MAX_A_DAY], found[MAX_A_DAY:])

    return [[square(day) for day in week] for week in weeks]
