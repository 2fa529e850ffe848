"""The two forms in which a Vietnamese syllable is compared: folded and exact.

The folded form has neither case nor marks. The exact form keeps them, with the tone mark at the
end, so that the two habits of setting it ("hòa", "hoà") are one. Both write a final y after
h k l m s t qu as i, because "kỹ" and "kĩ", "quý" and "quí" are one word in two spellings; both
drop the zeros before a number, so that 01/02/2007 and 1/2/2007 are one date.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from portal.kit.text.normalize import fold, nfc

# A mark that has no letter of its own to join ("n̈") belongs to the run it stands in.
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*+")

# A longer run of letters and digits is no word that anybody types: an address, a checksum.
MAX_LENGTH: Final = 64
_MAX_PIECES: Final = 1 << 13


class Token(NamedTuple):
    """A word with its place in the text it came from: `text[start:end]` is the word."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order, each with its place."""
    return [Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def tokens_from(text: str, start: int) -> Iterator[Token]:
    """Yield the words of a text from a place on where one begins, or between words."""
    for match in _WORD.finditer(text, start):
        yield Token(match.group(), match.start(), match.end())


class _Pieces(dict[str, tuple[str, ...]]):
    """The words of pieces of text without white space, worked out once for most of them."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = tuple(_WORD.findall(piece))
        if len(piece) <= MAX_LENGTH:
            # A few years' news have fewer; `lru_cache` takes twice as long to find one.
            if len(self) >= _MAX_PIECES:
                self.clear()
            self[piece] = found
        return found


_PIECES: Final = _Pieces()


def words(text: str) -> list[str]:
    """Return the words of a text in order; "12/2007/QĐ-UBND" has four."""
    # No word has white space in it.
    return list(chain.from_iterable(map(_PIECES.__getitem__, text.split())))


# In the order of the dictionaries: huyền, hỏi, ngã, sắc, nặng; a syllable without one is ngang.
TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_TONE: Final = re.compile(f"[{TONES}]")
_Y_FOR_I: Final = re.compile(r"(?<=[hklmst])y\Z|(?<=qu)y\Z")


class Syllable(NamedTuple):
    """`exact` is None where the word has no mark: then the folded form says it all."""

    folded: str
    exact: str | None


@lru_cache(maxsize=1 << 13)
def syllable(word: str) -> Syllable:
    """Return the folded and the exact form of one word of a text."""
    folded = _Y_FOR_I.sub("i", fold(word))[:MAX_LENGTH]
    if word.isascii():
        return Syllable(folded.lstrip("0") or "0" if folded.isdigit() else folded, None)
    exact = exact_form(word)
    return Syllable(folded, None if exact == folded else exact)


def folded_form(word: str) -> str:
    """Return the word without case, marks and spelling habits: "Kỹ" is "ki"."""
    return syllable(word).folded


def exact_form(word: str) -> str:
    """Return the word without case and spelling habits but with its marks, the tone last."""
    letters, tone = split_tone(word)
    return nfc(_Y_FOR_I.sub("i", letters)[:MAX_LENGTH] + tone)


def split_tone(word: str) -> tuple[str, str]:
    """Return the word's letters without case, and its tone marks; "Hoà" is ("hoa", huyền)."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", word).casefold())
    tones = "".join(sorted(set(_TONE.findall(apart)), key=TONES.index))
    return nfc(_TONE.sub("", apart)), tones
