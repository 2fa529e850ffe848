"""Finds and redacts who asked, in a text that everybody is to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from portal.editing.checks.personal_numbers import AMOUNT, spans
from portal.kit.text.normalize import fold, nfc
from portal.kit.text.phones import BETWEEN, LIKE_A_MOBILE

# Also as people write it to be no prey of machines: ten (a còng) thu.example. It begins where a run
# of its signs does, or each letter of a long run would be a beginning; one may stand at another.
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])"
    r"(?:[\w.+-]+\s?(?:@|[(\[]\s?(?:at|a còng|a vòng)\s?[)\]])\s?[\w-]+(?:\.[\w-]+)+)+",
    re.IGNORECASE,
)
# Of offices, too: whose number it is, a machine cannot tell. Any sign may touch it, or another
# number: one too many that is taken out is seen by who reads the draft, one too few by everybody.
# Between slashes and commas a whole mobile alone is one: 05/03/2007 is a day.
_PHONE: Final = re.compile(
    rf"(?=[(+08])(?<!\d)(?!{AMOUNT})(?:"
    rf"(?:\(?\+?84|\(?0)(?:[{BETWEEN}]{{0,3}}\d){{7,11}}|0{LIKE_A_MOBILE}(?:[/,]?\d){{8}})(?!\d)"
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Trace:
    """A place in a text that tells of a person, and what kind of thing it is."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Asker:
    """What a question says of who asked; it is looked for in any writing."""

    name: str = ""
    email: str = ""
    phone: str = ""


def traces(text: str, asker: Asker) -> list[Trace]:
    """Return the places that tell of the person, in order, none within another."""
    found: list[Trace] = []
    # The longer first where two begin at one place.
    for trace in sorted(_all_traces(text, asker), key=lambda each: (each.start, -each.end)):
        if not found or trace.start >= found[-1].end:
            found.append(trace)
    return found


def redact(text: str, asker: Asker) -> str:
    """Return the text with a word in place of each address, number and the name."""
    text = nfc(text)
    parts, at = [], 0
    for trace in traces(text, asker):
        parts += [text[at : trace.start], f"[{trace.label}]"]
        at = trace.end
    return "".join([*parts, text[at:]]).strip()


def _all_traces(text: str, asker: Asker) -> Iterator[Trace]:
    for pattern in (_EMAIL, *_own_address(asker.email)):
        for match in pattern.finditer(text):
            yield Trace(match.start(), match.end(), _("e-mail address"))
    for pattern in (_PHONE, *_own_number(asker.phone)):
        for match in pattern.finditer(text):
            yield Trace(match.start(), match.end(), _("telephone number"))
    for start, end, kind in spans(text):
        yield Trace(start, end, str(kind.label))
    yield from _name_traces(text, asker.name)


def _own_address(email: str) -> Iterator[re.Pattern[str]]:
    if email:
        yield re.compile(re.escape(email), re.IGNORECASE)


def _own_number(phone: str) -> Iterator[re.Pattern[str]]:
    """Yield the number with up to three signs between its digits, also with the country's code."""
    if phone:
        rest = r"\D{0,3}".join(phone.removeprefix("0"))
        yield re.compile(rf"(?:\+?84|0)\D{{0,3}}{rest}")


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
