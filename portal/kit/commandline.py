"""What `manage.py` does around a command: the embedded PostgreSQL runs, errors are one line."""

import os
import pwd
import shlex
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError, ProgrammingError

from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.server import embedded_server

NEED_NO_DATABASE = {
    "check",
    "check_messages",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "install",
    "makemessages",
    "sendtestemail",
    "startapp",
    "version",
}

SERVING = {"serve", "work"}

# Of SQLSTATE: a table or a column that is not there, and a right that the role lacks.
_OTHER_TABLES: Final = "The database has not got the tables of this version"
_TO_MIGRATE: Final = {
    "42P01": _OTHER_TABLES,
    "42703": _OTHER_TABLES,
    "42501": "The role of the site lacks a right in the database",
}


def execute(words: Sequence[str]) -> None:
    """Run the command that `words` (as in sys.argv) name, with a database where it needs one."""
    _begin_in_utf_8()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    # Ended by a supervisor or a closed terminal, we still stop what we have started.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    _let_the_group_read()
    try:
        _refuse_for_root(words)
        with _database_for(words):
            _share_counts(words)
            execute_from_command_line(list(words))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except (EmbeddedServerError, ImproperlyConfigured, OperationalError, InterfaceError) as error:
        if "--traceback" in words:
            raise
        sys.exit(_one_line(error))
    except ProgrammingError as error:
        message = _of_other_tables(error)
        # A migration that fails is not mended by another: its traceback says which one it was.
        if {"--traceback", "migrate"} & set(words) or not message:
            raise
        sys.exit(message)


def _begin_in_utf_8() -> None:
    """Begin anew where the locale is of another encoding: it garbles what is typed and printed."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        words = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, words, os.environ | {"PYTHONUTF8": "1"})  # noqa: S606  # ourselves


def _let_the_group_read() -> None:
    """Let nginx, which is in the site's group, read what a command writes, under any umask.

    As in the units (UMask=0027). What is private is made so by itself.
    """
    mask = os.umask(0o077)
    os.umask(mask & ~0o050)


def _end(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def _refuse_for_root(words: Sequence[str]) -> None:
    """End where root works on a site of somebody else: what it wrote, the site could not change."""
    from django.conf import settings

    if os.geteuid() != 0 or not _needs_database(words):
        return
    try:
        owner = settings.VAR_DIR.stat().st_uid
    except OSError:
        return
    if owner != 0:
        typed = shlex.quote(shlex.join([sys.executable, *words]))
        name = _name_of(owner)
        sys.exit(
            f"The site's files belong to {name}, who could not change what root writes among them;"
            f" files that are named have to be readable by {name}, too."
            f" Type: su {name} -s /bin/sh -c {typed}"
        )


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _needs_database(words: Sequence[str]) -> bool:
    asks_for_help = bool({"-h", "--help", "--version"} & set(words))
    command = words[1] if len(words) > 1 else "help"
    names_one = command == "check" and any(word.startswith("--database") for word in words)
    return not asks_for_help and (command not in NEED_NO_DATABASE or names_one)


def _database_for(words: Sequence[str]) -> AbstractContextManager[None]:
    from django.conf import settings

    # Reading the setting also tells, before anything is started, what is wrong in the environment.
    if not settings.DATABASE_IS_EMBEDDED or not _needs_database(words):
        return nullcontext()
    return embedded_server(settings.VAR_DIR)


def _share_counts(words: Sequence[str]) -> None:
    """Let the processes of a served site count together; before anything is counted."""
    if len(words) > 1 and words[1] in SERVING:
        from django.conf import settings

        from portal.kit.measuring.sharing import share_counts

        share_counts(settings.VAR_DIR / "run" / "metrics")


def _one_line(error: Exception) -> str:
    """Return what is wrong in a line; of settings in a line for each."""
    if isinstance(error, ImproperlyConfigured):
        return "\n".join(" ".join(line.split()) for line in str(error).splitlines())
    message = " ".join(str(error).split())
    if isinstance(error, OperationalError | InterfaceError):
        return (
            f"The database does not answer as it should: {message} — check DATABASE_URL and "
            "DATABASE_OWNER_URL (postgres://USER:PASSWORD@HOST:5432/NAME) and that PostgreSQL "
            "runs there; --traceback shows more."
        )
    return message


def _of_other_tables(error: ProgrammingError) -> str:
    """Return in a line that migrations are waiting; "" where a query of ours is wrong."""
    what = _TO_MIGRATE.get(getattr(error.__cause__, "pgcode", None) or "")
    first = str(error).strip().partition("\n")[0]
    return f"{what}: {first} — type manage.py migrate; --traceback shows more." if what else ""
