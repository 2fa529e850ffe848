"""The variables of the environment, read by their types; what is wrong is said of all at once."""

import os
import re
import shlex
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUE: Final = ("1", "true", "on", "ok", "y", "yes")
_FALSE: Final = ("0", "false", "off", "n", "no")
# What a person may have typed instead of a name; less alike are other programs' variables.
_ALIKE: Final = 0.85
_EXAMPLE: Final = re.compile(r"^#?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
# A hundred years: "for ever" as a number, with which a date can still be worked out.
MAX_DAYS: Final = 36_500
_POSTGRESQL: Final = "django.db.backends.postgresql"
# Seconds; the client's own five are longer than it takes to make what a cache keeps.
CACHE_TIMEOUTS: Final = {"socket_connect_timeout": 0.2, "socket_timeout": 0.3}
# The name of a site, without scheme and port.
HOST: Final = r"(?:\[[\da-fA-F:]+\]|[\w.-]+)"
# Read before the settings.
_BEFORE: Final = "DJANGO_SETTINGS_MODULE"


class Environment(environ.Env):  # type: ignore[misc]  # django-environ has no types
    """django-environ's, in which a value of a wrong type is named and stops the start.

    `Env.bool` takes any word for "no", which would switch off what somebody wanted on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names = {_BEFORE}
        self._wrong: list[str] = []
        # By variable, of those that only some commands use.
        self.wrong_where_used: dict[str, str] = {}

    def get_value(
        self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **_options: Any
    ) -> Any:
        """Return the value as `cast` reads it; the default where it is absent, empty or wrong.

        A `$` is a letter as any other: django-environ takes what follows it for another variable.
        """
        self.names.add(var)
        typed = os.environ.get(var, "").strip()
        if not typed:
            return default
        if cast in (bool, int, float) and (wrong := _wrong(typed, cast)):
            self._wrong.append(f"{var} is {typed!r}; write {wrong}.")
            return default
        return self.parse_value(typed, cast)

    def list(self, var: str, cast: type = str, *, default: Any) -> Any:
        """Return what stands between the commas, without the space around it or empty ones."""
        typed = self.str(var, default="")
        if not typed:
            return default
        parts = [part for each in typed.split(",") if (part := each.strip())]
        for part in parts:
            if wrong := _wrong(part, cast):
                self._wrong.append(f"{var} has {part!r} in it; write {wrong} between commas.")
                return default
        return [cast(part) for part in parts]

    def days(self, var: str, default: int, least: int = 1) -> int:
        """Return a number of days; of 0 what is erased after so many would be gone at once."""
        return self.bounded(var, default, least, MAX_DAYS)

    def bounded(self, var: str, default: int, least: int, most: int) -> int:
        """Return a whole number within bounds; the default where it is absent or wrong."""
        number = int(self.int(var, default=default))
        if least <= number <= most:
            return number
        self._wrong.append(f"{var} is {number}; write a whole number from {least} to {most}.")
        return default

    def bounded_where_used(self, var: str, default: int, least: int, most: int) -> int:
        """Return as `bounded`; a wrong one stops only the commands that use it, and they say so."""
        noted = len(self._wrong)
        number = self.bounded(var, default, least, most)
        if self._wrong[noted:]:
            self.wrong_where_used[var] = self._wrong.pop()
        return number

    def database_url(self, var: str) -> dict[str, Any]:
        """Return the PostgreSQL that a variable describes; raise ImproperlyConfigured."""
        typed = self.str(var, default="")
        scheme = typed.partition(":")[0].lower()
        # Of any other scheme django-environ prints all, with the password.
        if self.DB_SCHEMES.get(scheme) == _POSTGRESQL:
            with suppress(KeyError, ValueError):
                parsed = dict(self.db_url_config(typed))
                if _names_a_database(parsed):
                    return parsed
        raise ImproperlyConfigured(
            f"{var} does not describe a PostgreSQL database; write "
            "postgres://USER:PASSWORD@HOST:5432/NAME, and in the password %2F for /, %3F for ?."
        )

    def email_url(self, var: str, default: str) -> dict[str, Any]:
        """Return the mailer that a variable describes; the default's where it is none."""
        try:
            return dict(super().email_url(var, default=default))
        except (KeyError, ValueError, ImproperlyConfigured):
            self._note_address(var, "smtp+tls://USER:PASSWORD@HOST:587")
            return dict(self.email_url_config(default))

    def cache_url(self, var: str, default: str = "dummycache://") -> dict[str, Any]:
        """Return the cache that a variable describes; the default's where it is none.

        A server has timeouts, as `?socket_timeout=1` behind its address or our own.
        """
        try:
            found = dict(super().cache_url(var, default=default))
        except (KeyError, ValueError, ImproperlyConfigured):
            self._note_address(var, "redis://HOST:6379/0")
            found = dict(self.cache_url_config(default))
        if found["BACKEND"].endswith(".RedisCache"):
            found["OPTIONS"] = CACHE_TIMEOUTS | found.get("OPTIONS", {})
        return found

    def words(self, var: str) -> Sequence[str]:
        """Return the words of a command; none where it is absent, or no shell would take it."""
        try:
            return shlex.split(self.str(var, default=""))
        except ValueError as error:
            self._wrong.append(f"{var} is no command that can be typed: {error}.")
            return []

    def require_right_types(self) -> None:
        """Raise ImproperlyConfigured with a line for each value of a wrong type."""
        if self._wrong:
            raise ImproperlyConfigured("\n".join(self._wrong))

    def _note_address(self, var: str, example: str) -> None:
        # What was written may hold a password.
        self._wrong.append(f"{var} describes nothing that is known; write such as {example}.")


def _names_a_database(parsed: dict[str, Any]) -> bool:
    """Return whether an address has a name that is no rest of a password with / or ? in it."""
    name = str(parsed["NAME"])
    return "@" not in name and bool(name or parsed.get("OPTIONS", {}).get("service"))


def _wrong(typed: str, cast: type) -> str:
    """Return what to write instead of a value that is not of a type; "" where it is."""
    if cast is bool:
        return "" if typed.lower() in (*_TRUE, *_FALSE) else "1 or 0"
    try:
        cast(typed)
    except ValueError:
        return "a whole number" if cast is int else "a number"
    return ""


def is_server_elsewhere(email_url: str) -> bool:
    """Return whether letters go to a mail server that is not this machine's own."""
    if not email_url.startswith("smtp"):
        return False
    try:
        host = urlsplit(email_url).hostname or ""
    except ValueError:
        return True
    return host not in ("localhost", "::1") and not host.startswith("127.")


def is_set(variable: str) -> bool:
    """Return whether the operator has set a variable; an empty one says nothing."""
    return bool(os.environ.get(variable, "").strip())


def names_in(example: Path) -> frozenset[str]:
    """Return the variables that `.env.example` lists."""
    return frozenset(_EXAMPLE.findall(example.read_text(encoding="utf-8")))


def misspelt(
    known: frozenset[str], of_dotenv: frozenset[str], of_environment: frozenset[str]
) -> dict[str, str]:
    """Return the names that nothing reads, each with the one that was meant, or "".

    All of `.env` is the site's; of the environment only what is nearly a name of ours.
    """
    found = {name: _nearest(name, known) for name in of_dotenv - known}
    for name in of_environment - known - of_dotenv:
        if meant := _nearest(name, known):
            found[name] = meant
    return dict(sorted(found.items()))


def _nearest(name: str, known: frozenset[str]) -> str:
    return next(iter(get_close_matches(name.upper(), known, n=1, cutoff=_ALIKE)), "")
