"""What the search finds of briefings beside the events: the list of obstacles."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place


def obstacle_places() -> Iterator[Place]:
    """Yield the list of obstacles that are public."""
    yield Place(
        reverse("enterprises:obstacles"),
        _("Obstacles and what came of them"),
        _("What enterprises told the department, who deals with it, by when, and what came of it."),
        pgettext("searched as", "obstacles; obstacles of enterprises; difficulties of enterprises"),
        pgettext("meant by", "obstacles; difficulties of enterprises"),
    )
