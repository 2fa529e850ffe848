"""Short pieces of a text around what was found, with the words marked as the text has them."""

from collections import Counter
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.kit.text.syllables import Syllable, places, syllable, words
from portal.search.query import Query

WIDTH: Final = 240
LEAD: Final = 60
# Of a very long text only the beginning is looked through.
MAX_TEXT: Final = 20_000
MAX_SPANS: Final = 500


# Where a word begins and ends.
type Place = tuple[int, int]
# The first and the last of the text's words, and the clause.
type _Hit = tuple[int, int, int]


class Span(NamedTuple):
    start: int
    end: int
    clause: int


def highlight(text: str, query: Query) -> SafeString:
    """Return the whole text, escaped, with `<mark>` around the query's words."""
    return Marker(query).highlight(text)


def snippet(text: str, query: Query, width: int = WIDTH) -> SafeString:
    """Return the stretch that holds most of the query's words, escaped and marked."""
    return Marker(query).snippet(text, width)


class Marker:
    """Marks one query's words in texts; what is sought is read once for all of them."""

    def __init__(self, query: Query) -> None:
        # Phrases, and single words, by the folded form that they begin with.
        self._sought: dict[str, list[tuple[int, list[Syllable]]]] = {}
        for number, clause in enumerate(query.needed):
            for form in clause.forms:
                parts = [syllable(word) for word in form.words]
                for phrase in [parts] if form.phrase else [[word] for word in parts]:
                    self._sought.setdefault(phrase[0].folded, []).append((number, phrase))

    def highlight(self, text: str) -> SafeString:
        """Return the whole text, escaped, with `<mark>` around the query's words."""
        return _marked(text, 0, len(text), self._spans(text[:MAX_TEXT])[0])

    def snippet(self, text: str, width: int = WIDTH) -> SafeString:
        """Return the stretch that holds most of the query's words, escaped and marked."""
        text = text[:MAX_TEXT]
        spans, at_words = self._spans(text)
        start, end = _window(text, spans, width, at_words)
        marked = _marked(text, start, end, spans)
        before = "… " if start else ""
        after = " …" if end < len(text.rstrip()) and text[end:].strip(" .") else ""
        return mark_safe(f"{before}{marked}{after}")  # noqa: S308  # _marked escapes

    def _spans(self, text: str) -> tuple[list[Span], list[Place]]:
        """Return the query's words, by their exact form if that is anywhere, and all places.

        Places are worked out only where there is something to mark.
        """
        forms = [syllable(word) for word in words(text)]
        exact: list[_Hit] = []
        folded: list[_Hit] = []
        for at, form in enumerate(forms):
            if form.folded not in self._sought:
                continue
            is_full = len(folded) >= MAX_SPANS
            for clause, phrase in self._sought[form.folded]:
                there = forms[at : at + len(phrase)]
                if [word.folded for word in there] != [word.folded for word in phrase]:
                    continue
                hit = at, at + len(phrase) - 1, clause
                if not is_full:
                    folded.append(hit)
                if all(map(_is_exact, there, phrase)):
                    exact.append(hit)
            if len(exact) >= MAX_SPANS:
                break
        if not folded:
            return [], []
        at_words = places(text)
        hits = exact or folded
        spans = [Span(at_words[first][0], at_words[last][1], of) for first, last, of in hits]
        return spans, at_words


def _is_exact(there: Syllable, sought: Syllable) -> bool:
    return sought.exact is None or there.exact == sought.exact


def _window(text: str, spans: list[Span], width: int, at_words: list[Place]) -> Place:
    """Return where to cut: around the most different clauses, then the most hits."""
    if len(text) <= width:
        return 0, len(text)
    start = _best_start(spans, width)
    if start:
        start = next((first for first, _ in at_words if first >= start), start)
    end = start + width
    if end >= len(text):
        return start, len(text)
    at_words = at_words or places(text)
    return start, max((last for _, last in at_words if start < last <= end), default=end)


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
