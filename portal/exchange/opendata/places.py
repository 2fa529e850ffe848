"""What the search finds of open data: the catalogue, and each set."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.exchange.opendata.sets import open_sets
from portal.kit.places import Place, Rank
from portal.publishing.languages import spoken_path
from portal.publishing.pairs import way_to


def data_places() -> Iterator[Place]:
    """Yield the catalogue and the page of each data set."""
    yield Place(
        way_to("opendata:index"),
        _("Open data"),
        _("What this site has published, as files to work with."),
        pgettext(
            "searched as", "open data; data sets; download; statistics; CSV; Excel; JSON; API"
        ),
    )
    for each in open_sets().values():
        yield Place(
            spoken_path(each.path),
            capfirst(str(each.title)),
            each.description,
            kind=_("data set"),
            rank=Rank.ROW,
        )
