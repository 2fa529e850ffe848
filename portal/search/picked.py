"""What the staff has written for the search: short forms, and pages that come first for words.

Both are read once for each generation, and compared in memory.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from django.utils import timezone

from portal.publishing.models import Publication
from portal.search.abbreviations import Abbreviations, folded_words
from portal.search.kept import Kept
from portal.search.models import Abbreviation, PickedResult
from portal.search.query import Query, parse_query
from portal.search.scope import Scope


class _Pick(NamedTuple):
    # Its words as the staff wrote them, and with all short forms in full.
    keys: frozenset[str]
    page: int
    ends_on: date | None


def short_forms() -> Abbreviations:
    """Return the table of short forms and what they stand for."""
    return _kept_forms().get(
        "", lambda: Abbreviations.of(Abbreviation.objects.values_list("short", "long"))
    )


def picked_for(
    scope: Scope, typed: Query, sought: Query, table: Abbreviations
) -> tuple[list[Publication], int]:
    """Return public pages picked for exactly these words, and how many for those that were typed.

    These stand first, and both in the order that the staff gave them.
    """
    # A table that was read before the public saw another is one of its own.
    # It is kept with its picks: else the next one might lie where it lay, and be taken for it.
    _table, picks = _kept_picks().get(id(table), lambda: (table, _picks(table)))
    as_typed = _order(picks, typed)
    order = list(dict.fromkeys([*as_typed, *_order(picks, sought)]))
    if not order:
        return [], 0
    pages = scope.rows().in_bulk(order)
    return [pages[key] for key in order if key in pages], len(pages.keys() & set(as_typed))


def _order(picks: list[_Pick], question: Query) -> list[int]:
    keys, today = set(_ways(question)), timezone.localdate()
    return [
        pick.page
        for pick in picks
        if pick.keys & keys and (pick.ends_on is None or pick.ends_on >= today)
    ]


def _picks(table: Abbreviations) -> list[_Pick]:
    rows = PickedResult.objects.on(timezone.localdate()).order_by("position", "pk")
    return [
        _Pick(frozenset({key, *_ways(parse_query(words, table))[-1:]}), page, ends_on)
        for key, words, page, ends_on in rows.values_list("key", "words", "page", "ends_on")
    ]


@cache
def _kept_picks() -> Kept[tuple[Abbreviations, list[_Pick]]]:
    return Kept(most=2)


@cache
def _kept_forms() -> Kept[Abbreviations]:
    return Kept()


def _ways(question: Query) -> list[str]:
    """Return the words as they are compared: as typed, all short, and all in full."""
    if not question:
        return []
    forms = [[folded_words(form.words) for form in clause.forms] for clause in question.clauses]
    ways = [
        [of[0] for of in forms],
        [min(of, key=len) for of in forms],
        [max(of, key=len) for of in forms],
    ]
    return [" ".join(word for form in way for word in form) for way in ways]
