"""The site's search: one question to all that is public, the best answers first."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.publishing.models import Publication
from portal.publishing.quotes import numbers_today
from portal.search.abbreviations import Abbreviations
from portal.search.candidates import (
    Candidates,
    Rows,
    TooCostly,
    bounded_cost,
    candidates,
    period_tsquery,
    stretches,
)
from portal.search.models import Abbreviation
from portal.search.query import Query, parse_query
from portal.search.snippets import highlight, snippet
from portal.text.html import plain_text

PAGE_SIZE: Final = 20
# With fewer hits than this for the words as they were typed, other marks are tried too.
FEW: Final = 5
# Of a very long page the snippet looks at the beginning only.
MAX_HTML: Final = 60_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication that was found, with its title and a piece of its text, hits marked."""

    publication: Publication
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of answers; `total` is exact where `complete`, else there are more."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    number: int = 1
    total: int = 0
    complete: bool = True
    without_marks: bool = False

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def search(
    query: str,
    *,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    page: int = 1,
    language: str | None = "vi",
) -> Results:
    """What is public and answers the query: any text is taken, the cost is bounded.

    Words typed with marks are sought with these; where that finds few, without. A page beyond
    the last has no hits. With `language=None` all languages are searched.
    """
    asked = parse_query(query, Abbreviations.of(Abbreviation.objects.values_list("short", "long")))
    if not asked:
        return Results(asked)
    rows = _rows(kind, since, until, language)
    found, without_marks = _found(rows, asked, _bounds(kind, since, until, language))
    shown = _ranked(rows, found, asked, page)
    bodies = numbers_today([row.body[:MAX_HTML] for row in shown])
    hits = [_hit(row, body, asked) for row, body in zip(shown, bodies, strict=True)]
    return Results(asked, hits, page, len(found.keys), found.complete, without_marks)


def _rows(kind: str | None, since: date | None, until: date | None, language: str | None) -> Rows:
    rows: Rows = Publication.objects.public()
    if kind:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    zone = timezone.get_current_timezone()
    if since:
        rows = rows.filter(published_at__gte=datetime.combine(since, time.min, zone))
    if until:
        rows = rows.filter(published_at__lte=datetime.combine(until, time.max, zone))
    return rows


def _bounds(kind: str | None, since: date | None, until: date | None, language: str | None) -> str:
    """What the index itself knows of the filters, so that a common word costs little with them."""
    bounds = [f"'k:{kind}'"] if kind and kind.isalnum() else []
    if language == "en":
        bounds.append("'l:en'")
    if since:
        today = timezone.localdate()
        bounds.append(period_tsquery(since, max(since, min(until or today, today))))
    return "".join(f" & {bound}" for bound in bounds)


def _found(rows: Rows, asked: Query, bounds: str) -> tuple[Candidates, bool]:
    """Candidates, and whether they are there only because marks were left out of account."""
    periods, titled = stretches(rows), asked.title_tsquery()
    found = candidates(rows, asked.tsquery(exact=True) + bounds, titled, periods)
    # Few and not complete: time ran out, and the looser question would cost more.
    if len(found.keys) >= FEW or not found.complete or not asked.has_marks:
        return found, False
    folded = candidates(rows, asked.tsquery(exact=False) + bounds, titled, periods)
    return found | folded, not found.keys and bool(folded.keys)


def _ranked(rows: Rows, found: Candidates, asked: Query, page: int) -> list[Publication]:
    start = (page - 1) * PAGE_SIZE
    if not 0 <= start < len(found.keys):
        return []
    rows = rows.filter(pk__in=sorted(found.keys))
    best = rows.annotate(score=_score(asked)).order_by("-score", "-published_at", "-pk")
    try:
        with bounded_cost():
            return list(best[start : start + PAGE_SIZE])
    except TooCostly:
        return list(rows.newest()[start : start + PAGE_SIZE])


def _score(asked: Query) -> RawSQL:
    """How well a row answers: below 1 for where the words stand, and what each bonus adds.

    The words with their own marks outweigh everything, so that "hội" never stands below "hỏi".
    """
    titles = asked.title_clauses()
    vector = '"portal_publication"."search_vector"'
    title_length = 'length("portal_publication"."title")'
    parts: list[tuple[str, list[object]]] = [
        (f"ts_rank_cd('{{0.1,0.2,0.4,1}}', {vector}, %s::tsquery, 33)",
         [asked.tsquery(exact=False)]),
        (f"3 * ({vector} @@ %s::tsquery)::int", [asked.tsquery(exact=True)]),
        # All words in the title; the nearer it is to the question, the more.
        (f"({vector} @@ %s::tsquery)::int * (1 + 0.5 * least(1, %s::float / {title_length}))",
         [asked.title_tsquery(), len(asked.text)]),
    ]  # fmt: skip
    if len(titles) > 1:
        share = " + ".join([f"({vector} @@ %s::tsquery)::int"] * len(titles))
        parts.append((f"0.5 * ({share}) / {len(titles)}.0", [*titles]))
    if len(asked.words) > 1:
        parts.append((f"0.5 * ({vector} @@ %s::tsquery)::int", [asked.phrase_tsquery()]))
        parts.append((f"0.8 * ({vector} @@ %s::tsquery)::int", [asked.phrase_tsquery(weight="A")]))
    if number := asked.number_tsquery():
        # The document that has the number before those that name it.
        parts.append((f"4 * ({vector} @@ %s::tsquery)::int", [number]))
    sql = " + ".join(part for part, _ in parts)
    params = [param for _, given in parts for param in given]
    # Only the text above is SQL; what was asked goes in as parameters.
    return RawSQL(sql, params, output_field=models.FloatField())  # noqa: S611


def _hit(row: Publication, body: str, asked: Query) -> Hit:
    text = f"{row.summary} {plain_text(body)}".strip()
    return Hit(row, highlight(row.title, asked), snippet(text, asked))
