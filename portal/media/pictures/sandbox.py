"""Has the files of a picture made by a process of its own, one picture at a time on this machine.

Decoding takes much memory and time for a small file; so it takes them once, within bounds, and
never more than half of a worker's threads wait for their turn.
"""

import fcntl
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGKILL
from threading import BoundedSemaphore
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.files import private
from portal.kit.files.sandbox import run_sandboxed
from portal.media.pictures.making import Made

logger = logging.getLogger(__name__)
# Seconds that a picture waits for its turn, and that it may then take.
PATIENCE: Final = 15.0
TIMEOUT_SECONDS: Final = 30.0
# Of a worker's four threads; who comes when both wait is asked to come again.
_IN_LINE = BoundedSemaphore(2)
_LINE_PATIENCE: Final = 2.0
# Of the allocator: memory that threads set aside for themselves would count against the bound.
_ONE_ARENA: Final = {"MALLOC_ARENA_MAX": "1"}
_PROGRAM: Final = (sys.executable, "-m", "portal.media.pictures.making")


def make_in_sandbox(
    content: bytes, *, focal: tuple[int, int] = (50, 50), crops_only: bool = False
) -> list[Made]:
    """Return the files of a picture; raise ValidationError, in words for people, if it is none."""
    words = [*_PROGRAM, *map(str, focal), *(["--crops"] if crops_only else [])]
    with _our_turn():
        done = run_sandboxed(
            words, content, timeout=TIMEOUT_SECONDS, keeps_complaints=True, **_ONE_ARENA
        )
    if done is None or done.returncode == -SIGKILL:
        # By the kernel, for memory or for time: the picture itself may be in order.
        raise _not_now()
    if done.returncode != 0:
        message = _last_line(done.stderr)
        logger.warning("A picture ended its process with %d: %s", done.returncode, message)
        raise _damaged()
    return _files_of(done.stdout)


@contextmanager
def _our_turn() -> Iterator[None]:
    """Wait until no other picture is decoded on this machine; raise ValidationError if too many do.

    The lock is the operating system's: it goes with whoever held it.
    """
    if not _IN_LINE.acquire(timeout=_LINE_PATIENCE):
        raise _busy()
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with open(settings.VAR_DIR / "pictures.lock", "w", opener=private) as file:
            _lock(file.fileno())
            yield
    finally:
        _IN_LINE.release()


def _lock(descriptor: int) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > ends:
                raise _busy() from error
            time.sleep(0.05)
        else:
            return


def _files_of(answer: bytes) -> list[Made]:
    head, _line, rest = answer.partition(b"\n")
    header: dict[str, Any] = json.loads(head)
    if refused := header.get("refused"):
        raise _refusal(refused, header["limit"])
    made, at = [], 0
    for facts in header["files"]:
        length = facts.pop("content")
        made.append(Made(**facts, content=rest[at : at + length]))
        at += length
    return made


def _refusal(reason: str, limit: int) -> ValidationError:
    if reason == "pixels":
        return _too_many_pixels(limit)
    return _too_long() if reason == "long" else _damaged()


def _last_line(complaints: bytes) -> str:
    return complaints.decode(errors="replace").strip().rpartition(os.linesep)[2][:200]


def _busy() -> ValidationError:
    return ValidationError(
        _("Many pictures are being taken in just now; send this one again in a moment."),
        code="busy",
    )


def _not_now() -> ValidationError:
    return ValidationError(
        _(
            "The picture could not be read just now; send it again in a moment."
            " If it stays so, send a smaller one."
        ),
        code="busy",
    )


def _damaged() -> ValidationError:
    return ValidationError(
        _("The picture is damaged or cut off and cannot be read."), code="damaged"
    )


def _too_long() -> ValidationError:
    return ValidationError(
        _("The picture is far too long for its width; cut it into parts."), code="pixels"
    )


def _too_many_pixels(limit: int) -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels; the limit is %(limit)s million."),
        code="pixels",
        params={"limit": limit},
    )
