"""The About pages that the site itself has; the overview, the aside and the site map name them."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.publishing.languages import ENGLISH, language_of
from portal.publishing.pairs import way_to


@dataclass(frozen=True, slots=True)
class AboutPage:
    """An About page: the name of its view, its title, and what readers find there."""

    view: str
    label: StrPromise
    about: StrPromise
    # What else readers call it when they search.
    also: StrPromise
    # What means it wherever it stands in a question.
    within: StrPromise | str = ""

    @property
    def path(self) -> str:
        return way_to(self.view)


ABOUT_PAGES: Final = (
    AboutPage(
        "about_functions",
        _("Functions and duties"),
        _("What the department is there for, and each of its units."),
        pgettext_lazy("searched as", "functions; duties; powers; what the department does"),
    ),
    AboutPage(
        "about_structure",
        _("Structure"),
        _("The units as a chart, each with its work, telephone and e-mail."),
        pgettext_lazy(
            "searched as", "structure; chart of the organisation; units; offices; divisions"
        ),
    ),
    AboutPage(
        "about_leaders",
        _("Leaders"),
        _("Who leads the department, and who is in charge of what."),
        pgettext_lazy("searched as", "leaders; management; director; deputy director"),
        pgettext_lazy("meant by", "director of the department; deputy director"),
    ),
    AboutPage(
        "work_calendar",
        _("Working calendar"),
        _("What the leaders do this week; to be subscribed to as a calendar."),
        pgettext_lazy(
            "searched as", "working calendar; calendar of the week; schedule of the leaders"
        ),
    ),
    AboutPage(
        "reception",
        _("Reception of citizens"),
        _("When and where citizens are received next, and the hotline."),
        pgettext_lazy(
            "searched as",
            "reception; hotline; complaints and denunciations; when citizens are received",
        ),
        pgettext_lazy("meant by", "reception of citizens; meet the director"),
    ),
    AboutPage(
        "public_services",
        _("Public services"),
        _("Where procedures are looked up and applications handed in online."),
        pgettext_lazy(
            "searched as",
            "public services; online services; one-stop shop; apply online",
        ),
    ),
    AboutPage(
        "press",
        _("For the press"),
        _("The spokesperson, and how journalists ask."),
        pgettext_lazy("searched as", "press; spokesperson; journalists"),
    ),
    AboutPage(
        "related_agencies",
        _("Related agencies"),
        _("Addresses of other agencies, which the site checks regularly."),
        pgettext_lazy("searched as", "agencies; links; other websites"),
    ),
)


def available_about_pages() -> list[AboutPage]:
    """Return the About pages that exist in the language of the page."""
    if get_language() != ENGLISH:
        return list(ABOUT_PAGES)
    return [place for place in ABOUT_PAGES if language_of(place.path) == ENGLISH]
