"""Keys whose plain byte order is the order of a Vietnamese dictionary.

PostgreSQL need not know Vietnamese for that: the key stands in a column with the "C" collation.
A key is a string of ASCII for Vietnamese text. Words are compared one by one, by their letters
and then by their tone, so "ba", "ba bị", "bà", "bà con", "bác" is in order.
"""

import re
from functools import lru_cache
from typing import Final

from portal.kit.text.normalize import fold
from portal.kit.text.syllables import TONES, split_tone, words

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
MAX_LENGTH: Final = 200

# The end of a word sorts below whatever a longer word has there: tone, then digit, then letter.
_TONE_CODES: Final = {tone: chr(0x21 + rank) for rank, tone in enumerate(("", *TONES))}
_LETTER_CODES: Final = str.maketrans(
    {letter: chr(0x41 + rank) for rank, letter in enumerate(ALPHABET)}
)
_LETTER_OF: Final = {code: chr(letter).upper() for letter, code in _LETTER_CODES.items()}
# What stands for all numbers where a list is divided by first letters.
NUMBERS: Final = "0-9"
INITIALS: Final = (*ALPHABET.upper(), NUMBERS)
_PART: Final = re.compile(r"[0-9]+|[^0-9]+")


def sort_key(text: str) -> str:
    """A key to compare texts by: the Vietnamese alphabet, tones, shorter first, digits first.

    Case and punctuation do not count, numbers count by their size ("Quý 2" before "Quý 10"), and
    letters of other scripts follow the Latin ones. Only the first 200 characters are kept.
    """
    return "".join([_word_key(word) for word in words(text)])[:MAX_LENGTH]


def initial_of(key: str) -> str:
    """Return the letter of the alphabet that a text with this key stands under.

    NUMBERS for digits.
    """
    first = key[:1]
    return NUMBERS if "0" <= first <= "9" else _LETTER_OF.get(first, first.upper())


def span_of(initial: str) -> tuple[str, str]:
    """From which key on, and before which one, all texts under one of INITIALS stand."""
    if initial == NUMBERS:
        return "0", ":"
    code = ord(initial.lower().translate(_LETTER_CODES))
    return chr(code), chr(code + 1)


@lru_cache(maxsize=1 << 12)
def _word_key(word: str) -> str:
    letters, tones = split_tone(word)
    key = "".join(
        _number_key(part) if part[0] in "0123456789" else _letters_key(part)
        for part in _PART.findall(letters)
    )
    return key + _TONE_CODES[tones[:1]]


def _number_key(digits: str) -> str:
    # The number of digits comes first (each nine says "and more"), so that 9 stands before 10.
    significant = digits.lstrip("0")
    nines, rest = divmod(len(significant), 9)
    return f"{'9' * nines}{rest}{significant}"


def _letters_key(letters: str) -> str:
    # What is no letter of the alphabet above is tried without its mark: ç as c, ü as u.
    known = "".join(letter if letter in ALPHABET else fold(letter) for letter in letters)
    return known.translate(_LETTER_CODES)
