"""The site's search: one question to all that is public, the best answers first."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils.safestring import SafeString

from portal.kit.text.html import plain_text
from portal.kit.text.normalize import fold
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kind_named
from portal.publishing.quotes import numbers_today
from portal.search.candidates import Candidates
from portal.search.corrections import Correction
from portal.search.facets import Facets, facets_of
from portal.search.file_texts import InFile, texts_of
from portal.search.found_files import FoundFiles
from portal.search.models import AnsweredBy
from portal.search.passes import Found, found_for
from portal.search.picked import picked_for, short_forms
from portal.search.query import Query, parse_query
from portal.search.ranking import contenders, order_of, with_nearness
from portal.search.scope import Scope, pages_of
from portal.search.snippets import Marker

PAGE_SIZE: Final = 20
# Of a very long page the snippet looks at the beginning only.
MAX_HTML: Final = 60_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication that was found, with its title and a piece of its text, hits marked."""

    publication: Publication
    title: SafeString
    snippet: SafeString
    is_picked: bool = False
    # Whose words these are, where only a file of the page has them.
    in_file: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """One page of answers; `total` is exact where `complete`, else there are more.

    `query` is what the hits match; if it differs from `typed`, `answer` says why.
    """

    typed: Query
    query: Query
    hits: list[Hit] = field(default_factory=list)
    number: int = 1
    total: int = 0
    # So many of them have all the words; the others have most, and mostly come after them.
    full: int = 0
    full_first: bool = True
    # Of so many a file has what was typed: they stand first where no page says it itself.
    in_files: int = 0
    all_in_files: bool = True
    complete: bool = True
    without_marks: bool = False
    answer: AnsweredBy = AnsweredBy.AS_TYPED
    correction: Correction | None = None
    facets: Facets = field(default_factory=Facets)
    picked: int = 0
    # The first so many of these were picked for what was typed, and not for the correction.
    picked_as_typed: int = 0

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total - self.picked

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def lacks_words(self) -> bool:
        """Return whether pages follow that have only most of the words."""
        return self.full_first and 0 < self.full < self.total - self.picked

    @property
    def followed(self) -> str:
        """Return the words that new pages like these have; "" where these do not have them all."""
        if self.answer in (AnsweredBy.MOST_WORDS, AnsweredBy.TITLES):
            return ""
        return fold(self.query.text) if self.without_marks else self.query.text

    @property
    def only_in_files(self) -> bool:
        """Return whether files alone have what was typed, and pages follow that do not."""
        return bool(self.answer) and 0 < self.in_files < self.total - self.picked


def search(
    query: str,
    *,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    page: int = 1,
    language: str | None = "vi",
) -> Results:
    """Return public pages that answer the query: any text is taken, the cost is bounded.

    Words typed with marks are sought with these; where that finds few, without, then as they were
    probably meant, then most of them. A page beyond the last has no hits. With `language=None`
    all languages are searched.
    """
    table = short_forms()
    typed = parse_query(query, table)
    if not typed:
        return Results(typed, typed)
    scope = Scope(kind or None, since, until, language or None)
    found = found_for(scope, typed, table)
    picked, picked_as_typed = picked_for(scope, typed, found.query, table)
    found = _without(found, picked)
    start = (page - 1) * PAGE_SIZE
    full = len(found.full)
    # Exact as far as pages are shown, and as far as those with all words reach where others follow.
    most = max(start + PAGE_SIZE, full if full < len(found.pages.keys) else 0)
    near = contenders(found.scores, found.pages.keys, most)
    scored = with_nearness(found.scores, near, found.query)
    order = order_of(scope, found.pages.keys, scored)
    full_first = found.full.issuperset(order[:full])
    files = FoundFiles.of(scope, typed, found, picked)
    order = files.among(order, found.full)
    complete = found.pages.complete and files.complete
    beside = {page.pk: page for page in picked} | files.first | files.after
    shown = pages_of(order[start : start + PAGE_SIZE] if start >= 0 else [])
    hits = _hits(picked if page == 1 else [], shown, found.query)
    hits = _with_files(hits, files, typed=typed, sought=found.query)
    return Results(
        typed, found.query, hits, page, len(order) + len(picked), full + len(files.after),
        full_first and not files.first, files.of_typed,
        files.all_typed, complete, found.without_marks, found.answer, found.correction,
        facets_of(scope, found.pages, found.scores, beside, exact=complete),
        len(picked), picked_as_typed,
    )  # fmt: skip


def _without(found: Found, picked: list[Publication]) -> Found:
    """Return what was found, without the picked pages."""
    above = {page.pk for page in picked} & found.pages.keys
    if not above:
        return found
    pages = Candidates(found.pages.keys - above, found.pages.complete)
    return replace(found, pages=pages, full=found.full - above)


def _hits(picked: list[Publication], shown: list[Publication], sought: Query) -> list[Hit]:
    rows = [*picked, *shown]
    below = _beside_bodies(rows)
    texts = [f"{row.body[:MAX_HTML]}\n{below.get(row.pk, '')[:MAX_HTML]}" for row in rows]
    marker = Marker(sought)
    for row in rows:
        del row.body  # Answers are kept, and none shows more of it than its snippet.
    return [
        _hit(row, text, marker, is_picked=at < len(picked))
        for at, (row, text) in enumerate(zip(rows, numbers_today(texts), strict=True))
    ]


def _beside_bodies(rows: list[Publication]) -> dict[int, str]:
    """Return what readers see beside the bodies, by page; a query for each kind that has some."""
    of_kinds: dict[str, list[int]] = {}
    for row in rows:
        of_kinds.setdefault(row.kind, []).append(row.pk)
    found: dict[int, str] = {}
    for kind, keys in of_kinds.items():
        found |= kind_named(kind).beside_body(keys)
    return found


def _with_files(hits: list[Hit], files: FoundFiles, *, typed: Query, sought: Query) -> list[Hit]:
    """Return the hits with what files say, where they were found by that."""
    of_typed, of_sought = Marker(typed), Marker(sought)
    marked = dict.fromkeys(files.first, of_typed) | dict.fromkeys(files.after, of_sought)
    in_files = files.first | files.after
    keys = [hit.publication.pk for hit in hits]
    texts = texts_of(in_files[key] for key in keys if key in in_files)
    return [
        _with_file(hit, in_files[key], texts, marked[key]) if key in in_files else hit
        for key, hit in zip(keys, hits, strict=True)
    ]


def _with_file(hit: Hit, file: InFile, texts: dict[str, str], marker: Marker) -> Hit:
    # All of it is looked through: it was found by words that may stand on its last page.
    text = texts.get(file.file, "")
    return replace(hit, snippet=marker.snippet(text, most=len(text)), in_file=file.name)


def _hit(row: Publication, text: str, marker: Marker, *, is_picked: bool) -> Hit:
    shown = f"{row.summary} {plain_text(text)}".strip()
    return Hit(row, marker.highlight(row.title), marker.snippet(shown), is_picked)
