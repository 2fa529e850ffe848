"""Short pieces of a text around what was found, with the words marked as the text has them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.kit.text.normalize import fold
from portal.kit.text.syllables import MAX_LENGTH, Syllable, Token, syllable, tokens, tokens_from
from portal.search.query import Query

WIDTH: Final = 240
LEAD: Final = 60
# Of a very long text only the beginning is looked through; of an attached file all of it is.
MAX_TEXT: Final = 20_000
# In so much of a text.
MAX_SPANS: Final = 500
_LAST: Final = 60

# Where a word begins and ends.
type Place = tuple[int, int]


class Span(NamedTuple):
    start: int
    end: int
    clause: int


def highlight(text: str, query: Query) -> SafeString:
    """Return the whole text, escaped, with `<mark>` around the query's words."""
    return Marker(query).highlight(text)


class Marker:
    """Marks one query's words in texts; what is sought is read once for all of them."""

    def __init__(self, query: Query) -> None:
        # Phrases, and single words, by the folded form that they begin with.
        self._sought: dict[str, list[tuple[int, list[Syllable]]]] = {}
        self._clauses = len(query.needed)
        for number, clause in enumerate(query.needed):
            for form in clause.forms:
                parts = [syllable(word) for word in form.words]
                for phrase in [parts] if form.phrase else [[word] for word in parts]:
                    self._sought.setdefault(phrase[0].folded, []).append((number, phrase))
        # The pieces between white space that were read, texts have many in common, and where in
        # those of them that have any something may begin.
        self._known: set[str] = set()
        self._begun: dict[str, list[int]] = {}

    def highlight(self, text: str) -> SafeString:
        """Return the whole text, escaped, with `<mark>` around the query's words."""
        spans, _is_all = self._spans(text[:MAX_TEXT])
        return _marked(text, 0, len(text), spans)

    def snippet(self, text: str, width: int = WIDTH, *, most: int = MAX_TEXT) -> SafeString:
        """Return the stretch that holds most of the query's words, escaped and marked.

        So many letters of the text are looked through, where its beginning lacks a word.
        """
        text = text[:most]
        spans, is_all = self._spans(text[:MAX_TEXT])
        if len(text) > MAX_TEXT and not is_all:
            spans, _is_all = self._spans(text)
        start, end = _window(text, spans, width)
        marked = _marked(text, start, end, spans)
        before = "… " if start else ""
        after = " …" if end < len(text.rstrip()) and text[end:].strip(" .") else ""
        return mark_safe(f"{before}{marked}{after}")  # noqa: S308  # _marked escapes

    def _spans(self, text: str) -> tuple[list[Span], bool]:
        """Return the query's words, by their exact form if that is anywhere, and if all are so."""
        exact: list[Span] = []
        folded: list[Span] = []
        most = MAX_SPANS * max(1, len(text) // MAX_TEXT)
        for start in self._places(text):
            is_full = len(folded) >= most
            for span, is_exact in self._begin_at(text, start):
                if not is_full:
                    folded.append(span)
                if is_exact:
                    exact.append(span)
            if len(exact) >= most:
                break
        return exact or folded, len({span.clause for span in exact}) == self._clauses

    def _places(self, text: str) -> Iterator[int]:
        """Yield where a word stands that something sought begins with.

        Of a text that is thousands of letters long, only the pieces with such words are read.
        """
        if len(text) > MAX_TEXT:
            # To fold each piece of so long a text takes twenty times as long as all at once.
            folded = _fold_in_place(text)
            if len(folded) == len(text):
                yield from (found.start() for found in self._beginnings.finditer(folded))
                return
        pieces = text[:MAX_TEXT].split()
        self._read(set(pieces) - self._known)
        begun, end = self._begun, 0
        for piece in [each for each in pieces if each in begun]:
            start = _start_of(piece, text, end)
            end = start + len(piece)
            for place in begun[piece]:
                yield start + place

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        """Return the words that something sought begins with, as a folded text has them."""
        forms = "|".join(_as_folded(word) for word in self._sought)
        return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])")

    def _read(self, pieces: set[str]) -> None:
        """Note where in each piece something may begin."""
        self._known |= pieces
        for piece in pieces:
            known = _folded(piece) if len(piece) <= MAX_LENGTH else _folded.__wrapped__(piece)
            if places := [at for word, at in known if word in self._sought]:
                self._begun[piece] = places

    def _begin_at(self, text: str, start: int) -> Iterator[tuple[Span, bool]]:
        """Yield what is sought and begins with the word there, and whether its marks are so."""
        first = next(tokens_from(text, start))
        # In a long text "đây" stands where "đai" may begin: its y is no i.
        for clause, phrase in self._sought.get(syllable(first.word).folded, ()):
            there = [first]
            if len(phrase) > 1:
                there = list(islice(tokens_from(text, start), len(phrase)))
            forms = [syllable(token.word) for token in there]
            if [word.folded for word in forms] == [word.folded for word in phrase]:
                is_exact = all(map(_is_exact, forms, phrase))
                yield Span(start, there[-1].end, clause), is_exact


