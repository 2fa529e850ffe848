"""The passes of a search: what was typed, what was probably meant, most of the words,
and at the very last titles that merely look like it.

Each pass is asked only where those before it found next to nothing and in time, so that a
question costs what it is worth.
"""

from dataclasses import dataclass, replace
from typing import Final

from django.contrib.postgres.search import TrigramWordSimilarity

from portal.search.abbreviations import Abbreviations
from portal.search.candidates import (
    Candidates,
    Rows,
    TooCostly,
    bounded_cost,
    candidates,
    stretches,
)
from portal.search.corrections import Correction, correction_of
from portal.search.models import AnsweredBy
from portal.search.newest import newest_alike
from portal.search.query import Query, parse_query

# With fewer hits than this for the words as they were typed, other ways are tried too.
MIN_HITS: Final = 5
MAX_SIMILAR: Final = 20
# Of each kind so many titles are compared before the index is asked.
NEWEST_TITLES: Final = 2_000
SIMILAR_TIMEOUT_MS: Final = 200
_MAX_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Found:
    """Pages for a question, and how they were found; `full` have all of its words."""

    query: Query
    pages: Candidates
    full: int
    answer: AnsweredBy = AnsweredBy.AS_TYPED
    without_marks: bool = False
    # What may have been meant: shown at once where nothing else was found, else offered.
    correction: Correction | None = None


def found_for(rows: Rows, typed: Query, bounds: str, table: Abbreviations) -> Found:
    """Return the pages for a question, by as many passes as it needs."""
    periods = stretches(rows)
    first = _all_words(rows, typed, bounds, periods)
    if not _is_little(first.pages):
        return first
    correction = correction_of(typed, table)
    if correction:
        corrected = _all_words(rows, parse_query(correction.text, table), bounds, periods)
        if first.full and corrected.full > first.full:
            return replace(first, correction=correction)
        if not first.full and corrected.full:
            return replace(corrected, answer=AnsweredBy.CORRECTED, correction=correction)
        typed = typed if first.full else corrected.query
    return _loosely(rows, typed, first, bounds, periods)


def _loosely(rows: Rows, typed: Query, first: Found, bounds: str, periods: list[str]) -> Found:
    """Add pages that have most of the words, or if there are none, similar titles."""
    if most := typed.most_tsquery():
        titled = typed.most_tsquery(mark="^")
        loose = candidates(rows, f"({most}){bounds}", f"({titled})", periods)
        if len(loose.keys) > first.full:
            answer = AnsweredBy.AS_TYPED if first.full else AnsweredBy.MOST_WORDS
            query = first.query if first.full else typed
            return replace(first, query=query, pages=first.pages | loose, answer=answer)
    if first.full:
        return first
    similar = _similar_titles(rows, typed)
    answer = AnsweredBy.TITLES if similar.keys else AnsweredBy.AS_TYPED
    return replace(first, query=typed, pages=similar, answer=answer)


def _is_little(pages: Candidates) -> bool:
    """Return whether pages are few and not complete: a looser query would cost more."""
    return len(pages.keys) < MIN_HITS and pages.complete


def _all_words(rows: Rows, typed: Query, bounds: str, periods: list[str]) -> Found:
    """Return pages that have all words; without their marks, too, where few have these."""
    titled = typed.title_tsquery()
    exact = candidates(rows, typed.tsquery(exact=True) + bounds, titled, periods)
    if not _is_little(exact) or not typed.has_marks:
        return Found(typed, exact, len(exact.keys))
    folded = candidates(rows, typed.tsquery(exact=False) + bounds, titled, periods)
    pages = exact | folded
    return Found(typed, pages, len(pages.keys), without_marks=not exact.keys and bool(folded.keys))


def _similar_titles(rows: Rows, typed: Query) -> Candidates:
    """Return titles a part of which looks like the question: the last resort, in a short time.

    Where the newest of each kind have too few, the index finds the rest, or gives up.
    """
    text = typed.folded_text()[:_MAX_TITLE]
    if len(text) < MIN_HITS:
        return Candidates(frozenset(), complete=True)
    keys = newest_alike(text, of_each=NEWEST_TITLES, limit=MAX_SIMILAR)
    newest = frozenset(rows.filter(pk__in=keys).values_list("pk", flat=True))
    if len(newest) >= MIN_HITS:
        return Candidates(newest, complete=True)
    return Candidates(newest, complete=True) | _similar_titles_of_all(rows, text)


def _similar_titles_of_all(rows: Rows, text: str) -> Candidates:
    likeness = TrigramWordSimilarity(text, "folded_title")
    alike = rows.filter(folded_title__trigram_word_similar=text).annotate(likeness=likeness)
    try:
        with bounded_cost(SIMILAR_TIMEOUT_MS):
            keys = alike.order_by("-likeness", "-published_at").values_list("pk", flat=True)
            return Candidates(frozenset(keys[:MAX_SIMILAR]), complete=True)
    except TooCostly:
        return Candidates(frozenset(), complete=False)
