"""The passes of a search: what was typed, what was probably meant, most of the words,
and at the very last titles that merely look like it.

Each pass is asked only where those before it found next to nothing and in time, so that a
question costs what it is worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.contrib.postgres.search import TrigramWordSimilarity

from portal.search.abbreviations import Abbreviations
from portal.search.alike import newest_alike
from portal.search.candidates import (
    MAX_BY_TITLE,
    MAX_CANDIDATES,
    Candidates,
    Searched,
    TooCostly,
    bounded_keys,
)
from portal.search.corrections import Correction, correction_of
from portal.search.models import AnsweredBy
from portal.search.query import Query, Weights, parse_query
from portal.search.ranking import Score, scores, undecided, weights_of, with_nearness
from portal.search.scope import Rows, Scope

# With fewer hits than this for the words as they were typed, other ways are tried too.
MIN_HITS: Final = 5
MAX_SIMILAR: Final = 20
# A correction is offered beside what was found where it finds so many times as much.
CLEARLY_MORE: Final = 3
# Titles that merely look alike are not asked for where a page is as good as this.
WELL_ANSWERED: Final = 1.6
# Of each kind so many titles are compared before the index is asked.
NEWEST_TITLES: Final = 2_000
SIMILAR_TIMEOUT_MS: Final = 200
_MAX_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Found:
    """Pages for a question, and how they were found; `full` have all of its words."""

    query: Query
    pages: Candidates
    full: frozenset[int]
    scores: Mapping[int, Score] = field(default_factory=dict)
    answer: AnsweredBy = AnsweredBy.AS_TYPED
    without_marks: bool = False
    # What may have been meant: shown at once where nothing else was found, else offered.
    correction: Correction | None = None
    # Whether all pages with what was typed are known, however many that lack words are not.
    all_known: bool = True

    @property
    def settled(self) -> bool:
        """Return whether some page has all that was asked in its title or summary."""
        return any(score.settled for score in self.scores.values())


def found_for(scope: Scope, typed: Query, table: Abbreviations) -> Found:
    """Return the pages for a question, by as many passes as it needs."""
    searched, bounds = Searched.of(scope), scope.bounds()
    weights = weights_of(typed)
    first = _all_words(searched, typed, bounds, weights)
    all_known = first.pages.complete
    if _is_costly(first.pages) or (first.settled and not _is_little(first.pages)):
        return replace(first, all_known=all_known)
    correction = correction_of(typed, table)
    second = None
    if correction:
        corrected = parse_query(correction.text, table)
        weights = weights | weights_of(corrected)
        second = _all_words(searched, corrected, bounds, weights)
    found = replace(_merged(first, second, correction), all_known=all_known)
    return _loosely(searched, typed, found, bounds, weights)


def _merged(first: Found, second: Found | None, correction: Correction | None) -> Found:
    """Return what was found as typed, or where that is nothing, what was probably meant."""
    if second is None or not second.full:
        return replace(first, query=second.query) if second and not first.full else first
    if not first.full:
        return replace(second, answer=AnsweredBy.CORRECTED, correction=correction)
    if len(second.full) < CLEARLY_MORE * len(first.full):
        return first
    return replace(first, correction=correction)


def _loosely(
    searched: Searched, typed: Query, found: Found, bounds: str, weights: Weights
) -> Found:
    """Add pages that have most of the words, titles first; then titles that look like it."""
    query = found.query
    loose = Candidates(frozenset(), complete=True)
    if titled := query.most_tsquery(weights, mark="^"):
        most = f"({query.most_tsquery(weights)}){bounds}"
        loose = searched.by_title(f"({titled}){bounds}")
        if _is_little(found.pages):
            # A word of a title stands in the page: its titles are those that were just found.
            in_time = loose.complete or len(loose.keys) >= MAX_BY_TITLE
            is_known = in_time and not query.has_phrases
            loose |= searched.with_all(most, "" if is_known else f"({titled})")
    if new := loose.keys - found.pages.keys:
        answer = found.answer if found.full else AnsweredBy.MOST_WORDS
        scored = {**found.scores, **scores(new, query, weights)}
        found = replace(found, pages=found.pages | loose, scores=scored, answer=answer)
    close = undecided(found.scores, WELL_ANSWERED)
    found = replace(found, scores=with_nearness(found.scores, close, query))
    if any(score.value > WELL_ANSWERED for score in found.scores.values()):
        return found
    similar = _similar_titles(searched.scope, typed)
    if similar.keys - found.pages.keys:
        answer = found.answer if found.pages.keys else AnsweredBy.TITLES
        pages = found.pages | similar
        scored = scores(pages.keys, query, weights, alike=True)
        found = replace(found, pages=pages, scores=scored, answer=answer)
    return found


def _is_little(pages: Candidates) -> bool:
    """Return whether pages are few and not complete: a looser query would cost more."""
    return len(pages.keys) < MIN_HITS and pages.complete


def _is_costly(pages: Candidates) -> bool:
    """Return whether time ran out before all, or as many as are ranked, were found."""
    return not pages.complete and len(pages.keys) < MAX_CANDIDATES


def _all_words(searched: Searched, typed: Query, bounds: str, weights: Weights) -> Found:
    """Return pages that have all words; without their marks, too, where few have these."""
    titled = typed.title_tsquery()
    exact = searched.with_all(typed.tsquery(exact=True) + bounds, titled)
    found = Found(typed, exact, exact.keys, scores(exact.keys, typed, weights))
    if _is_costly(exact) or not typed.has_marks:
        return found
    if not found.settled or _is_little(exact):
        folded = searched.with_all(typed.tsquery(exact=False) + bounds, titled)
    elif len(typed.needed) > 1:
        # Marks may be wrong also where other pages happen to have them so.
        folded = searched.by_title(typed.title_phrase_tsquery() + bounds)
    else:
        return found
    new = scores(folded.keys - exact.keys, typed, weights)
    pages = exact | folded
    without_marks = not exact.keys and bool(folded.keys)
    return Found(typed, pages, pages.keys, {**found.scores, **new}, without_marks=without_marks)


def _similar_titles(scope: Scope, typed: Query) -> Candidates:
    """Return titles a part of which looks like the question: the last resort, in a short time.

    Where the newest of each kind have too few, the index finds the rest, or gives up.
    """
    text = typed.folded_text()[:_MAX_TITLE]
    if len(text) < MIN_HITS:
        return Candidates(frozenset(), complete=True)
    keys, are_all = newest_alike(text, of_each=NEWEST_TITLES, limit=MAX_SIMILAR)
    public = scope.rows().filter(pk__in=keys).values_list("pk", flat=True) if keys else ()
    newest = frozenset(public)
    if are_all or len(newest) >= MIN_HITS:
        return Candidates(newest, complete=True)
    return Candidates(newest, complete=True) | _similar_titles_of_all(scope.rows(), text)


def _similar_titles_of_all(rows: Rows, text: str) -> Candidates:
    likeness = TrigramWordSimilarity(text, "folded_title")
    alike = rows.filter(folded_title__trigram_word_similar=text).annotate(likeness=likeness)
    most_alike = alike.order_by("-likeness", "-published_at")[:MAX_SIMILAR]
    try:
        keys = bounded_keys(most_alike, SIMILAR_TIMEOUT_MS)
        return Candidates(frozenset(keys), complete=True)
    except TooCostly:
        return Candidates(frozenset(), complete=False)
