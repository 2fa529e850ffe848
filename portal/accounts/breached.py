"""Passwords that were found in breaches of other sites, looked up in a file of the operator's.

The file is that of Have I Been Pwned: a line for each SHA-1, in their order. No password, and no
part of its hash, leaves this machine.
"""

import hashlib
import mmap
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DIGITS: Final = 40


class BreachedValidator:
    """Refuses what the operator's file lists; without a file it refuses nothing."""

    def validate(self, password: str, user: object = None) -> None:
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(Path(path), password):
            raise ValidationError(
                _("This password was found in a breach of another site. Take another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("None that was stolen from another site.")


def is_listed(path: Path, password: str) -> bool:
    """Return whether the sorted file has the hash of a password: some forty steps, no reading."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()
    wanted = digest.upper().encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            middle = (low + high) // 2
            start = lines.rfind(b"\n", 0, middle) + 1
            found = lines[start : start + _DIGITS]
            if found == wanted:
                return True
            if found < wanted:
                end = lines.find(b"\n", middle)
                low = len(lines) if end < 0 else end + 1
            else:
                high = start
    return False
