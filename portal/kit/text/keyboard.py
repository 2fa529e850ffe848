"""Vietnamese typed while the keyboard's own program was off: Telex and VNI keys, read as letters.

"hooij nghij" is "hội nghị" in Telex, "ho65i nghi5" is the same in VNI. Keys may come where they
belong or at the end of the word, as people type them.
"""

import re
from typing import Final

from portal.kit.text.normalize import nfc

_HUYEN, _HOI, _NGA, _SAC, _NANG = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TELEX_TONES: Final = {"f": _HUYEN, "r": _HOI, "x": _NGA, "s": _SAC, "j": _NANG, "z": ""}
_VNI_TONES: Final = {"2": _HUYEN, "3": _HOI, "4": _NGA, "1": _SAC, "5": _NANG, "0": ""}
_HATS: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORNS: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS: Final = "aăâeêioôơuưy"
_TELEX: Final = re.compile(r"[a-z]{2,12}\Z")
_VNI: Final = re.compile(r"(?=.*[a-z])(?=.*[0-9])[a-z][a-z0-9]{1,11}\Z")
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z"
)


def letters_meant(word: str) -> str:
    """Return what the word is with its keys read as letters; empty where it is no syllable then."""
    typed = word.lower()
    if _TELEX.match(typed):
        letters, tone = _telex(typed)
    elif _VNI.match(typed):
        letters, tone = _vni(typed)
    else:
        return ""
    if letters == typed or not _SYLLABLE.match(letters):
        # A tone is a change too: its key is gone.
        return ""
    return toned(letters, tone)


def _telex(typed: str) -> tuple[str, str]:
    """Return the letters without their tone, and the tone."""
    letters, tone = "", ""
    for key in typed:
        has_vowel = any(letter in _VOWELS for letter in letters)
        if key in _TELEX_TONES and has_vowel:
            tone = _TELEX_TONES[key]
        elif key == "d" and letters.startswith("d"):
            letters = "đ" + letters[1:]
        elif key == "w":
            letters = _horned(letters) if has_vowel else letters + "ư"
        elif key in _HATS and (hatted := _hatted(letters, key)):
            letters = hatted
        else:
            letters += key
    return letters, tone


def _vni(typed: str) -> tuple[str, str]:
    letters, tone = "", ""
    for key in typed:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "6":
            letters = next(filter(None, (_hatted(letters, of) for of in "aeo")), letters)
        elif key in "78":
            letters = _horned(letters)
        elif key == "9":
            letters = "đ" + letters[1:] if letters.startswith("d") else letters
        else:
            letters += key
    return letters, tone


def _hatted(letters: str, plain: str) -> str:
    """Return the letters with a hat on their last such vowel, if it may be meant; else nothing."""
    before, found, after = letters.rpartition(plain)
    return f"{before}{_HATS[plain]}{after}" if found else ""


def _horned(letters: str) -> str:
    """Return the letters with a horn or a bowl where one can be, both for "uo"."""
    if "uo" in letters:
        return letters.replace("uo", "ươ", 1)
    at = max(letters.rfind(plain) for plain in _HORNS)
    return letters if at < 0 else letters[:at] + _HORNS[letters[at]] + letters[at + 1 :]


def toned(letters: str, tone: str) -> str:
    """Return the word with the tone on the vowel that bears it.

    "hoa" is "hòa", "hoan" is "hoàn".
    """
    start = 2 if re.match(r"qu|gi[aăâeêoôơuưy]", letters) else 0
    vowels = [at for at in range(start, len(letters)) if letters[at] in _VOWELS]
    marked = [at for at in vowels if letters[at] in "ăâêôơư"]
    closed = letters[-1] not in _VOWELS
    if marked or not vowels:
        at = marked[-1] if marked else len(letters) - 1
    else:
        at = vowels[-1] if closed else vowels[max(0, len(vowels) - 2)]
    return nfc(letters[: at + 1] + tone + letters[at + 1 :])