def _start_of(piece: str, text: str, at: int) -> int:
    """Return where a piece stands between white space, from a place on."""
    while True:
        start = text.index(piece, at)
        end = start + len(piece)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return start
        at = start + 1


def _fold_in_place(text: str) -> str:
    """Return the folded text with each letter where it was, such as "ß", which is two, as one."""
    for letter in {each for each in set(text) if len(fold(each)) != 1}:
        text = text.replace(letter, fold(letter)[:1] or "_")
    return fold(text)


def _as_folded(word: str) -> str:
    """Return the pattern of a syllable's folded form in a text that is only without marks."""
    if word.isdigit():
        return f"0*{word}"
    return f"{re.escape(word[:-1])}[iy]" if word.endswith("i") else re.escape(word)


@lru_cache(maxsize=1 << 13)
def _folded(piece: str) -> tuple[tuple[str, int], ...]:
    """Return the folded words of what stands between white space, and where each begins."""
    return tuple([(syllable(token.word).folded, token.start) for token in tokens(piece)])


def _is_exact(there: Syllable, sought: Syllable) -> bool:
    return sought.exact is None or there.exact == sought.exact


def _window(text: str, spans: list[Span], width: int) -> Place:
    """Return where to cut: around the most different clauses, then the most hits."""
    if len(text) <= width:
        return 0, len(text)
    start = _best_start(spans, width)
    if start:
        begins = (token.start for token in _tokens_around(text, start))
        start = next((begin for begin in begins if begin >= start), start)
    end = start + width
    if end >= len(text):
        return start, len(text)
    # The last word as a rule ends in the last letters; a word begun in its middle ends as it does.
    return start, _last_end(text, max(start, end - _LAST), end) or _last_end(
        text, start, end
    ) or end


def _last_end(text: str, start: int, end: int) -> int:
    """Return where the last word within a stretch of the text ends; 0 where none does."""
    inside = takewhile(lambda token: token.end <= end, tokens_from(text, start))
    return max((token.end for token in inside), default=0)


def _tokens_around(text: str, at: int) -> Iterator[Token]:
    """Yield the words of a text from the piece that holds a place on."""
    while at and not text[at - 1].isspace():
        at -= 1
    return tokens_from(text, at)


def _best_start(spans: list[Span], width: int) -> int:
    best, start = (0, 0), 0
    inside: Counter[int] = Counter()
    last = 0
    for first, span in enumerate(spans):
        begin = max(0, span.start - LEAD)
        while last < len(spans) and spans[last].end <= begin + width:
            inside[spans[last].clause] += 1
            last += 1
        if (worth := (len(inside), last - first)) > best:
            best, start = worth, begin
        if last > first:
            inside[span.clause] -= 1
            if not inside[span.clause]:
                del inside[span.clause]
        last = max(last, first + 1)
    return start


def _marked(text: str, start: int, end: int, spans: list[Span]) -> SafeString:
    parts: list[str] = []
    at = start
    for begin, stop in _joined(text, spans):
        if begin < at or stop > end:
            continue
        parts += [escape(text[at:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        at = stop
    return mark_safe("".join([*parts, escape(text[at:end])]))  # noqa: S308  # all parts escaped


def _joined(text: str, spans: list[Span]) -> list[tuple[int, int]]:
    """Return the spans in order, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        if joined and not text[joined[-1][1] : span.start].strip():
            joined[-1] = joined[-1][0], max(joined[-1][1], span.end)
        else:
            joined.append((span.start, span.end))
    return joined
