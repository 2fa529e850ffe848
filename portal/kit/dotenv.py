"""The file `.env`: settings of this machine, below what its environment says."""

import os
import re
from io import StringIO
from pathlib import Path
from typing import Final

import environ
from django.core.exceptions import ImproperlyConfigured

# What django-environ takes for a variable; of any other line it would print the value and go on.
_LINE: Final = re.compile(r"(?:export )?([A-Za-z_0-9]+)=(.*)")

# Names that the environment has from the file: whoever is begun with it anew reads the file anew.
taken_from_file: set[str] = set()


def read_dotenv(path: Path) -> frozenset[str]:
    """Put what the file `path` says into the environment, where that does not say it itself.

    Returns the names in it; none where there is no such file. Raises ImproperlyConfigured where
    there is one that cannot be read, or a line of it: without what it says another site would be
    served, demo accounts and all.
    """
    if not path.exists() and not path.is_symlink():
        return frozenset()
    values = _values(path)
    taken_from_file.update(values.keys() - os.environ.keys())
    lines = "\n".join(f"{name}={value}" for name, value in values.items())
    environ.Env.read_env(StringIO(lines))
    return frozenset(values)


def _values(path: Path) -> dict[str, str]:
    """Return what the lines of the file give to each name; the last one counts."""
    values, wrong = {}, []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if found := _LINE.fullmatch(line):
            values[found[1]] = found[2].strip()
        elif line.strip() and not line.lstrip().startswith("#"):
            wrong.append(number)
    if wrong:
        raise ImproperlyConfigured("\n".join(_is_no_variable(number, path) for number in wrong))
    return values


def _is_no_variable(number: int, path: Path) -> str:
    # What stands there may be a password.
    return (
        f"Line {number} of {path} is not NAME=VALUE; nothing may stand before the name, and no "
        "space before the = (a remark begins with #)."
    )


def _text(path: Path) -> str:
    try:
        # Some editors begin a file with a mark, which is no part of the first line.
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(path, str(error.strerror)) from None
    except UnicodeDecodeError:
        raise _unreadable(path, "it is not UTF-8 text") from None
    if "\0" in text:  # UTF-16 is full of them.
        raise _unreadable(path, "it is not UTF-8 text")
    return text


def _unreadable(path: Path, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"Cannot read {path} ({why}): the site would run without what it says; make it a UTF-8 "
        "text file that this user may read, or remove it."
    )
