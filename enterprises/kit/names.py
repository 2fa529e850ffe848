"""Names of enterprises, on plain text."""

from typing import Final

from portal.kit.text.normalize import fold
from portal.kit.text.syllables import tokens

# What stands before the name that people know a firm by, without marks; longest first.
_LEGAL_FORMS: Final = sorted(
    (
        tuple(form.split())
        for form in (
            "tong cong ty",
            "cong ty",
            "cty",
            "tap doan",
            "chi nhanh",
            "doanh nghiep tu nhan",
            "doanh nghiep nha nuoc",
            "doanh nghiep",
            "dntn",
            "hop tac xa",
            "htx",
            "ho kinh doanh",
            "trach nhiem huu han",
            "tnhh",
            "mot thanh vien",
            "1 thanh vien",
            "mtv",
            "hai thanh vien tro len",
            "2 thanh vien tro len",
            "co phan",
            "cp",
            "ctcp",
            "hop danh",
        )
    ),
    key=len,
    reverse=True,
)


def distinctive_part(name: str) -> str:
    """Return the name without its legal form: "Công ty Cổ phần Sông Hương" is "Sông Hương".

    A name that is nothing but a legal form stays whole.
    """
    found = tokens(name)
    words = [fold(token.word) for token in found]
    start = 0
    while length := _length_of_form(words[start:]):
        start += length
    return name[found[start].start :] if start < len(found) else name


def _length_of_form(words: list[str]) -> int:
    """Return how many words of a legal form the words begin with."""
    return next((len(form) for form in _LEGAL_FORMS if tuple(words[: len(form)]) == form), 0)
