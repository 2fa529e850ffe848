"""The file `.env`: settings of this machine, below what its environment says."""

import re
from io import StringIO
from pathlib import Path
from typing import Final

import environ
from django.core.exceptions import ImproperlyConfigured

_NAME: Final = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", re.MULTILINE)


def read_dotenv(path: Path) -> frozenset[str]:
    """Put what the file `path` says into the environment, where that does not say it itself.

    Returns the names in it; none where there is no such file. Raises ImproperlyConfigured where
    there is one that cannot be read: without what it says another site would be served, demo
    accounts and all.
    """
    if not path.exists() and not path.is_symlink():
        return frozenset()
    text = _text(path)
    environ.Env.read_env(StringIO(text))
    return frozenset(_NAME.findall(text))


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
