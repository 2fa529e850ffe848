"""Facets: the pages found by kind and year, for narrowing a search."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.db.models.functions import ExtractYear

from portal.search.candidates import Candidates, Rows

MAX_YEARS: Final = 8


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind or a year among the pages found, and on how many of them."""

    value: str
    pages: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Kinds by number, years newest first; `exact` where no more matched than were counted."""

    kinds: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    exact: bool = True

    def __bool__(self) -> bool:
        """Return whether there is anything to choose from."""
        return len(self.kinds) > 1 or len(self.years) > 1


def facets_of(rows: Rows, found: Candidates) -> Facets:
    """Return facets counted over the pages found, not over all that match: some hundred rows."""
    counted = (
        rows.filter(pk__in=sorted(found.keys))
        .order_by()
        .values_list("kind", ExtractYear("published_at"))
        .annotate(pages=Count("pk"))
    )
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for kind, year, pages in counted:
        kinds[kind] += pages
        years[year] += pages
    newest = sorted(years, reverse=True)[:MAX_YEARS]
    return Facets(
        tuple(Facet(kind, pages) for kind, pages in kinds.most_common()),
        tuple(Facet(f"{year:04}", years[year]) for year in newest),
        found.complete,
    )
