"""Ranks the pages found."""

from typing import Final

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models.expressions import RawSQL

from portal.publishing.models import Publication
from portal.search.candidates import Rows, TooCostly, bounded_cost
from portal.search.models import AnsweredBy
from portal.search.passes import Found
from portal.search.query import Query

_VECTOR: Final = '"publishing_publication"."search_vector"'
_TITLE_LENGTH: Final = 'length("publishing_publication"."title")'

type Parts = list[tuple[str, list[object]]]


def ranked(rows: Rows, found: Found, start: int, end: int) -> list[Publication]:
    """Return the pages from `start` to `end` by rank; by day if ranking takes too long."""
    if not 0 <= start < len(found.pages.keys):
        return []
    rows = rows.filter(pk__in=sorted(found.pages.keys))
    best = rows.annotate(score=_score_of(found)).order_by("-score", "-published_at", "-pk")
    try:
        with bounded_cost():
            return list(best[start:end])
    except TooCostly:
        return list(rows.newest()[start:end])


def _score_of(found: Found) -> models.Func | RawSQL:
    if found.answer is AnsweredBy.TITLES:
        return TrigramWordSimilarity(found.query.folded_text(), "folded_title")
    parts = _parts(found.query)
    if found.full < len(found.pages.keys):
        parts += _parts_of_most(found.query)
    sql = " + ".join(part for part, _ in parts)
    params = [param for _, given in parts for param in given]
    # Only the text of the parts is SQL; what was asked goes in as parameters.
    return RawSQL(sql, params, output_field=models.FloatField())  # noqa: S611  # parameters


def _parts(query: Query) -> Parts:
    """Return how well a row answers: below 1 for where the words stand, and what each bonus adds.

    The words with their own marks outweigh everything, so that "hội" never stands below "hỏi".
    """
    titles, typed = query.title_clauses(), query.words
    parts: Parts = [
        (f"ts_rank_cd('{{0.1,0.2,0.4,1}}', {_VECTOR}, %s::tsquery, 33)",
         [query.tsquery(exact=False)]),
        (f"3 * ({_VECTOR} @@ %s::tsquery)::int", [query.tsquery(exact=True)]),
        # All words in the title; the nearer it is to the question, the more. Signs between the
        # words do not count: "Bưu chính, Viễn thông" is asked as "Bưu chính Viễn thông" is.
        (f"({_VECTOR} @@ %s::tsquery)::int * (1 + 0.5 * least(1, %s::float / {_TITLE_LENGTH}))",
         [query.title_tsquery(), len(" ".join(typed))]),
    ]  # fmt: skip
    if len(titles) > 1:
        parts.append((f"0.5 * ({_share(len(titles))})", [*titles]))
    if len(typed) > 1:
        parts.append((f"0.5 * ({_VECTOR} @@ %s::tsquery)::int", [query.phrase_tsquery()]))
        parts.append((f"0.8 * ({_VECTOR} @@ %s::tsquery)::int", [query.phrase_tsquery(weight="A")]))
    if number := query.number_tsquery():
        # The document that has the number before those that name it.
        parts.append((f"4 * ({_VECTOR} @@ %s::tsquery)::int", [number]))
    return parts


def _parts_of_most(query: Query) -> Parts:
    """Return the parts of the rank of pages that lack words: how many they have, and where."""
    clauses = [clause.tsquery(exact=False) for clause in query.needed]
    return [
        (f"9 * ({_VECTOR} @@ %s::tsquery)::int", [query.tsquery(exact=False)]),
        (f"2 * ({_share(len(clauses))})", [*clauses]),
        (f"ts_rank_cd('{{0.1,0.2,0.4,1}}', {_VECTOR}, %s::tsquery, 33)", [query.any_tsquery()]),
    ]


def _share(count: int) -> str:
    """Return how much of so many questions a row answers, between 0 and 1."""
    met = " + ".join([f"({_VECTOR} @@ %s::tsquery)::int"] * count)
    return f"({met}) / {count}.0"
