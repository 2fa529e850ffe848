"""Open data of articles."""

from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.tables import Column, Dataset
from portal.exchange.opendata.listing import FIRST, LAST, list_data
from portal.exchange.opendata.sets import OpenSet

_NEWS = _("News")
_ARTICLE = (
    *FIRST,
    Column("section", _("section"), _("The shelf that it stands on."), value="section__name"),
    Column("author", _("author"), _("Empty: the department."), value="author__name"),
    Column(
        "source",
        _("source"),
        _("Where it was taken over from; empty: it was not."),
        value="source__name",
    ),
    Column("language", _("language"), _("Of the text, by ISO 639-1.")),
    *LAST,
)


def articles_data() -> Dataset:
    """Return all public articles."""
    rows = Article.objects.public()
    table = table_of("articles", _NEWS, _ARTICLE, rows, "-published_at", "-id")
    return list_data("tin-tuc", _NEWS, Article, table)


SETS = [
    OpenSet(
        slug="tin-tuc",
        title=_NEWS,
        description=_("All articles with title, summary, section, author, source and times."),
        dataset=articles_data,
        queryset=Article.objects.public,
        about_time="published_at",
    )
]
