"""The open data of news: articles, and official documents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.documents import data as documents
from portal.exchange.datafiles.reading import in_pieces
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Table
from portal.exchange.opendata.listing import FIRST, LAST, READ, first_cells, last_cells, list_data
from portal.exchange.opendata.sets import OpenSet

_NEWS = _("News")
_ARTICLE = (
    *FIRST,
    Column("section", _("section"), _("The shelf that it stands on.")),
    Column("author", _("author"), _("Empty: the department.")),
    Column("source", _("source"), _("Where it was taken over from; empty: it was not.")),
    Column("language", _("language"), _("Of the text, by ISO 639-1.")),
    *LAST,
)


def articles_data() -> Dataset:
    """All public articles."""
    rows = Article.objects.public()
    table = Table("articles", _NEWS, _ARTICLE, lambda: _articles(rows))
    return list_data("tin-tuc", _NEWS, Article, table)


def _articles(rows: QuerySet[Any]) -> Iterator[Cells]:
    read = (*READ, "section__name", "author__name", "source__name", "language")
    for piece in in_pieces(rows, "-published_at", "-id", fields=read):
        for record in piece:
            yield (
                *first_cells(record),
                record["section__name"],
                record["author__name"],
                record["source__name"],
                record["language"],
                *last_cells(record),
            )


SETS = [
    OpenSet(
        slug="tin-tuc",
        title=_NEWS,
        description=_("All articles with title, summary, section, author, source and times."),
        whole=articles_data,
        found=Article.objects.public,
        cells=_articles,
        about_time="published_at",
    ),
    OpenSet(
        slug="van-ban",
        title=_("Official documents"),
        description=_("Decisions, directives and notices with number, days and state of today."),
        whole=documents.whole,
        found=documents.found,
        cells=documents.rows,
        about_time="issued_on",
        files="documents:data",
    ),
]
