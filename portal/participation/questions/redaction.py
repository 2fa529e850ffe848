"""Finds and redacts who asked, in a text that everybody is to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from portal.editing.personal import spans
from portal.kit.text.normalize import fold, nfc

# Also as people write it to be no prey of machines: ten (a còng) thu.example. It begins where a run
# of its signs does, or each letter of a long run would be a beginning; one may stand at another.
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])"
    r"(?:[\w.+-]+\s?(?:@|[(\[]\s?(?:at|a còng|a vòng)\s?[)\]])\s?[\w-]+(?:\.[\w-]+)+)+",
    re.IGNORECASE,
)
# Of offices, too: whose number it is, a machine cannot tell.
_PHONE: Final = re.compile(r"(?<![\w.,/-])(?:\(?\+?84|\(?0)(?:[ ().-]{0,2}\d){7,11}(?![\w/-])")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Trace:
    """A place in a text that tells of a person, and what kind of thing it is."""

    start: int
    end: int
    label: str


def traces(text: str, *, name: str = "") -> list[Trace]:
    """Return the places that tell of the person with this name, in order, none within another."""
    found: list[Trace] = []
    # The longer first where two begin at one place.
    for trace in sorted(_all_traces(text, name), key=lambda each: (each.start, -each.end)):
        if not found or trace.start >= found[-1].end:
            found.append(trace)
    return found


def redact(text: str, *, name: str = "") -> str:
    """Return the text with a word in place of each address, number and the name."""
    text = nfc(text)
    parts, at = [], 0
    for trace in traces(text, name=name):
        parts += [text[at : trace.start], f"[{trace.label}]"]
        at = trace.end
    return "".join([*parts, text[at:]]).strip()


def _all_traces(text: str, name: str) -> Iterator[Trace]:
    for match in _EMAIL.finditer(text):
        yield Trace(match.start(), match.end(), _("e-mail address"))
    for match in _PHONE.finditer(text):
        yield Trace(match.start(), match.end(), _("telephone number"))
    for start, end, kind in spans(text):
        yield Trace(start, end, str(kind.label))
    yield from _name_traces(text, name)


def _name_traces(text: str, name: str) -> Iterator[Trace]:
    """Yield the name with or without marks; one of a single word only as it is written."""
    name_words = _WORD.findall(nfc(name))
    if not name_words:
        return
    words = list(_WORD.finditer(text))
    # “Hoa” is a flower, too: one word alone counts only with its capital and its marks.
    same = (lambda word: word) if len(name_words) == 1 else fold
    looked_for, size = [same(word) for word in name_words], len(name_words)
    folded = [same(word[0]) for word in words]
    for place in range(len(words) - size + 1):
        if folded[place : place + size] == looked_for:
            yield Trace(words[place].start(), words[place + size - 1].end(), _("name"))
