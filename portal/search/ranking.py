"""Ranks the pages found: by the words of their titles, and by where the others stand.

PostgreSQL says in one pass over each row's vector which words of the question it has and where;
titles are compared in Python, word by word, with their marks and in their order.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from math import inf, log
from typing import Any, Final, NamedTuple

from django.utils.translation import get_language

from portal.publishing.languages import ENGLISH
from portal.publishing.models import EnglishVersion
from portal.search import vocabulary
from portal.search.abbreviations import folded_words
from portal.search.candidates import TooCostly, bounded_rows
from portal.search.likeness import Matcher
from portal.search.query import Clause, Query, Weights
from portal.search.scope import Scope

# A word on every page of the vocabulary's newest ones weighs next to nothing.
_PAGES: Final = vocabulary.NEWEST
# Of two words nothing is left out, and both are asked: how rare they are decides nothing.
_FEW: Final = 3
# What a word is worth by where it stands; that of a title is 1, less where its marks differ.
_SUMMARY, _SUMMARY_FOLDED, _TEXT, _TEXT_FOLDED = 0.5, 0.4, 0.35, 0.2
_TITLE_UNSEEN: Final = 0.9
# What the whole question adds: the words in order, a title that says no more, one that begins so,
# all in the title, all anywhere, all with their marks, these side by side, near to each other,
# letters alike, the number of a document.
_ORDER, _CLOSE, _BEGIN, _TITLE, _ALL, _EXACT, _PHRASE, _NEAR, _ALIKE, _NUMBER = (
    0.6, 0.4, 0.3, 0.5, 0.3, 0.2, 0.5, 0.3, 0.6, 4.0,
)  # fmt: skip

# What is in English stands behind what has the words in the reader's own language.
_OTHER_LANGUAGE: Final = 0.25

_IN_TEXT, _IN_SUMMARY, _IN_TITLE, _EXACT_IN_TEXT, _EXACT_IN_SUMMARY = 1, 2, 4, 8, 16
# Unpacked once for all conditions: what stands in an array is, and each reads it where it is.
_SCORED: Final = """
SELECT page.id, page.kind, page.title, page.published_at, ARRAY[{words}]::int[],
    ({phrase} * (vector[1] @@ %s::tsquery)::int
    + {number} * (vector[1] @@ %s::tsquery)::int)::float8,
    {alike}
