"""What the search finds of the index of published information: its one page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place


def published_index_places() -> Iterator[Place]:
    """Yield the page that says what has to be public, and where it stands."""
    yield Place(
        reverse("published_index:index"),
        _("Published information"),
        _("What the law wants public, where it stands, and what is late."),
        pgettext("searched as", "published information; transparency; access to information"),
    )
