"""Which pages may hold a wording: found by the database, in order, and never all at once."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from portal.accounts.models import User
from portal.kit.text.normalize import nfc
from portal.kit.typing import ModelField
from portal.media.richtext.fields import RichTextField
from portal.newsroom.replacing.fields import columns, parts
from portal.newsroom.replacing.wording import Wording
from portal.publishing.lookup import tsquery_of, with_words
from portal.publishing.models import Publication, State
from portal.publishing.models.access import limits_of
from portal.publishing.models.kinds import kinds
from portal.publishing.models.state import OPEN

# Withdrawn pages stay as they were.
SEARCHED = (State.PUBLISHED, *OPEN)
# Counted this far and no further.
MAX_COUNTED = 1_000
# The site's own index knows these fields of every kind.
_INDEXED = ("title", "summary", "body")


@dataclass(frozen=True, slots=True)
class Question:
    """What to replace, in which kinds and fields; of the sections that somebody works in."""

    wording: Wording
    kinds: tuple[str, ...]
    groups: frozenset[str]
    sections: tuple[int, ...] = ()


def question_for(
    user: User, wording: Wording, kinds: Collection[str], groups: Collection[str]
) -> Question:
    """Return a question within this person's reach."""
    return Question(wording, tuple(kinds), frozenset(groups), tuple(limits_of(user)))


def keys(question: Question, *, after: int = 0) -> QuerySet[Any, Any]:
    """Return the keys of pages that may hold the wording, in order.

    More may be named than hold it.
    """
    found = [each for kind in question.kinds for each in _branches(question, kinds()[kind], after)]
    if not found:
        return Publication.objects.none().values_list("pk", flat=True)
    return found[0].union(*found[1:]).order_by("key")


def count(question: Question) -> int:
    """Return how many pages may hold the wording; counted to a thousand and no further."""
    return len(keys(question)[: MAX_COUNTED + 1])


def _branches(question: Question, kind: type[Publication], after: int) -> list[QuerySet[Any, Any]]:
    of_page = Q(state__in=SEARCHED, pk__gt=after)
    if question.sections:
        of_page &= Q(section__in=question.sections)
    rows = kind.objects.filter(of_page)
    found = [with_words(rows, nfc(question.wording.find))] if _by_index(question) else []
    scanned = [
        field
        for field in columns(kind, question.groups)
        if not (_by_index(question) and field.name in _INDEXED)
    ]
    if scanned:
        found.append(rows.filter(_any_of(scanned, question.wording)))
    branches = [each.annotate(key=F("pk")).values_list("key", flat=True) for each in found]
    for name, fields in parts(kind, question.groups).items():
        relation: Any = kind._meta.get_field(name)
        owned = relation.related_model._base_manager.filter(_any_of(fields, question.wording))
        owner = relation.field.name
        owned = owned.filter(**{f"{owner}__in": rows.values("pk")})
        branches.append(owned.annotate(key=F(relation.field.attname)).values_list("key", flat=True))
    return branches


def _by_index(question: Question) -> bool:
    """Return whether the index of words finds it: whole words, in fields that the index knows."""
    words = question.wording.whole_words and bool(tsquery_of(nfc(question.wording.find)))
    return words and not question.groups.isdisjoint(_INDEXED)


def _any_of(fields: list[ModelField], wording: Wording) -> Q:
    """Rows of which one of the columns holds the wording, letters taken together or apart."""
    found = Q()
    for field in fields:
        pattern = Value(_pattern(wording, is_html=isinstance(field, RichTextField)))
        found |= Q(_Matches(_Composed(F(field.name)), pattern))
    return found


def _pattern(wording: Wording, *, is_html: bool) -> str:
    words = nfc(wording.find).split()
    if is_html:
        words = [escape(word, quote=False) for word in words]
    # Between words may be spaces that hold a line together, and tags.
    between = r"([[:space:]\u00a0]|<[^>]*>)+" if is_html else r"[[:space:]\u00a0]+"
    written = re.escape if wording.match_case else _in_any_case
    return between.join(map(written, words))


def _in_any_case(word: str) -> str:
    """Return a pattern of both cases of each letter: the database knows those of ASCII alone."""
    return "".join(
        f"[{letter.lower()}{letter.upper()}]" if _has_cases(letter) else re.escape(letter)
        for letter in word
    )


def _has_cases(letter: str) -> bool:
    return len({letter.lower(), letter.upper()}) == 2 == len(letter.lower() + letter.upper())


class _Composed(Func):
    function = "normalize"
    template = "%(function)s(%(expressions)s, NFC)"
    output_field = TextField()


class _Matches(Func):
    template = "%(expressions)s"
    arg_joiner = " ~ "
    output_field = BooleanField()