FROM publishing_publication AS page,
LATERAL (SELECT ARRAY[page.search_vector] AS vector OFFSET 0) AS unpacked
WHERE page.id = ANY(%s)
"""
# Twice as much as all else costs how near to each other the words stand: asked of few pages.
_NEARNESS: Final = """
SELECT page.id, ts_rank_cd('{0.1,0.2,0.4,1}', page.search_vector, %s::tsquery, 33)
FROM publishing_publication AS page
WHERE page.id = ANY(%s)
"""
# What is not in the text is not in the title: each question is asked where the one before says yes.
_IN: Final = "CASE WHEN vector[1] @@ %s::tsquery THEN {then} ELSE 0 END"
# Typed without marks, a word is there as it was typed wherever it is.
_PLAIN: Final = _IN.format(
    then=f"{_IN_TEXT | _EXACT_IN_TEXT} + "
    + _IN.format(
        then=f"{_IN_SUMMARY | _EXACT_IN_SUMMARY} + " + _IN.format(then=_IN_TITLE),
    )
)
_MARKED: Final = _IN.format(
    then=f"{_IN_TEXT} + "
    + _IN.format(then=f"{_IN_SUMMARY} + " + _IN.format(then=_IN_TITLE))
    + " + "
    + _IN.format(then=f"{_EXACT_IN_TEXT} + " + _IN.format(then=_EXACT_IN_SUMMARY))
)


def _word(clause: Clause) -> tuple[str, list[str]]:
    """Return the sum of the places of a clause in a vector, and its parameters."""
    plain = [clause.tsquery(exact=False, fields=fields) for fields in ("", "AB", "A")]
    marked = [clause.tsquery(exact=True, fields=fields) for fields in ("", "AB")]
    return (_PLAIN, plain) if marked[0] == plain[0] else (_MARKED, plain + marked)


class Score(NamedTuple):
    """How well a page answers; settled where title and summary have all that was asked.

    `nearness`, up to `_NEAR`, is asked of those pages only whose rank hangs on it.
    """

    base: float
    kind: str
    published_at: datetime
    settled: bool
    nearness: float | None = None

    @property
    def value(self) -> float:
        return self.base + (self.nearness or 0.0)

    @property
    def key(self) -> tuple[float, datetime]:
        return self.value, self.published_at


def weights_of(*queries: Query) -> Weights:
    """Return how much each clause says: the rarer its words on this site, the more."""
    clauses = {clause for query in queries for clause in query.clauses}
    if len(clauses) < _FEW:
        return Weights(dict.fromkeys(clauses, 1.0))
    folded = {
        word for clause in clauses for form in clause.forms for word in folded_words(form.words)
    }
    known = vocabulary.known(folded)
    rarity = {
        word: log(1 + _PAGES / (1 + min(known[word].pages if word in known else 0, _PAGES)))
        for word in folded
    }
    of_clause = {
        # The longest form, so that a short form and what it stands for weigh the same.
        clause: max(sum(rarity[word] for word in folded_words(form.words)) for form in clause.forms)
        for clause in clauses
    }
    unused = {
        clause
        for clause in clauses
        if known and all(known.keys().isdisjoint(folded_words(form.words)) for form in clause.forms)
    }
    return Weights(of_clause, frozenset(unused))


def scores(
    keys: Collection[int], query: Query, weights: Weights, *, alike: bool = False
) -> dict[int, Score]:
    """Return how well each page answers the question; nothing where that takes too long."""
    if not keys:
        return {}
    try:
        rows = bounded_rows(*_statement(sorted(keys), query, alike=alike))
    except TooCostly:
        return {}
    scorer = _Scorer(query, weights)
    return {key: scorer.score(*row) for key, *row in rows}


def _statement(keys: list[int], query: Query, *, alike: bool) -> tuple[str, list[Any]]:
    words = [_word(clause) for clause in query.clauses]
    parameters: list[Any] = [plain for _, each in words for plain in each]
    number = query.number_tsquery()
    phrase = query.phrase_tsquery(exact=True)
    parameters += [phrase, number or "'#'"]
    text = query.folded_text()
    if alike:
        parameters += [text, text]
    return (
        _SCORED.format(
            words=", ".join(sql for sql, _ in words),
            phrase=_PHRASE,
            number=_NUMBER,
            alike="similarity(page.folded_title, %s) + word_similarity(%s, page.folded_title)"
            if alike
            else "0",
        ),
        [*parameters, keys],
    )


def with_nearness(
    scored: Mapping[int, Score], keys: Iterable[int], query: Query
) -> Mapping[int, Score]:
    """Return the scores, those of the keys with how near to each other the words stand."""
    new = [key for key in keys if scored[key].nearness is None]
    if not new:
        return scored
    try:
        rows = bounded_rows(_NEARNESS, [query.ranking_tsquery(), new])
    except TooCostly:
        return scored
    return {**scored, **{key: scored[key]._replace(nearness=_NEAR * near) for key, near in rows}}


def contenders(scored: Mapping[int, Score], keys: frozenset[int], most: int) -> list[int]:
    """Return all of the keys that may be among the first so many: no other has the nearness."""
    values = sorted((scored[key].base for key in keys if key in scored), reverse=True)
    least = values[most - 1] - _NEAR if len(values) > most > 0 else -inf
    return [key for key in sorted(keys & scored.keys()) if scored[key].base >= least]


def undecided(scored: Mapping[int, Score], value: float) -> list[int]:
    """Return the pages of which the nearness decides whether one is worth more than this."""
    if any(score.value > value for score in scored.values()):
        return []
    return [key for key, score in scored.items() if score.base > value - _NEAR]


class _Scorer:
    """Scores the pages of one question."""

    def __init__(self, query: Query, weights: Weights) -> None:
        self._matcher = Matcher(query, weights)
        self._clauses = [(weights.of[clause], clause.is_filler) for clause in query.clauses]
        self._best = 0.0
        for weight, _ in self._clauses:
            self._best += weight
        self._is_english = get_language() == ENGLISH

    def score(
        self, kind: str, title: str, day: datetime, places: list[int], extra: float, like: float
    ) -> Score:
        """Return the score of a row of the statement above."""
        match = self._matcher.match(title)
        worth = in_title = 0.0
        # What each place says of all words that have to be there.
        everywhere, in_full = -1, True
        for (weight, is_filler), found, there in zip(
            self._clauses, places, match.clauses, strict=True
        ):
            seen = there.quality or (_TITLE_UNSEEN if found & _IN_TITLE else 0.0)
            elsewhere = _ELSEWHERE[found]
            worth += weight * (seen if seen > elsewhere else elsewhere)
            in_title += weight * seen
            if not is_filler:
                everywhere &= found
                in_full &= bool(seen)
        best = self._best
        share = in_title / best if best else 0.0
        value = (
            (worth / best if best else 0.0)
            + _ORDER * match.in_order
            + _CLOSE * match.closeness * share
            + _BEGIN * match.begins * in_full
            + _TITLE * share * in_full
            + _ALL * bool(everywhere & _IN_TEXT)
            + _EXACT * bool(everywhere & _EXACT_IN_TEXT)
            + extra
            + _ALIKE * like / 2
        )
        if kind == EnglishVersion.KIND and not self._is_english:
            value *= _OTHER_LANGUAGE
        return Score(value, kind, day, bool(everywhere & _EXACT_IN_SUMMARY))


def _elsewhere(found: int) -> float:
    if found & _IN_SUMMARY:
        return _SUMMARY if found & _EXACT_IN_SUMMARY else _SUMMARY_FOLDED
    if found & _IN_TEXT:
        return _TEXT if found & _EXACT_IN_TEXT else _TEXT_FOLDED
    return 0.0


# By all sums of places that there are.
_ELSEWHERE: Final = tuple(map(_elsewhere, range(2 * _EXACT_IN_SUMMARY)))


def order_of(scope: Scope, keys: frozenset[int], scored: Mapping[int, Score]) -> list[int]:
    """Return the pages by rank; by day if ranking took too long."""
    if not keys.isdisjoint(scored):
        known = keys & scored.keys()
        return sorted(known, key=lambda key: (scored[key].key, key), reverse=True)
    return list(scope.rows().filter(pk__in=sorted(keys)).newest().values_list("pk", flat=True))
