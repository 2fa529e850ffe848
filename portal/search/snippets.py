"""Short pieces of a text around what was found, with the words marked as the text has them."""

from collections import Counter
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.kit.text.syllables import Syllable, Token, syllable, tokens
from portal.search.query import Query

WIDTH: Final = 240
LEAD: Final = 60
# Of a very long text only the beginning is looked through.
MAX_TEXT: Final = 20_000
MAX_SPANS: Final = 500


class Span(NamedTuple):
    start: int
    end: int
    clause: int


def highlight(text: str, query: Query) -> SafeString:
    """Return the whole text, escaped, with `<mark>` around the query's words."""
    return _marked(text, 0, len(text), _spans(tokens(text[:MAX_TEXT]), query))


def snippet(text: str, query: Query, width: int = WIDTH) -> SafeString:
    """Return the stretch that holds most of the query's words, escaped and marked."""
    text = text[:MAX_TEXT]
    found = tokens(text)
    spans = _spans(found, query)
    start, end = _window(text, found, spans, width)
    marked = _marked(text, start, end, spans)
    before = "… " if start else ""
    after = " …" if end < len(text.rstrip()) and text[end:].strip(" .") else ""
    return mark_safe(f"{before}{marked}{after}")  # noqa: S308  # _marked escapes


def _spans(found: list[Token], query: Query) -> list[Span]:
    """Return the places of the query's words; by their exact form if that is found anywhere."""
    forms = [syllable(token.word) for token in found]
    return _matches(found, forms, query, exact=True) or _matches(found, forms, query, exact=False)


def _matches(found: list[Token], forms: list[Syllable], query: Query, *, exact: bool) -> list[Span]:
    sought = _sought(query)
    spans: list[Span] = []
    for at, form in enumerate(forms):
        for clause, phrase in sought.get(form.folded, ()):
            there = forms[at : at + len(phrase)]
            if len(there) == len(phrase) and all(
                _same(one, other, exact=exact) for one, other in zip(there, phrase, strict=True)
            ):
                spans.append(Span(found[at].start, found[at + len(phrase) - 1].end, clause))
        if len(spans) >= MAX_SPANS:
            break
    return spans


def _sought(query: Query) -> dict[str, list[tuple[int, list[Syllable]]]]:
    """Return phrases, and single words, by the folded form that they begin with."""
    sought: dict[str, list[tuple[int, list[Syllable]]]] = {}
    for number, clause in enumerate(query.needed):
        for form in clause.forms:
            parts = [syllable(word) for word in form.words]
            for phrase in [parts] if form.phrase else [[word] for word in parts]:
                sought.setdefault(phrase[0].folded, []).append((number, phrase))
    return sought


def _same(there: Syllable, sought: Syllable, *, exact: bool) -> bool:
    if exact and sought.exact is not None:
        return there.exact == sought.exact
    return there.folded == sought.folded


def _window(text: str, found: list[Token], spans: list[Span], width: int) -> tuple[int, int]:
    """Return where to cut: around the most different clauses, then the most hits."""
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
            inside += Counter()
        last = max(last, first + 1)
    if len(text) <= width:
        return 0, len(text)
    if start:
        start = next((token.start for token in found if token.start >= start), start)
    end = start + width
    if end >= len(text):
        return start, len(text)
    return start, max((token.end for token in found if start < token.end <= end), default=end)


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
