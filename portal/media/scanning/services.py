"""The one way of an uploaded file past the virus scanner, and what follows from its verdict."""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.files.clamd import Unavailable, Unscannable, find_virus
from portal.media.scanning.models import UNSCANNABLE, ScannedFile, ScanState
from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.generation import unseen

logger = logging.getLogger(__name__)
# So long nobody waits for a scanner again that has just failed to answer.
REST_SECONDS: Final = 30.0
# All sizes of a picture begin with the digest of what was sent.
_SIZE = re.compile(r"(.+/[0-9a-f]{32})-[0-9].*")
# Of this process and of one generation: a virus that is found later moves that on.
_MAX_REMEMBERED: Final = 5000
_clean_keys: set[str] = set()
_clean_in: list[Stamp | None] = [None]
_remembering: Final = threading.Lock()
_rests_until = [0.0]
type _Write = Callable[[], object]
_written: ContextVar[list[_Write] | None] = ContextVar("written", default=None)


def is_on() -> bool:
    """Return whether a scanner is configured."""
    return bool(settings.CLAMD_URL)


def check_upload(file: File[bytes], *, name: str = "", by: AbstractBaseUser | None = None) -> None:
    """Raise ValidationError for an infected file, and write that down.

    `name` is the one under which it will be stored, if it will: it is remembered as clean, or as
    waiting where the scanner gives no verdict. Without a scanner nothing is done.
    """
    if not is_on():
        return
    try:
        virus = _scan(file)
    except Unavailable as error:
        logger.warning("A file came in unscanned: the virus scanner gives no verdict: %s", error)
        _write(partial(_remember, name, ScanState.WAITING))
        return
    if not virus:
        _write(partial(_remember, name, ScanState.CLEAN))
        return
    shown = str(file.name or "")[:200]
    logger.warning("An uploaded file was refused: %s found in it.", virus)
    _write(partial(_write_down, {"file": shown, "virus": virus[:200]}, by=_sender(file, by)))
    raise ValidationError(
        _(
            "The virus scanner found “%(virus)s” in “%(file)s”: the file was not taken in. Have "
            "the computer that it comes from checked, and send a clean file."
        ),
        code="infected",
        params={"virus": virus, "file": shown},
    )


@contextmanager
def verdicts_kept() -> Iterator[None]:
    """Write what is said of uploads inside once more afterwards: what is inside is rolled back."""
    inside: list[_Write] = []
    token = _written.set(inside)
    try:
        yield
    finally:
        _written.reset(token)
        # Also where it broke off: the file is stored all the same.
        if not transaction.get_connection().needs_rollback:
            for write in inside:
                _write(write)


def _write(write: _Write) -> None:
    write()
    if (inside := _written.get()) is not None:
        inside.append(write)


@transaction.atomic
def _write_down(found: dict[str, str], *, by: AbstractBaseUser | AnonymousUser | None) -> None:
    record(Action.UPLOAD_REFUSED, by=by, new=found)


def scan_stored(key: str, files: Iterable[File[bytes]], *, signatures: str) -> ScannedFile:
    """Scan a file that is stored, of a picture each of its sizes; return its row with the verdict.

    Raise Unavailable where the scanner does not work. On what it cannot scan it is asked again
    after all others. `signatures` is what it is known to know by now.
    """
    virus = ""
    try:
        virus = next(filter(None, (_scan(file) for file in files)), "")
        state = ScanState.INFECTED if virus else ScanState.CLEAN
    except Unscannable as error:
        logger.warning("The virus scanner gives no verdict on %s: %s", key, error)
        state, signatures = ScanState.WAITING, UNSCANNABLE
    values = {"state": state, "virus": virus[:200], "at": timezone.now(), "signatures": signatures}
    with unseen() if state == _state_of(key) else nullcontext():
        return ScannedFile.objects.update_or_create(key=key, defaults=values)[0]


def _state_of(key: str) -> str:
    """Return what is known of a stored file; of one without a row nothing is."""
    state = ScannedFile.objects.filter(key=key).values_list("state", flat=True).first()
    return state or ScanState.WAITING


def verdict_on(file: File[bytes]) -> str:
    """Return what is found in a file by now, "" where nothing is; raise Unavailable, as above.

    What the scanner cannot scan again says nothing against the verdict that stands.
    """
    try:
        return _scan(file)
    except Unscannable:
        return ""


def not_clean(names: Iterable[str]) -> dict[str, ScanState]:
    """Return the stored files, by name, that nobody may fetch yet or again, and why.

    Without a scanner these are none, and nothing is asked.
    """
    keys = {name: key_of(name) for name in names}
    if not is_on():
        return {}
    # Asked before the rows are: these are never of an older generation.
    stamp = stamp_outside_transactions()
    if not (open_keys := {*keys.values()} - _known_as_clean(stamp)):
        return {}
    rows = ScannedFile.objects.filter(key__in=open_keys).values_list("key", "state")
    states = {key: ScanState(state) for key, state in rows}
    _keep_in_mind(stamp, (key for key, state in states.items() if state == ScanState.CLEAN))
    return {
        name: states.get(key, ScanState.WAITING)
        for name, key in keys.items()
        if key in open_keys and states.get(key) != ScanState.CLEAN
    }


def key_of(name: str) -> str:
    """Return what a stored file is known by here: its name, of a picture without its size."""
    found = _SIZE.fullmatch(name)
    return found[1] if found else name


def is_clean(name: str) -> bool:
    """Return whether a stored file may be public, as far as viruses go."""
    return not not_clean([name])


def forget() -> None:
    """Forget what this process knows of the scanner and of files."""
    _clean_keys.clear()
    _rests_until[0] = 0.0


def _scan(file: File[bytes]) -> str:
    if time.monotonic() < _rests_until[0]:
        raise Unavailable("it gave none just now")
    stream = cast(BinaryIO, file)
    stream.seek(0)
    try:
        return find_virus(stream, settings.CLAMD_URL, seconds=settings.CLAMD_TIMEOUT)
    except Unscannable:
        raise
    except Unavailable:
        _rests_until[0] = time.monotonic() + REST_SECONDS
        raise
    finally:
        stream.seek(0)


def _remember(name: str, state: ScanState) -> None:
    if not name:
        return
    values = {"state": state, "virus": "", "at": timezone.now()}
    # No page shows a file that is new here; one that does is written after it.
    with unseen():
        row, is_new = ScannedFile.objects.get_or_create(key=key_of(name), defaults=values)
    # A verdict that was given stands; the same file may come in while the scanner is away.
    if not is_new and row.state != state and state == ScanState.CLEAN:
        ScannedFile.objects.filter(pk=row.pk).update(**values)


def _known_as_clean(stamp: Stamp | None) -> set[str]:
    """Return what this process knows of the generation; nothing where nobody knows which it is."""
    if stamp is None:
        return set()
    with _remembering:
        if stamp != _clean_in[0]:
            _clean_keys.clear()
            _clean_in[0] = stamp
    return _clean_keys


def _keep_in_mind(stamp: Stamp | None, keys: Iterable[str]) -> None:
    """Remember what was clean in a generation, unless another thread has seen the next one."""
    with _remembering:
        if stamp is None or stamp != _clean_in[0]:
            return
        if len(_clean_keys) > _MAX_REMEMBERED:
            _clean_keys.clear()
        _clean_keys.update(keys)


def _sender(
    file: File[bytes], by: AbstractBaseUser | None
) -> AbstractBaseUser | AnonymousUser | None:
    """Return who sent a file: as its form says, else as the request that it came with."""
    request = getattr(file, "request", None)
    return by or (getattr(request, "user", None) if request is not None else None)
