"""The vocabulary of the site's own pages: how many have a word, and which words lie near to one.

Rebuilt now and then from a bounded part of the site, and stored in PostgreSQL: folded words, and
pairs of words that stand side by side in titles and summaries. Corrections use it.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from django.db import connection, transaction

from portal.kit.postgres.advisory import Lock
from portal.kit.postgres.copying import copy_rows
from portal.kit.text.distance import shortened
from portal.kit.text.keyboard import toned
from portal.kit.text.syllables import folded_form, split_tone, words
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kinds
from portal.search.kept import KeptAnswers
from portal.search.models import SearchTerm

# Of so many newest pages, and of so many of each kind, the words are known.
NEWEST: Final = 20_000
OF_EACH_KIND: Final = 1_000
MAX_WORDS: Final = 30_000
MAX_PAIRS: Final = 60_000
# Near words to look at for each that was typed.
MAX_NEAR: Final = 60
# Words and pairs, and words with all that lie near, that a process remembers: three megabytes.
MAX_KNOWN: Final = 5_000
MAX_KNOWN_NEAR: Final = 100
# Words that one begun word may become.
MAX_BEGINNING: Final = 20
_CHUNK: Final = 2_000

_WORDS: Final = """
SELECT word, ndoc FROM ts_stat(%s)
WHERE word ~ '^[a-z]{2,16}$' OR word ~ '^=[^0-9]{2,16}$'
"""
_NEAR: Final = """
SELECT typed.word, term.words, term.pages, term.shown
FROM unnest(%s::text[], %s::text[]) AS typed(word, short),
LATERAL (
    SELECT words, pages, shown FROM search_searchterm
    WHERE near && string_to_array(typed.short, ' ') ORDER BY pages DESC, words LIMIT %s
) AS term
"""


class Term(NamedTuple):
    """A folded word or pair of words, on how many of the pages it stands, and how it is written."""

    words: str
    pages: int
    shown: str


def refresh() -> int:
    """Rebuild the vocabulary from what is public now; return how many words and pairs."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.VOCABULARY])
        keys = _sample()
        rows = [*_word_rows(keys), *_pair_rows(keys)]
        SearchTerm.objects.all().delete()
        copy_rows(connection, SearchTerm._meta.db_table, ("words", "pages", "shown", "near"), rows)
        transaction.on_commit(_forget)
    return len(rows)


def known(terms: Collection[str]) -> dict[str, Term]:
    """Return those of the words and pairs that the site uses."""
    found = _kept_terms().look_up(terms, _known)
    return {words: term for words, term in found.items() if term is not None}


def _known(terms: list[str]) -> dict[str, Term | None]:
    rows = SearchTerm.objects.filter(words__in=terms).values_list("words", "pages", "shown")
    return dict.fromkeys(terms) | {row[0]: Term(*row) for row in rows}


def beginning(letters: str) -> list[str]:
    """Return the commonest words that begin so, at most as many as are worth asking for."""
    rows = SearchTerm.objects.filter(words__startswith=letters).exclude(words__contains=" ")
    return list(rows.order_by("-pages", "words").values_list("words", flat=True)[:MAX_BEGINNING])


def near(typed: Collection[str]) -> dict[str, list[Term]]:
    """Return for each word the common words that may be a few slips away."""
    found = _kept_near().look_up(typed, _near)
    return {word: terms for word, terms in found.items() if terms}


def _near(typed: list[str]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {word: [] for word in typed}
    with connection.cursor() as cursor:
        shorts = [" ".join(shortened(word)) for word in typed]
        cursor.execute(_NEAR, [typed, shorts, MAX_NEAR])
        for word, *term in cursor.fetchall():
            found[word].append(Term(*term))
    return found


@cache
def _kept_terms() -> KeptAnswers[Term | None]:
    return KeptAnswers(MAX_KNOWN)


@cache
def _kept_near() -> KeptAnswers[list[Term]]:
    return KeptAnswers(MAX_KNOWN_NEAR)


def _forget() -> None:
    """Look everything up anew; other processes do within minutes, or with the next publication."""
    _kept_terms.cache_clear()
    _kept_near.cache_clear()


def _sample() -> list[int]:
    """Return keys of the newest pages of all, and of each kind."""
    rows = Publication.objects.public().newest()
    keys = set(rows.values_list("pk", flat=True)[:NEWEST])
    for kind in kinds():
        keys.update(rows.filter(kind=kind).values_list("pk", flat=True)[:OF_EACH_KIND])
    return sorted(keys)


def _word_rows(keys: list[int]) -> Iterator[tuple[str, int, str, str]]:
    pages, written = _words(keys)
    for word, count in pages.most_common(MAX_WORDS):
        marked, times = max(
            written.get(word, {}).items(), key=lambda form: form[1], default=("", 0)
        )
        # Most pages have it without marks: then that is how it is written.
        plain = count - sum(written.get(word, {}).values())
        yield word, count, marked if times > plain else word, _array(shortened(word))


def _words(keys: list[int]) -> tuple[Counter[str], dict[str, dict[str, int]]]:
    """Return the number of pages of each folded word, and each way to write it with marks."""
    pages: Counter[str] = Counter()
    written: dict[str, dict[str, int]] = {}
    vectors = (
        f"SELECT search_vector FROM publishing_publication WHERE id = ANY('{{{_numbers(keys)}}}')"  # noqa: S608  # numbers only
    )
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [vectors])
        for lexeme, count in cursor.fetchall():
            if lexeme.startswith("="):
                letters, tone = split_tone(lexeme[1:])
                forms = written.setdefault(folded_form(lexeme[1:]), {})
                forms[toned(letters, tone)] = count
            else:
                pages[lexeme] = count
    return pages, written


def _pair_rows(keys: list[int]) -> Iterator[tuple[str, int, str, None]]:
    pairs: Counter[str] = Counter()
    for texts in _texts(keys):
        pairs.update({pair for text in texts for pair in _pairs(text)})
    for pair, count in pairs.most_common(MAX_PAIRS):
        yield pair, count, "", None


def _texts(keys: list[int]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(keys), _CHUNK):
        rows = Publication.objects.filter(pk__in=keys[start : start + _CHUNK]).order_by()
        yield from rows.values_list("title", "summary")


def _pairs(text: str) -> Iterator[str]:
    found = [folded_form(word) for word in words(text)]
    for first, second in itertools.pairwise(found):
        if len(first) <= 16 and len(second) <= 16:
            yield f"{first} {second}"


def _array(parts: Iterable[str]) -> str:
    """Return PostgreSQL's literal of an array of plain words."""
    return "{" + ",".join(parts) + "}"


def _numbers(keys: Iterable[int]) -> str:
    return ",".join(str(int(key)) for key in keys)
