"""Puts places beside the pages that were found: above them what was meant, below them the rest."""

from dataclasses import dataclass, replace

from portal.kit.places import Rank
from portal.search.facets import Facets
from portal.search.models import AnsweredBy
from portal.search.places import BEST, MAX_BEST, MAX_OTHERS, PlaceHit, find_places, value_of_title
from portal.search.search import Results

# Titles of so many pages are compared with the names of places.
_TITLES = 3
# What was found instead of what was typed is in the way where a place is called just so.
_INSTEAD = frozenset({AnsweredBy.CORRECTED, AnsweredBy.TITLES})


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """Places that match so well that they were meant, and others that hold the words."""

    best: list[PlaceHit]
    others: list[PlaceHit]
    # Whether the best are called what was typed, and not what may have been meant.
    is_answer: bool


def with_places(results: Results) -> tuple[Results, FoundPlaces]:
    """Return the results and the places for the same words, the best of both apart."""
    as_typed = find_places(results.typed)
    hits = as_typed
    if not hits and results.query != results.typed:
        hits = find_places(results.query)
    titles = [hit.publication.title for hit in results.hits[:_TITLES]]
    titled = max((value_of_title(title, results.query) for title in titles), default=0.0)
    best = [hit for hit in hits if _is_meant(hit, titled)][:MAX_BEST]
    others = [hit for hit in hits if hit not in best][:MAX_OTHERS]
    is_as_typed = bool(best) and bool(as_typed) and not best[0].is_mended
    if is_as_typed:
        results = _without_corrections(results)
    return results, FoundPlaces(best, others, is_answer=is_as_typed)


def _is_meant(hit: PlaceHit, titled: float) -> bool:
    """Return whether a place is called what was asked, and rows better than any page's title."""
    is_row = hit.place.rank is Rank.ROW
    return hit.value >= BEST and (hit.value > titled if is_row else hit.value >= titled)


def _without_corrections(results: Results) -> Results:
    """Return the results of what was typed alone: it is no slip.

    Pages that were picked for it stand first, and then those of which a file has what was typed:
    on one page, for the next one knows nothing of places.
    """
    if results.answer not in _INSTEAD:
        return replace(results, correction=None)
    picked = results.hits[: results.picked_as_typed]
    in_files = results.hits[results.picked :][: results.in_files]
    return replace(
        results, query=results.typed, hits=picked + in_files, total=len(picked + in_files),
        full=len(in_files), correction=None,
        complete=results.all_in_files and results.in_files == len(in_files),
        answer=AnsweredBy.AS_TYPED, facets=Facets(), picked=len(picked),
    )  # fmt: skip
