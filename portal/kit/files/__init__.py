"""Files: how they are written, and what those that people send really are."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

logger = logging.getLogger(__name__)


def replace_file(path: Path, content: str | bytes) -> None:
    """Write the file at once, in place of an earlier one: no reader ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f".{path.name}-{uuid4().hex}")
    try:
        begun.write_bytes(content.encode() if isinstance(content, str) else content)
        begun.replace(path)
    finally:
        # A full disk is not to be filled further with halves.
        begun.unlink(missing_ok=True)


def keep_file(path: Path, content: bytes) -> bool:
    """Write a file that can be made anew at any time; return whether the disk has taken it."""
    try:
        replace_file(path, content)
    except OSError as error:
        logger.warning("%s is not kept, and made anew each time: %s", path, error.strerror)
        return False
    return True


def private(path: str, flags: int) -> int:
    """Open a file that only its owner may read: an `opener` for `open`."""
    return os.open(path, flags, 0o600)


def create_private(path: Path) -> IO[str]:
    """Open a new text file that only its owner may read; raises FileExistsError."""
    return open(path, "x", encoding="utf-8", newline="\n", opener=private)


def create_once(path: Path, text: str) -> None:
    """Write a private file that is there complete or not at all; an earlier one stays as it is."""
    begun = path.with_name(f".{path.name}-{uuid4().hex}")
    try:
        with create_private(begun) as file:
            file.write(text)
        with suppress(FileExistsError):
            path.hardlink_to(begun)
    finally:
        begun.unlink(missing_ok=True)


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until no other process holds this file; the kernel frees what a dead one held."""
    file = open_lock(path)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
