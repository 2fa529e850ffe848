"""Numbers of private persons in a text: identity numbers and mobile phones, never shown in full."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.text.normalize import fold
from portal.kit.text.phones import BETWEEN, LIKE_A_MOBILE


class Kind(models.TextChoices):
    """What the number would be."""

    CITIZEN = "citizen", _("citizen identity number")
    IDENTITY_CARD = "identity_card", _("identity card number")
    PHONE = "phone", _("private phone number")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number as it may be shown: its first three and last two digits."""

    kind: Kind
    masked: str


# The provinces as the twelve digits begin with them, old ones included.
_PROVINCES: Final = frozenset(
    f"{code:03}"
    for code in [
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36,
        37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74,
        75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
    ]
)  # fmt: skip
_NUMBER: Final = re.compile(rf"(?<![\w.,/-])\+?\d(?:[{BETWEEN}]?\d){{8,12}}(?![\w/-])")
# The rest of an amount of money: 050.000.000 behind 1. is no telephone.
AMOUNT: Final = r"(?<=\d[.,])\d{3}(?:[.,]\d{3}){0,5}(?:[.,]\d{1,2})?(?![.,]?\d)"
# Mobile phones that stand joined, to each other or to a word: 0913456789/0914567890. What goes on
# like a document's number or a branch's tax code is none.
_JOINED: Final = re.compile(
    rf"(?<![^\W_])(?!{AMOUNT})(?:\(?\+?84\)?[{BETWEEN}]{{0,3}}|0)"
    rf"{LIKE_A_MOBILE}(?:[{BETWEEN}]{{0,3}}\d){{8}}"
    r"(?!\d|[ .]\d{1,3}(?!\d)|/\d{4}(?!\d)|/[A-ZĐ]|-\d{3}(?!\d))"
)
# Days and spans of years have as many digits, and no telephone a year among its groups.
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CARD_WORDS: Final = re.compile(
    r"cmnd|cccd|chung minh nhan dan|chung minh thu|can cuoc|giay chung minh"
)
_OFFICE_WORDS: Final = re.compile(
    r"duong day nong|dien thoai co quan|dien thoai lien he|hotline|tong dai|so truc|truc ban"
)
_LIKE_A_MOBILE: Final = re.compile(rf"0{LIKE_A_MOBILE}\d{{8}}")
# How far before a number a word still speaks of it.
_NEAR: Final = 60


def personal_numbers(text: str) -> list[PersonalNumber]:
    """Return the numbers in plain text that seem to belong to private persons, each once."""
    return list(dict.fromkeys(_found(text)))


def spans(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Yield where each of them stands, from where to where."""
    for match, kind in _matches(text):
        yield match.start(), match.end(), kind


def _found(text: str) -> Iterator[PersonalNumber]:
    for match, kind in _matches(text):
        digits = re.sub(r"\D", "", match[0])
        yield PersonalNumber(kind, digits[:3] + "•" * (len(digits) - 5) + digits[-2:])


def _matches(text: str) -> Iterator[tuple[re.Match[str], Kind]]:
    joined = (match for match in _JOINED.finditer(text) if not _YEAR.search(match[0]))
    found = [*_NUMBER.finditer(text), *joined]
    for match in sorted(found, key=lambda each: each.start()):
        digits = re.sub(r"\D", "", match[0])
        kind = _kind(digits, fold(text[max(0, match.start() - _NEAR) : match.start()]))
        if kind is not None:
            yield match, kind


def _kind(digits: str, before: str) -> Kind | None:
    if len(digits) == 11 and digits.startswith("84"):
        digits = "0" + digits[2:]
    if len(digits) == 12 and digits[:3] in _PROVINCES and digits[3] in "0123":
        return Kind.CITIZEN
    if len(digits) == 9 and _CARD_WORDS.search(before):
        return Kind.IDENTITY_CARD
    if _LIKE_A_MOBILE.fullmatch(digits) and not _OFFICE_WORDS.search(before):
        return Kind.PHONE
    return None
