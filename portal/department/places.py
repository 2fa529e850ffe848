"""The About pages that the site itself has; the overview, the aside and the site map name them."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.publishing.languages import ENGLISH, language_of
from portal.publishing.pairs import way_to


@dataclass(frozen=True, slots=True)
class Place:
    """An About page: the name of its view, its title, and what readers find there."""

    view: str
    label: StrPromise
    about: StrPromise

    @property
    def path(self) -> str:
        return way_to(self.view)


PLACES: Final = (
    Place(
        "about_functions",
        _("Functions and duties"),
        _("What the department is there for, and each of its units."),
    ),
    Place(
        "about_structure",
        _("Structure"),
        _("The units as a chart, each with its work, telephone and e-mail."),
    ),
    Place(
        "about_leaders", _("Leaders"), _("Who leads the department, and who is in charge of what.")
    ),
    Place(
        "work_calendar",
        _("Working calendar"),
        _("What the leaders do this week; to be subscribed to as a calendar."),
    ),
    Place(
        "reception",
        _("Reception of citizens"),
        _("When and where citizens are received next, and the hotline."),
    ),
    Place(
        "public_services",
        _("Public services"),
        _("Where procedures are looked up and applications handed in online."),
    ),
    Place("press", _("For the press"), _("The spokesperson, and how journalists ask.")),
    Place(
        "related_agencies",
        _("Related agencies"),
        _("Addresses of other agencies, which the site checks regularly."),
    ),
)


def places_here() -> list[Place]:
    """Those that exist in the language that is spoken now."""
    if get_language() != ENGLISH:
        return list(PLACES)
    return [place for place in PLACES if language_of(place.path) == ENGLISH]
