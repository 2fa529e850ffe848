"""The page on which readers find every way to follow the site: by mail, calendar or feed."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.site.site_map import shelves
from portal.site.topics import used_topics

MAX_TOPICS: Final = 40


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file that a telephone can subscribe to."""

    label: str | Promise
    view: str

    @property
    def path(self) -> str:
        return reverse(self.view)


CALENDARS = (
    Calendar(_("Events"), "enterprises:event_calendar"),
    Calendar(_("Consultations on drafts"), "consultations:calendar"),
    Calendar(_("Working calendar"), "work_calendar_file"),
)


@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """Show the calendars and the feeds of the site, with what each is good for."""
    context = {
        "calendars": CALENDARS,
        "shelves": shelves(),
        "topics": used_topics()[:MAX_TOPICS],
    }
    return render(request, "portal/follow.html", context)
