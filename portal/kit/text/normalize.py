"""Text as it is kept (NFC), compared (no case, no marks) and written in addresses."""

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart. Ð and Ɖ look like Đ and old pages contain them.
_UNDECOMPOSED: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"}
)
# Every combining mark goes; one table for `translate` is several times faster than a category
# look-up per character.
_NO_MARKS: Final = dict.fromkeys(
    code for code in range(0x0300, 0x1B00) if unicodedata.category(chr(code)) == "Mn"
) | dict.fromkeys(range(0x20D0, 0x20F1))
# Soft hyphens and zero-width characters break words that a reader sees whole.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_INVISIBLE_LETTERS: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# What makes “báo cáo exe.pdf” of a name that ends otherwise.
_DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Control characters but for tab, line feed and carriage return; half a surrogate pair is no letter,
# and two codes are none at all: XML, and so each feed, workbook and comparison, takes none of them.
_CONTROLS: Final = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NO_LETTERS: Final = ("\ufffe", "\uffff")
_UNUSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What a word processor writes where a line or a page ends within a paragraph.
_BREAKS: Final = str.maketrans({"\x0b": " ", "\x0c": " "})


def nfc(text: str) -> str:
    """Return the text as it is stored: each letter and its marks as one character."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """Return the text in NFC without the characters that nobody sees, such as soft hyphens."""
    # Looking for each of them is many times faster than a pattern over a whole article.
    if any(letter in text for letter in _INVISIBLE_LETTERS):
        text = _INVISIBLE.sub("", text)
    return nfc(text)


def as_name(text: str) -> str:
    """Return a name on one line, as it is read: without marks that turn or hide its letters."""
    return " ".join(usable(_DIRECTIONS.sub("", visible(text))).split())


def usable(text: str) -> str:
    """Return the text without control characters and codes that are no letters."""
    return _UNUSABLE.sub("", text.translate(_BREAKS)) if _holds_unusable(text) else text


def _holds_unusable(text: str) -> bool:
    # A tenth of what the pattern costs on a text that has none, as nearly all.
    if has_half_letters(text) or any(letter in text for letter in _NO_LETTERS):
        return True
    written = text.encode()
    return len(written.translate(None, _CONTROLS)) != len(written)


def has_half_letters(text: str) -> bool:
    """Return whether the text has half a surrogate pair, which cannot be written anywhere."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def fold(text: str) -> str:
    """Return the text without case and marks: "Bưu điện" is "buu dien", "Đường" is "duong"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return nfc(apart.translate(_NO_MARKS).translate(_UNDECOMPOSED))


_RUN: Final = re.compile(r"[a-z0-9]+")


def slugify(text: str, max_length: int = 100) -> str:
    """Return the title as a part of an address: "Mật độ điện thoại" is "mat-do-dien-thoai".

    It ends at a whole word where one fits; without a Latin letter or digit it is empty.
    """
    slug = ""
    for run in _RUN.findall(fold(text)):
        longer = f"{slug}-{run}" if slug else run[:max_length]
        if len(longer) > max_length:
            break
        slug = longer
    return slug
