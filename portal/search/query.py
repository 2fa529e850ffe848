"""Parses what a reader typed: words, phrases, and abbreviations with their meaning."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from portal.kit.text.normalize import visible
from portal.kit.text.syllables import syllable, words
from portal.kit.text.vectors import lexemes, number_mark
from portal.search.abbreviations import Abbreviations, Words, folded_words

MAX_CHARACTERS: Final = 200
MAX_WORDS: Final = 16
# A short form with more meanings than this is no help.
MAX_MEANINGS: Final = 4
# "Most of the words" looks at so many of them, so that what the index is asked stays short.
MAX_CLAUSES: Final = 8
_CONTENT_WORDS: Final = 2

_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
# A number of a document, a date, KT-XH: words joined without a space are meant as they stand.
_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|(?P<run>[^\W_]+(?:[-–/.:&+\u0300-\u036f]*[^\W_])*)'
)


@dataclass(frozen=True, slots=True)
class Form:
    """Words that are sought side by side where they are a phrase, else anywhere."""

    words: Words
    phrase: bool = False

    def tsquery(self, *, exact: bool, mark: str = "", fields: str = "") -> str:
        found = [_lexeme(word, exact=exact, mark=mark) for word in self.words]
        if fields:
            found = [f"{lexeme}:{fields}" for lexeme in found]
        if len(found) == 1:
            return found[0]
        # Title lexemes have no places, so that a phrase there is asked word by word.
        return f"({(' <-> ' if self.phrase and not mark else ' & ').join(found)})"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that must be found, in any of its forms; the first form is what was typed."""

    forms: tuple[Form, ...]
    # A word that says nothing by itself, beside others that do: it ranks, and need not be found.
    is_filler: bool = False

    def tsquery(self, *, exact: bool, mark: str = "", fields: str = "") -> str:
        forms = [form.tsquery(exact=exact, mark=mark, fields=fields) for form in self.forms]
        return forms[0] if len(forms) == 1 else f"({' | '.join(forms)})"

    def phrase_tsquery(self, *, exact: bool) -> str:
        """Return the query to rank by: the same for a short form and for the long one."""
        forms = (replace(form, phrase=True).tsquery(exact=exact) for form in self.forms)
        return f"({' | '.join(sorted(forms))})"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each clause says, and which of them the site does not use at all."""

    of: Mapping[Clause, float]
    unused: frozenset[Clause] = frozenset()

    def __or__(self, other: "Weights") -> "Weights":
        return Weights({**self.of, **other.of}, self.unused | other.unused)


@dataclass(frozen=True, slots=True)
class Query:
    """A question in a form that PostgreSQL and the snippets understand."""

    text: str
    clauses: tuple[Clause, ...]
    was_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses)

    @property
    def has_marks(self) -> bool:
        """Return whether the exact question differs from the folded one."""
        return self.tsquery(exact=True) != self.tsquery(exact=False)

    @property
    def has_phrases(self) -> bool:
        """Return whether words must stand side by side, which titles are not asked for."""
        return any(
            form.phrase and len(form.words) > 1 for clause in self.needed for form in clause.forms
        )

    @property
    def needed(self) -> tuple[Clause, ...]:
        """Return what must be found: all but words such as "và" and "của"."""
        return tuple(clause for clause in self.clauses if not clause.is_filler)

    @property
    def words(self) -> Words:
        """Return the words as they were typed, in order."""
        return tuple(word for clause in self.clauses for word in clause.forms[0].words)

    def folded_text(self) -> str:
        """Return the words as titles are compared, with a space between."""
        return " ".join(folded_words(self.words))

    def number_tsquery(self) -> str:
        """Return the query for the document number that was typed, or ""."""
        typed = self.words
        first = next((at for at, word in enumerate(typed) if word[:1].isdigit()), None)
        return "" if first is None else f"'{number_mark(typed[first:])}'"

    def tsquery(self, *, exact: bool) -> str:
        """Return the query on all that is indexed of a publication."""
        return " & ".join(clause.tsquery(exact=exact) for clause in self.needed)

    def most_tsquery(self, weights: Weights, *, mark: str = "") -> str:
        """Return the query for most of what must be found; "" if that would say next to nothing.

        Of many words the rarest are asked: they say most, and cost the index least.
        """
        used = [clause for clause in self.needed if clause not in weights.unused]
        needed = sorted(used, key=lambda clause: -weights.of[clause])[:MAX_CLAUSES]
        left_out = 0 if len(needed) < 3 else 1 if len(needed) < 6 else 2
        if len(self.needed) < 3 or len(needed) < 2:
            return ""
        return _all_but([clause.tsquery(exact=False, mark=mark) for clause in needed], left_out)

    def title_tsquery(self) -> str:
        """Return the query on the title alone; it needs nothing but the index."""
        return " & ".join(clause.tsquery(exact=False, mark="^") for clause in self.needed)

    def title_phrase_tsquery(self) -> str:
        """Return the query for titles that have all words side by side, whatever their marks."""
        phrase = " <-> ".join(clause.tsquery(exact=False, fields="A") for clause in self.needed)
        return f"{self.title_tsquery()} & ({phrase})"

    def phrase_tsquery(self, *, exact: bool) -> str:
        """Return the query for all words side by side."""
        return " <-> ".join(clause.phrase_tsquery(exact=exact) for clause in self.clauses)

    def ranking_tsquery(self) -> str:
        """Return the query for any of the words: to rank by how near to each other they stand."""
        return " | ".join(clause.phrase_tsquery(exact=False) for clause in self.needed)


def parse_query(typed: str, abbreviations: Abbreviations | None = None) -> Query:
    """Return what was typed, as a query; of long ones the first 200 characters and 16 words."""
    line = " ".join(visible(typed[: 4 * MAX_CHARACTERS]).split())
    text = "".join(char for char in line[:MAX_CHARACTERS] if char.isprintable())
    pieces, too_many = _pieces(text.translate(_QUOTES))
    clauses = _with_fillers(_clauses(pieces, abbreviations or Abbreviations.of(())), pieces)
    return Query(text, tuple(clauses), too_many or len(line) > MAX_CHARACTERS)


@dataclass(frozen=True, slots=True)
class _Piece:
    words: Words
    quoted: bool


def _pieces(text: str) -> tuple[list[_Piece], bool]:
    """Return the phrases and runs of a text with 16 words at most, and whether there were more."""
    pieces: list[_Piece] = []
    left = MAX_WORDS
    for match in _PIECE.finditer(text):
        quoted = match["quoted"]
        found = tuple(words(match["run"] if quoted is None else quoted))
        if found[:left]:
            pieces.append(_Piece(found[:left], quoted is not None))
        if len(found) > left:
            return pieces, True
        left -= len(found)
    return pieces, False


def _clauses(pieces: list[_Piece], abbreviations: Abbreviations) -> list[Clause]:
    clauses: list[Clause] = []
    at = 0
    while at < len(pieces):
        clause, taken = _expanded(pieces[at:], abbreviations)
        clauses.append(clause or Clause((Form(pieces[at].words, phrase=True),)))
        at += taken
    return clauses


def _with_fillers(clauses: list[Clause], pieces: list[_Piece]) -> list[Clause]:
    """Return the clauses, words that say nothing marked as such while two that do remain."""
    quoted = {piece.words for piece in pieces if piece.quoted}
    fillers = {
        at
        for at, clause in enumerate(clauses)
        if len(clause.forms) == 1
        and clause.forms[0].words not in quoted
        and len(clause.forms[0].words) == 1
        and is_stop_word(clause.forms[0].words[0])
    }
    content_words = sum(
        len(clause.forms[0].words) for at, clause in enumerate(clauses) if at not in fillers
    )
    if content_words < _CONTENT_WORDS:
        return clauses
    return [replace(clause, is_filler=at in fillers) for at, clause in enumerate(clauses)]


def _expanded(pieces: list[_Piece], abbreviations: Abbreviations) -> tuple[Clause | None, int]:
    """Return the longest abbreviation or long form at the start, and its number of pieces."""
    typed: Words = ()
    best: tuple[Clause | None, int] = (None, 1)
    for taken, piece in enumerate(pieces, 1):
        typed += piece.words
        if piece.quoted or len(typed) > abbreviations.most_words:
            break
        key = folded_words(typed)
        others = abbreviations.long_of.get(key, ()) + abbreviations.short_of.get(key, ())
        if others:
            # A long form may be scattered, as words typed in a row may always be.
            first = Form(typed, phrase=key in abbreviations.long_of)
            forms = [Form(other, phrase=True) for other in others[:MAX_MEANINGS]]
            best = Clause((first, *forms)), taken
    return best


def _all_but(tsqueries: Sequence[str], left_out: int) -> str:
    """Return the query for all but so many of these.

    Halved again and again: for every row that has some of them the index goes through the query,
    and two of eight left out are 40 words so, and 168 where each way is written out.
    """
    if left_out == 0 or len(tsqueries) == 1:
        return " & ".join(tsqueries)
    if left_out == len(tsqueries) - 1:
        return f"({' | '.join(tsqueries)})"
    left, right = tsqueries[: len(tsqueries) // 2], tsqueries[len(tsqueries) // 2 :]
    ways = []
    for of_left in range(left_out + 1):
        # A half of which nothing need be there asks nothing.
        halves = [(left, of_left), (right, left_out - of_left)]
        ways.append(" & ".join(_all_but(half, out) for half, out in halves if out < len(half)))
    return f"({' | '.join(ways)})"


def _lexeme(word: str, *, exact: bool, mark: str) -> str:
    folded, with_marks = lexemes(word)
    return f"'{with_marks}'" if exact and with_marks and not mark else f"'{mark}{folded}'"


_WITH_MARKS: Final = (
    "và của các là những với được trong tại về theo thì ở này khi để hoặc bởi đã sẽ đang cũng"
)
# Typed without marks only these are safe: "do" may be "độ", "tai" "tài", "ve" "vệ", "duoc" "dược".
_WITHOUT: Final = "va cua cac la cho voi nhung theo"


def _stop_form(word: str) -> str:
    folded, exact = syllable(word)
    return exact or folded


_STOP_WORDS: Final = frozenset(map(_stop_form, words(f"{_WITH_MARKS} {_WITHOUT}")))


def is_stop_word(word: str) -> bool:
    """Return whether the word, with the marks it was typed with, says nothing by itself."""
    return _stop_form(word) in _STOP_WORDS
