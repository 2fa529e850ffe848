"""The page of the figures of service, in Vietnamese and in English."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrPromise

from portal.participation.service_figures.counts import YearFigures, figures_until


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure: what it is called, how it is counted, and how a year's value is written."""

    name: StrPromise
    definition: StrPromise
    value: Callable[[YearFigures], str]


def _part(some: int, of: int) -> str:
    return f"{some}/{of}" if of else "–"


def _share(year: YearFigures) -> str:
    share = year.share_in_time
    return "–" if share is None else f"{_part(year.in_time, year.due)} ({share} %)"


def _median(year: YearFigures) -> str:
    days = year.median_days
    if days is None:
        return "–"
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


LINES: Final = (
    FigureLine(
        _("Questions received"),
        _("By the year in which they came; without those that their senders withdrew."),
        lambda year: str(year.received),
    ),
    FigureLine(
        _("Replied to in time"),
        _(
            "Replied to by the day that the receipt named, of all that were replied to or are due. "
            "Who left only a telephone number is replied to once called."
        ),
        _share,
    ),
    FigureLine(
        _("Time to a reply"),
        _("Median: half of the replies came within so many days of the calendar."),
        _median,
    ),
    FigureLine(
        _("Drafts summed up"),
        _("Consultations that are over and whose summary is public, of all that are over."),
        lambda year: _part(year.drafts_summed_up, year.drafts_closed),
    ),
    FigureLine(
        _("Comments answered"),
        _("Comments on these drafts that readers see with an answer, of all that they see."),
        lambda year: _part(year.comments_answered, year.comments_shown),
    ),
    FigureLine(
        _("Pages published late"),
        _("Pages with a day by law that came later or are missing, of all that were due."),
        lambda year: _part(year.pages_late, year.pages_due),
    ),
)


def service_figures(request: HttpRequest) -> HttpResponse:
    """Show what was so at the end of yesterday; the page is the same until midnight."""
    today = timezone.localdate()
    years = figures_until(today)
    context = {
        "years": [each.year for each in years],
        "lines": [(line, [(year.year, line.value(year)) for year in years]) for line in LINES],
        "today": today,
        "working_days": settings.QUESTION_WORKING_DAYS,
    }
    return render(request, "portal/service_figures/page.html", context)
