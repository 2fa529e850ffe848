"""Facets: the pages found by kind and year, for narrowing a search."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils import timezone

from portal.publishing.models import Publication
from portal.search.candidates import Candidates
from portal.search.file_texts import InFile
from portal.search.ranking import Score
from portal.search.scope import Scope

MAX_YEARS: Final = 8


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind or a year among the pages found, and on how many of them."""

    value: str
    pages: int


type Counted = Score | InFile | Publication


@dataclass(frozen=True, slots=True)
class Facets:
    """Kinds by number, years newest first; `exact` where no more matched than were counted."""

    kinds: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    exact: bool = True

    def __bool__(self) -> bool:
        """Return whether there is anything to choose from."""
        return len(self.kinds) > 1 or len(self.years) > 1


def facets_of(
    scope: Scope,
    found: Candidates,
    scored: Mapping[int, Score],
    beside: Mapping[int, Counted],
    *,
    exact: bool,
) -> Facets:
    """Return facets counted over the pages found, not over all that match: some hundred rows.

    `beside` are the pages that are shown for another reason than their own words, `exact` says
    whether these and those found are all that match.
    """
    others = (page for key, page in beside.items() if key not in found.keys)
    counted = Counter(_kind_and_year(page) for page in others)
    if found.keys <= scored.keys():
        counted += Counter(_kind_and_year(scored[key]) for key in found.keys)
    else:
        counted += _counted(scope, found)
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for (kind, year), number in sorted(counted.items()):
        kinds[kind] += number
        years[year] += number
    newest = sorted(years, reverse=True)[:MAX_YEARS]
    return Facets(
        tuple(Facet(kind, pages) for kind, pages in kinds.most_common()),
        tuple(Facet(f"{year:04}", years[year]) for year in newest),
        exact,
    )


def _kind_and_year(page: Counted) -> tuple[str, int]:
    zone = timezone.get_current_timezone()
    return page.kind, page.published_at.astimezone(zone).year if page.published_at else 0


def _counted(scope: Scope, found: Candidates) -> Counter[tuple[str, int]]:
    """Return the numbers by kind and year where ranking took too long to say them."""
    counted = (
        scope.rows()
        .filter(pk__in=sorted(found.keys))
        .order_by()
        .values_list("kind", ExtractYear("published_at"))
        .annotate(pages=Count("pk"))
    )
    return Counter({(kind, year): pages for kind, year, pages in counted})
