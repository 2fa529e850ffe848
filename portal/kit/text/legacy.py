"""Vietnamese typed before Unicode: found by its odd letters, and turned into real ones.

Old fonts drew ộ where the text holds é (TCVN3) or oä (VNI). Such text looks right in that font
only; search, screen readers and phones read the odd letters.
"""

import re
from enum import StrEnum
from typing import Final

from portal.kit.text.html import BLOCK_TAGS
from portal.kit.text.normalize import nfc


class Encoding(StrEnum):
    """An old way of writing Vietnamese; the value is its name on screen."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


_TCVN3: Final = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# In VNI a letter's mark is a character of its own, written after the letter.
_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS: Final = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
_BOWLS: Final = {
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_MARKS: Final = {
    "a": _TONES | _HATS | _BOWLS,
    "e": _TONES | _HATS,
    "o": _TONES | _HATS,
    "u": _TONES,
    "y": _TONES,
    "ô": _TONES,
    "ö": _TONES,
}
_ALONE: Final = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip


def _vni_table() -> dict[str, str]:
    small = dict(_ALONE)
    for letter, marks in _MARKS.items():
        for sign, mark in marks.items():
            small[letter + sign] = nfc(_ALONE.get(letter, letter) + mark)
    mixed = {old.capitalize(): new.upper() for old, new in small.items()}
    return small | mixed | {old.upper(): new.upper() for old, new in small.items()}


_VNI: Final = _vni_table()
_VNI_PIECE: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

# What no Vietnamese word and hardly a foreign one holds; it tells the two from each other, too.
_TCVN3_WORD: Final = re.compile(
    "[A-Za-zÀ-ÿ][µ¶¸¹¨©ª«¬]|[a-zA-Z][·»¼½¾][a-zA-Z]|®[a-zA-Zµ-¾À-ÿ]|§[a-zA-ZÀ-ÿ]"
    "|[a-z][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ]"
)
_VNI_WORD: Final = re.compile(
    "[aeouyôöAEOUYÔÖ][øûïåäëüØÛÏÅÄËÜ]|[aeouyôöAEOUYÔÖ][ùõÙÕ]|[ñÑ][aeiouyôöAEIOUYÔÖ]"
    "|[aeAE][âáàãÂÁÀÃ]|[oO][âÂ]|[aA][êéèÊÉÈ]"
)
_EITHER_WORD: Final = re.compile("[b-df-hj-np-tv-xz][åæäëîïñöøûüþ÷ß]", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
# One odd word is a name (Citroën) or a sign (Intel®); a text in an old font has one in four.
_MIN_WORDS: Final = 2
_SHARE: Final = 0.2
_BLOCK_TAG: Final = re.compile(rf"(</?(?:{'|'.join(sorted(BLOCK_TAGS))})\b[^>]*>)")
_TAG: Final = re.compile(r"(<[^>]*>)")


def encoding_of(text: str) -> Encoding | None:
    """Return the old encoding in which a piece of plain text was typed; None for real letters."""
    if text.isascii():
        return None
    words = _WORD.findall(text)
    tcvn3 = {word for word in words if _TCVN3_WORD.search(word)}
    vni = {word for word in words if _VNI_WORD.search(word)}
    either = {word for word in words if _EITHER_WORD.search(word)}
    encoding, odd = (Encoding.TCVN3, tcvn3) if len(tcvn3) >= len(vni) else (Encoding.VNI, vni)
    found = sum(1 for word in words if word in odd or word in either)
    enough = bool(odd) and found >= max(_MIN_WORDS, _SHARE * len(words))
    return encoding if enough else None


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return the text in real letters, as its old font showed it."""
    if encoding == Encoding.VNI:
        return nfc(_VNI_PIECE.sub(lambda found: _VNI[found[0]], text))
    return nfc(_WORD.sub(lambda found: _tcvn3_word(found[0]), text))


def _tcvn3_word(word: str) -> str:
    """TCVN3 has no capitals with a tone: a font of capitals drew the small ones as such."""
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    converted = "".join(_TCVN3.get(letter, letter) for letter in word)
    in_capitals = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return converted.upper() if in_capitals else converted


def convert(text: str) -> str:
    """Plain text or HTML with every block that is in an old encoding turned into real letters."""
    return "".join(_converted(block) for block in _parted(_BLOCK_TAG, text))


def encodings_in(text: str) -> list[Encoding]:
    """Return the old encodings that blocks of the text are in, each once."""
    found = (_encoding_of_block(_parted(_TAG, block)) for block in _parted(_BLOCK_TAG, text))
    return list(dict.fromkeys(encoding for encoding in found if encoding))


def _converted(block: str) -> str:
    pieces = _parted(_TAG, block)
    encoding = _encoding_of_block(pieces)
    if encoding is None:
        return block
    return "".join(
        piece if piece.startswith("<") else to_unicode(piece, encoding) for piece in pieces
    )


def _encoding_of_block(pieces: list[str]) -> Encoding | None:
    return encoding_of("".join(pieces[::2]))


def _parted(tag: re.Pattern[str], text: str) -> list[str]:
    """Return the texts around tags, and the tags between them.

    Behind the last ">" there are none: to look for an end there would take as long for each "<" as
    the rest is long.
    """
    end = text.rfind(">") + 1
    pieces = tag.split(text[:end])
    pieces[-1] += text[end:]
    return pieces
