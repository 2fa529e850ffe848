"""What the search finds of open data: the catalogue, and each set."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.exchange.opendata.sets import open_sets
from portal.kit.places import Place, Rank


def data_places() -> Iterator[Place]:
    """Yield the catalogue and the page of each data set."""
    yield Place(
        reverse("opendata:index"),
        _("Open data"),
        _("What this site has published, as files to work with."),
        pgettext(
            "searched as", "open data; data sets; download; statistics; CSV; Excel; JSON; API"
        ),
    )
    for each in open_sets().values():
        yield Place(
            each.path,
            capfirst(str(each.title)),
            each.description,
            kind=_("data set"),
            rank=Rank.ROW,
        )
