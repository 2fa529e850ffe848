"""The site map for people: what the menu, the kinds, their sections and topics lead to."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.department.about_pages import ABOUT_PAGES
from portal.department.models import Page
from portal.department.views import about_pages
from portal.publishing.models import Section
from portal.publishing.models.kinds import kinds
from portal.site.topics import used_topics

MAX_TOPICS = 200


@dataclass(frozen=True, slots=True)
class ListedKind:
    """A list of the site, and the sections that it is divided into."""

    path: str
    label: str
    kind: str
    sections: list[Section] = field(default_factory=list)


def shelves() -> list[ListedKind]:
    """Return the list of each kind but the About pages, with its sections; one query."""
    sections = defaultdict[str, list[Section]](list)
    for section in Section.objects.order_by("kind", "position", "id"):
        sections[section.kind].append(section)
    return [
        ListedKind(
            reverse(model.LIST_VIEW), str(model._meta.verbose_name_plural), name, sections[name]
        )
        for name, model in kinds().items()
        if model.LIST_VIEW and model is not Page
    ]


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show every part of the site on one page; the crawlers' own map is at /sitemap.xml."""
    topics = list(used_topics()[: MAX_TOPICS + 1])
    context = {
        "places": ABOUT_PAGES,
        "about_pages": about_pages(),
        "shelves": shelves(),
        "topics": topics[:MAX_TOPICS],
        "has_more_topics": len(topics) > MAX_TOPICS,
    }
    return render(request, "portal/site_map.html", context)
