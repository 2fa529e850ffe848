"""Addresses made of titles."""

import re
from typing import Final

from portal.kit.text.normalize import fold

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
