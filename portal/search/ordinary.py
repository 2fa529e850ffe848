"""Words that nobody mends: syllables of Vietnamese, and what the interface itself says."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from sys import intern
from typing import Any, Final

from django.utils.translation import trans_real

from portal.kit.text.normalize import fold
from portal.kit.text.syllables import exact_form, split_tone, words

_ONSETS: Final = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
# All that follows an onset in a syllable of Vietnamese, without the tone.
_RIMES: Final = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|"
    "em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|"
    "inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|"
    "oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|"
    "uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uơ|uôc|uôi|uôm|uôn|uông|uôt|up|ut|uy|uya|uych|"
    "uynh|uyên|uyêt|uyt|uyp|uyu|ư|ưa|ưc|ưi|ưng|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|y|yêm|"
    "yên|yêng|yêt|yêu"
)
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})?(?:{_RIMES})\Z")
_PLAIN_ONSETS: Final = _ONSETS.replace("đ", "")
_PLAIN: Final = re.compile(rf"(?:{_PLAIN_ONSETS})?(?:{fold(_RIMES)})\Z")


def is_ordinary(word: str) -> bool:
    """Return whether a word, as it was typed, is one that people write."""
    letters, tones = split_tone(word)
    if letters.isascii() and not tones:
        return bool(_PLAIN.match(letters)) or letters in _of_interface()
    is_syllable = len(tones) <= 1 and bool(_SYLLABLE.match(letters))
    return is_syllable or exact_form(word) in _of_interface()


def are_ordinary(one: str, other: str) -> bool:
    """Return whether two words, as they were typed, stand side by side in the interface."""
    return exact_form(other) in _followers().get(exact_form(one), ())


@lru_cache(maxsize=1)
def _of_interface() -> frozenset[str]:
    """Return the words of the interface in Vietnamese, with their marks and without."""
    exact = {word for text in _texts_of_interface() for word in text}
    return frozenset(exact | {fold(word) for word in exact})


@lru_cache(maxsize=1)
def _followers() -> dict[str, set[str]]:
    """Return which words follow each in its texts, with their marks and without.

    Each word is there once, however many it stands beside: 25,000 pairs as such took 5 MB.
    """
    found: dict[str, set[str]] = {}
    for text in _texts_of_interface():
        for one, other in pairwise(text):
            for word, next_word in ((one, other), (fold(one), fold(other))):
                found.setdefault(intern(word), set()).add(intern(next_word))
    return found


def _texts_of_interface() -> Iterator[list[str]]:
    catalog: Any = trans_real.translation("vi")._catalog  # type: ignore[attr-defined]  # as Django's own JavaScriptCatalog reads it
    for key, text in catalog.items():
        if key and isinstance(text, str):
            for part in _BREAK.split(_PLACEHOLDER.sub(" ", text)):
                yield [exact_form(word) for word in words(part)]


# What stands in a text for something else: values, tags, addresses, names of files.
_PLACEHOLDER: Final = re.compile(r"%\([^)]*\)|<[^>]*>|&[a-z]+;|\S*[/@_.:=]\S+")
# Words on both sides of it do not belong together.
_BREAK: Final = re.compile(r"[.,;:!?()“”\n]")
