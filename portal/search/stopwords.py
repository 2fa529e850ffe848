"""Words that stand in every text: of a longer question they need not be found."""

from typing import Final

from portal.kit.text.syllables import syllable
from portal.kit.text.tokens import words

_WITH_MARKS: Final = (
    "và của các là những với được trong tại về theo thì ở này khi để hoặc bởi đã sẽ đang cũng"
)
# Typed without marks only these are safe: "do" may be "độ", "tai" "tài", "ve" "vệ", "duoc" "dược".
_WITHOUT: Final = "va cua cac la cho voi nhung theo"


def _form(word: str) -> str:
    folded, exact = syllable(word)
    return exact or folded


_STOP_WORDS: Final = frozenset(map(_form, words(f"{_WITH_MARKS} {_WITHOUT}")))


def is_stop_word(word: str) -> bool:
    """Whether the word, with the marks it was typed with, says nothing by itself."""
    return _form(word) in _STOP_WORDS
