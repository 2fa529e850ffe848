"""The month in which things appear, and the mark that comes off a forced publication."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.roles import staff, works_here
from portal.newsroom.desk import Appearance, appearances, by_day
from portal.publishing.models import ForcedPublication


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the calendar."""

    date: date
    is_of_the_month: bool
    is_today: bool
    items: list[Appearance]


def month_view(request: HttpRequest) -> HttpResponse:
    """What appears on which day of a month (`?thang=2007-02`; absent: this one)."""
    if not works_here(request.user):
        raise Http404
    first = month_asked(request.GET.get("thang"))
    following = (first + timedelta(days=31)).replace(day=1)
    return TemplateResponse(
        request,
        "admin/desk/month.html",
        {
            **admin.site.each_context(request),
            "title": _("What appears in %(month)s") % {"month": first.strftime("%m/%Y")},
            "weeks": _weeks(first, following),
            "weekdays": [WEEKDAYS[number] for number in range(7)],
            "before": _link(first - timedelta(days=1)),
            "after": _link(following),
        },
    )


def month_asked(typed: str | None) -> date:
    """The first day of a month typed as 2007-02; of this one where none is."""
    if typed is None:
        return timezone.localdate().replace(day=1)
    found = re.fullmatch(r"(199\d|20\d\d)-(0[1-9]|1[0-2])", typed, re.ASCII)
    if found is None:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)


def _link(day: date) -> str:
    return day.strftime("%Y-%m")


def _weeks(first: date, following: date) -> list[list[Day]]:
    items = dict(by_day(appearances(_midnight(first), _midnight(following))))
    today = timezone.localdate()
    return [
        [Day(day, day.month == first.month, day == today, items.get(day, [])) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@require_POST
def mark_as_read(request: HttpRequest, number: int) -> HttpResponse:
    """A second pair of eyes has read what was published in a hurry."""
    forced = get_object_or_404(ForcedPublication, pk=number, read_at=None)
    try:
        forced.mark_as_read(by=staff(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        title = {"title": forced.publication}
        messages.success(request, _("Thank you: “%(title)s” has a second reader now.") % title)
    return redirect("admin:index")
