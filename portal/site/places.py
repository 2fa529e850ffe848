"""What the search finds of the site itself: the list of each kind, sections, topics, and help."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.kit.places import Place, Rank
from portal.publishing import pairs
from portal.publishing.language_tags import plain_name
from portal.publishing.languages import ENGLISH
from portal.publishing.models import EnglishVersion, Section, Topic
from portal.publishing.models.kinds import kinds
from portal.site.topics import kind_heading, used_topics

# The search looks through so many topics at each request.
MAX_TOPICS = 500


def site_places() -> Iterator[Place]:
    """Yield the parts of the site that belong to no app."""
    yield Place(
        pairs.way_to("light_home"),
        _("In storms and floods"),
        _("Warnings, and whom to call; a page that opens on the slowest line."),
        pgettext("searched as", "emergency; storm; flood; typhoon; disaster; rescue; whom to call"),
        pgettext("meant by", "in a storm; storm night; in a flood; rescue; whom to call"),
    )
    yield Place(
        pairs.way_to("duty_sheet"),
        _("Duty numbers and radio network"),
        _("Who is on duty in storms and floods, on a sheet to print."),
        pgettext("searched as", "duty numbers; radio network; on duty"),
    )
    yield Place(
        reverse("site_map"),
        _("Site map"),
        _("Every part of the site on one page."),
        pgettext("searched as", "site map; map; contents"),
    )
    yield Place(
        reverse("topics"),
        _("Topics"),
        _("What is public on each subject, of every kind."),
        pgettext("searched as", "topics; subjects"),
    )


def list_places() -> Iterator[Place]:
    """Yield the list of each kind of page, under what it is called and searched as."""
    for kind, model in kinds().items():
        if model.LIST_VIEW and model is not EnglishVersion:
            pair = pairs.of_list(kind)
            path = pair.en if get_language() == ENGLISH else pair.vi
            heading = kind_heading(kind)
            yield Place(path, heading, also=model.LIST_WORDS, within=model.LIST_PHRASES)


def shelf_places() -> Iterator[Place]:
    """Yield sections and topics, as far as readers look through them; two queries."""
    for section in Section.objects.only("path", "name", "description"):
        yield Place(
            section.get_absolute_url(),
            section.name,
            section.description,
            kind=_("section"),
            rank=Rank.SHELF,
        )
    topics = used_topics().only("slug", "name", "name_en", "description")
    yield from map(_topic, topics[:MAX_TOPICS])


def _topic(topic: Topic) -> Place:
    """Return a topic's page in the language that is spoken now, found by both of its names."""
    pair = pairs.of_view("topic", {"slug": topic.slug}) if get_language() == ENGLISH else None
    return Place(
        pair.en if pair else topic.get_absolute_url(),
        plain_name(topic),
        # It is written in Vietnamese alone.
        "" if pair else topic.description,
        also=topic.name if pair else "",
        kind=_("topic"),
        rank=Rank.SHELF,
    )
