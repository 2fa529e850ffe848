"""Where the words of a text are: runs of letters and digits, nothing else."""

import re
from typing import Final, NamedTuple

# A mark that has no letter of its own to join ("n̈") belongs to the run it stands in.
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*+")


class Token(NamedTuple):
    """A word with its place in the text it came from: `text[start:end]` is the word."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order, each with its place."""
    return [Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """The words of a text in order; "12/2007/QĐ-UBND" has four."""
    return _WORD.findall(text)
