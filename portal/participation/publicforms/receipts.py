"""Numbers of receipts: people read them out and others type them, each in their own way."""

import re
from typing import Final

from portal.kit.text.normalize import fold

_DASHES: Final = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")


def receipt_pattern(letters: str, digits: str) -> re.Pattern[str]:
    """Return the pattern of a number; its letters may be missing, and words stand before them."""
    return re.compile(rf"(?:\D*\b{letters}|so)?[\s.:-]*{digits}", re.ASCII)


def match_receipt(pattern: re.Pattern[str], typed: str) -> re.Match[str] | None:
    """Return how what was typed fits, whatever its case, marks (“HĐ” for “HD”) and dashes are."""
    return pattern.fullmatch(fold(typed).translate(_DASHES).strip())
