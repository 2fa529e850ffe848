"""Looks at the environment and `.env` for what would be found out too late: one line a variable."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from portal.kit.environment import misspelt, names_in
from portal.site.findings import Finding

# As Django's own check of what is deployed has it.
_KEY_LENGTH: Final = 50
_KEY_LETTERS: Final = 5
_OPEN: Final = stat.S_IWGRP | stat.S_IRWXO


def examine_configuration() -> Iterator[Finding]:
    """Yield what is wrong with the variables; asks no database."""
    yield from _names()
    for name, wrong in settings.WRONG_WHERE_USED.items():
        mend = f"Mend {name} in .env or the environment: `serve` does not start with it."
        yield Finding("warning", wrong, mend)
    yield from _dotenv_rights()
    yield from _secret_key()
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            "warning",
            "ALLOWED_HOSTS is *: whoever asks chooses the address that letters lead to.",
            "Set ALLOWED_HOSTS to the names of the site, separated by commas.",
        )


def _names() -> Iterator[Finding]:
    known = settings.VARIABLES | names_in(settings.BASE_DIR / ".env.example")
    found = misspelt(known, settings.DOTENV_NAMES, frozenset(os.environ))
    for name, meant in found.items():
        guess = f"Did you mean {meant}?" if meant else "See .env.example for those that are."
        yield Finding("warning", f"{name} is no variable of this site: nothing reads it.", guess)


def _dotenv_rights() -> Iterator[Finding]:
    """Find an `.env` that others may read or the group may change: it holds every secret."""
    path = Path(settings.DOTENV_FILE)
    try:
        rights = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return
    if rights & _OPEN:
        yield Finding(
            "warning",
            f"{path} has the rights {rights:04o}: others can read the passwords in it.",
            f"chmod 600 {path}, or 640 where it is root's and the group that of the service.",
        )


def _secret_key() -> Iterator[Finding]:
    key = str(settings.SECRET_KEY)
    if len(key) < _KEY_LENGTH or len(set(key)) < _KEY_LETTERS:
        yield Finding(
            "error" if settings.SITE_HTTPS else "warning",
            f"SECRET_KEY is short ({len(key)} characters): whoever guesses it signs in as anybody.",
            f"Set SECRET_KEY to {_KEY_LENGTH} or more random characters; all sign in anew then.",
        )
