"""What the search finds of the figures of service: their one page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place
from portal.publishing.pairs import way_to


def service_places() -> Iterator[Place]:
    """Yield the page of the figures of service."""
    yield Place(
        way_to("service_figures"),
        _("How we serve, in figures"),
        _("Questions answered in time, days to a reply, drafts summed up, pages published late."),
        pgettext("searched as", "quality of service; answered in time; how long until a reply"),
    )
