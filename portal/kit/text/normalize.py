"""Text as it is kept (NFC), compared (no case, no marks) and written in addresses."""

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart. Ð and Ɖ look like Đ and old pages contain them.
_WHOLE_LETTERS: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"}
)
# Every combining mark goes; one table for `translate` is several times faster than a category
# look-up per character.
_NO_MARKS: Final = dict.fromkeys(
    code for code in range(0x0300, 0x1B00) if unicodedata.category(chr(code)) == "Mn"
) | dict.fromkeys(range(0x20D0, 0x20F1))
# Soft hyphens and zero-width characters break words that a reader sees whole.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def nfc(text: str) -> str:
    """The text with each letter and its marks as one character, as the portal stores text."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """The text in NFC without the characters that nobody sees, such as soft hyphens."""
    return nfc(_INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """The text without case and marks: "Thừa Thiên" is "thua thien", "Đường" is "duong"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return nfc(apart.translate(_NO_MARKS).translate(_WHOLE_LETTERS))


_RUN: Final = re.compile(r"[a-z0-9]+")


def slugify(text: str, max_length: int = 100) -> str:
    """The title as a part of an address: "Mật độ điện thoại" is "mat-do-dien-thoai".

    It ends at a whole word where one fits; without a Latin letter or digit it is empty.
    """
    slug = ""
    for run in _RUN.findall(fold(text)):
        longer = f"{slug}-{run}" if slug else run[:max_length]
        if len(longer) > max_length:
            break
        slug = longer
    return slug
