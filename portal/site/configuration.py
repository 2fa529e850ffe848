"""Looks at the environment and `.env` for what would be found out too late: one line a variable."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import checks

from portal.kit.environment import misspelt, names_in

# As Django's own check of what is deployed has it.
_KEY_LENGTH: Final = 50
_KEY_LETTERS: Final = 5
_OPEN: Final = stat.S_IWGRP | stat.S_IRWXO


def examine_configuration(**_options: object) -> Iterator[checks.CheckMessage]:
    """Yield what is wrong with the variables; asks no database."""
    yield from _names()
    for name, wrong in settings.WRONG_WHERE_USED.items():
        mend = f"Mend {name} in .env or the environment: `serve` does not start with it."
        yield checks.Warning(wrong, mend)
    yield from _dotenv_rights()
    yield from _secret_key()
    if "*" in settings.ALLOWED_HOSTS:
        yield checks.Warning(
            "ALLOWED_HOSTS is *: whoever asks chooses the address that letters lead to.",
            "Set ALLOWED_HOSTS to the names of the site, separated by commas.",
        )


def _names() -> Iterator[checks.CheckMessage]:
    known = settings.VARIABLES | names_in(settings.BASE_DIR / ".env.example")
    found = misspelt(known, settings.DOTENV_NAMES, frozenset(os.environ))
    for name, meant in found.items():
        guess = f"Did you mean {meant}?" if meant else "See .env.example for those that are."
        yield checks.Warning(f"{name} is no variable of this site: nothing reads it.", guess)


def _dotenv_rights() -> Iterator[checks.CheckMessage]:
    """Find an `.env` that others may read or the group may change: it holds every secret."""
    path = Path(settings.DOTENV_FILE)
    try:
        rights = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return
    if rights & _OPEN:
        yield checks.Warning(
            f"{path} has the rights {rights:04o}: others can read the passwords in it.",
            f"chmod 600 {path}, or 640 where it is root's and the group that of the service.",
        )


def _secret_key() -> Iterator[checks.CheckMessage]:
    key = str(settings.SECRET_KEY)
    if len(key) < _KEY_LENGTH or len(set(key)) < _KEY_LETTERS:
        yield checks.CheckMessage(
            checks.ERROR if settings.SITE_HTTPS else checks.WARNING,
            f"SECRET_KEY is short ({len(key)} characters): whoever guesses it signs in as anybody.",
            f"Set SECRET_KEY to {_KEY_LENGTH} or more random characters; all sign in anew then.",
        )


def examine_production(**_options: object) -> Iterator[checks.CheckMessage]:
    """Yield what a department's own site should not go without; asks no database."""
    yield from _settings()
    yield from _proxies()
    yield from _alarms()


def _settings() -> Iterator[checks.CheckMessage]:
    if not settings.DATABASE_IS_EMBEDDED and not os.environ.get("DATABASE_OWNER_URL"):
        yield checks.Warning(
            "DATABASE_OWNER_URL is not set: the application owns its tables.",
            "Make a second role that owns the database and set DATABASE_OWNER_URL to it.",
        )
    if settings.DEBUG:
        yield checks.Warning("DEBUG is on: errors show the code.", "Unset DEBUG in production.")
    if settings.SITE_IS_DEMO and (settings.SITE_HTTPS or settings.SET_FOR_PRODUCTION):
        yield checks.Warning(
            "SITE_IS_DEMO is on: every page says that it is none of the department's.",
            "Set SITE_IS_DEMO=0 on the department's own site.",
        )
    if not settings.SITE_HTTPS:
        return
    if not os.environ.get("SECRET_KEY"):
        yield checks.Warning(
            "SECRET_KEY is not set: the one in VAR_DIR serves, which other machines do not have.",
            "Set SECRET_KEY to 50 or more random characters, the same on every machine.",
        )
    if settings.DATABASE_IS_EMBEDDED:
        yield checks.Warning(
            "DATABASE_URL is not set: an embedded PostgreSQL serves, which nobody backs up.",
            "Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or later.",
        )
    if not settings.STAFF_MFA_REQUIRED:
        yield checks.Error(
            "STAFF_MFA_REQUIRED is off: a stolen password is enough to publish.",
            "Unset STAFF_MFA_REQUIRED.",
        )


def _proxies() -> Iterator[checks.CheckMessage]:
    """Find a proxy that has to be in front, as only it speaks https or to other machines."""
    if settings.TRUSTED_PROXIES or (settings.SITE_IS_LOCAL and not settings.SITE_HTTPS):
        return
    follows = (
        "its X-Forwarded-Proto is ignored, and every page leads to itself for ever."
        if settings.SITE_HTTPS
        else "all readers have its address, and limits lock all of them out together."
    )
    yield checks.Warning(
        f"TRUSTED_PROXIES is not set: where a proxy is in front, {follows}",
        "Set TRUSTED_PROXIES to the proxy's address as the site sees it, such as 127.0.0.1.",
    )


def _alarms() -> Iterator[checks.CheckMessage]:
    """Find a department's site that tells nobody what needs a person."""
    if not (settings.SITE_IS_DEMO or settings.ALERT_EMAIL or settings.ALERT_WEBHOOK):
        yield checks.Warning(
            "ALERT_EMAIL and ALERT_WEBHOOK are not set: nobody is told when something breaks.",
            "Set ALERT_EMAIL to who looks after the site, or ALERT_WEBHOOK.",
        )
