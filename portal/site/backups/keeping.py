"""Backups of each day: named by their time, encrypted to a public key, copied elsewhere, outlived.

Whoever breaks into the machine finds no backup to read: the key that opens one lies elsewhere.
"""

import errno
import hashlib
import logging
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.files import space
from portal.kit.files.scratch import scratch_folder, work_place
from portal.kit.postgres.programs import ProgramFailed
from portal.site.backups.archive import Manifest
from portal.site.backups.models import BackupKind, BackupRun
from portal.site.backups.writing import database_bytes, uploaded_bytes, write_backup

logger = logging.getLogger(__name__)
PREFIX: Final = "portal-"
PLAIN, ENCRYPTED = ".backup", ".backup.age"
# In a second place, until it is whole.
_HALF: Final = ".part"
_LONGEST_COPY: Final = timedelta(hours=12)
# How every file of age begins, in PEM (`age --armor`), too.
_AGE_HEADS: Final = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
# After each of its errors age asks to be told of it.
_AGE_REPORTS: Final = " age: report unexpected"
_OF_ANOTHER_KEY: Final = "no identity matched"
# However old they are: a site whose backups fail does not lose its last ones.
NEVER_FEWER: Final = 3
REMOVED_AT_ONCE: Final = 3


def back_up_into(folder: Path) -> tuple[Path, Manifest]:
    """Write the backup of this moment into a folder, and do with it what the settings say.

    Raises OSError and ProgramFailed; a backup that is here but not in the second place is a
    failure, too.
    """
    ending = ENCRYPTED if settings.BACKUP_RECIPIENT else PLAIN
    target = folder / f"{_name_at(timezone.now())}{ending}"
    with scratch_folder(folder, ".keeping-") as scratch:
        # What a killed run left behind is gone by now.
        is_cleared = _make_room_to_work(folder)
        plain = scratch / "plain"
        manifest = write_backup(plain)
        made = _encrypted(plain, scratch) if settings.BACKUP_RECIPIENT else plain
        made.replace(target)
    if not is_cleared:
        _remove_outlived(folder, settings.BACKUP_KEEP_DAYS)
    copied_to = copy_elsewhere(target)
    note_backup(target, copied_to=copied_to)
    _bring_missed(target)
    return target, manifest


def note_backup(target: Path, *, copied_to: str = "") -> None:
    """Note in the site's own list that a backup was made whole."""
    BackupRun.objects.create(
        kind=BackupKind.BACKUP,
        file=str(target),
        bytes=target.stat().st_size,
        is_encrypted=target.name.endswith(ENCRYPTED),
        copied_to=copied_to,
    )


def note_restore(source: Path, kind: BackupKind) -> None:
    """Note in the site's own list that a backup came back whole: in a rehearsal, or here."""
    BackupRun.objects.create(
        kind=kind,
        file=str(source.absolute()),
        bytes=source.stat().st_size,
        is_encrypted=is_encrypted(source),
    )


def outlived(folder: Path, days: int) -> list[Path]:
    """Return backups of a folder that are older than so many days, never the last ones.

    A few at a time: with a clock that is a year ahead all of them look that old.
    """
    oldest = timezone.now() - timedelta(days=days)
    found = [path for path in backups_in(folder)[:-NEVER_FEWER] if path.name < _name_at(oldest)]
    return found[:REMOVED_AT_ONCE]


def _remove_outlived(folder: Path, days: int) -> None:
    for old in outlived(folder, days):
        old.unlink(missing_ok=True)


def backups_in(folder: Path) -> list[Path]:
    """Return the backups of a folder by their times, the newest last.

    First of all stands what was made under a clock that was ahead: it is not the newest.
    """
    now = _name_at(timezone.now() + timedelta(seconds=1))
    found = (
        path
        for path in folder.glob(f"{PREFIX}*")
        if path.name.endswith((PLAIN, ENCRYPTED)) and path.is_file()
    )
    return sorted(found, key=lambda path: (path.name < now, path.name))


def _name_at(moment: datetime) -> str:
    # By the clock of those who look for the backup of a day; it knows no summer time.
    return f"{PREFIX}{timezone.localtime(moment):%Y%m%d-%H%M%S}"


def copy_elsewhere(target: Path) -> str:
    """Bring a backup to the second place that the settings name; return which that is."""
    if command := settings.BACKUP_SECOND_COMMAND:
        _run([*shlex.split(command), str(target)])
        return str(shlex.split(command)[0])
    if not settings.BACKUP_SECOND_PLACE:
        return ""
    second = Path(settings.BACKUP_SECOND_PLACE)
    try:
        _remove_half_copies(second)
        _remove_outlived(second, settings.BACKUP_SECOND_KEEP_DAYS)
        _copy_whole(target, second)
    except OSError as error:
        raise OSError(_why_no_copy(error, target, second)) from error
    return str(second)


def _bring_missed(target: Path) -> None:
    """Copy what the second place has missed; where that fails, the next run tries again."""
    if settings.BACKUP_SECOND_COMMAND or not settings.BACKUP_SECOND_PLACE:
        return
    second = Path(settings.BACKUP_SECOND_PLACE)
    try:
        for each in _missed(target, second):
            _copy_whole(each, second)
    except OSError as error:  # This night's backup is there: that one is what counts.
        logger.warning("%s misses an earlier backup: %s", second, error)


def _missed(target: Path, second: Path) -> list[Path]:
    """Return the earlier backups that were made while the second place was away.

    What is older than all that lies there, or than is kept there, is left: it was let go, or the
    place is new.
    """
    there = {path.name for path in backups_in(second)}
    kept_from = _name_at(timezone.now() - timedelta(days=settings.BACKUP_SECOND_KEEP_DAYS))
    oldest = max(kept_from, min(there, default=target.name))
    return [
        path
        for path in backups_in(target.parent)
        if oldest < path.name < target.name
        and path.name not in there
        and path.suffix == target.suffix
    ]


def _why_no_copy(error: OSError, target: Path, second: Path) -> str:
    """Return what the operator reads of a copy that failed, and what to do."""
    if error.errno == errno.ENOENT:
        cure = _("Is its disk mounted? The next backup brings along what it has missed.")
    elif error.errno in (errno.EROFS, errno.EACCES):
        cure = _("This user, or the unit portal-backup.service, may not write there: see doctor.")
    else:
        cure = _("The next backup brings along what it has missed.")
    said = _("%(file)s is made, but not all is in BACKUP_SECOND_PLACE (%(place)s): %(reason)s.")
    reason = error.strerror or str(error).rstrip(".")
    return f"{said % {'file': target, 'place': second, 'reason': reason}} {cure}"


def _copy_whole(target: Path, second: Path) -> None:
    """Copy a backup into a folder, where it appears when it is there whole, or leaves nothing."""
    part = second / f".{target.name}{_HALF}"
    try:
        shutil.copyfile(target, part)
        part.chmod(0o600)
        # Whoever sorts by time finds the newest.
        os.utime(part, ns=(target.stat().st_atime_ns, target.stat().st_mtime_ns))
        if _sum_of(part) != _sum_of(target):
            raise OSError(_("The copy in %(place)s differs.") % {"place": second})
        part.replace(second / target.name)
    finally:
        part.unlink(missing_ok=True)


def _remove_half_copies(second: Path) -> None:
    """Remove what runs that were killed left behind; what is still written to is younger."""
    abandoned = (timezone.now() - _LONGEST_COPY).timestamp()
    for part in second.glob(f".{PREFIX}*{_HALF}"):
        if part.stat().st_mtime < abandoned:
            part.unlink(missing_ok=True)


def is_encrypted(source: Path) -> bool:
    """Tell by its first bytes whether age wrote a file; people rename what they copy."""
    with source.open("rb") as file:
        return file.read(max(map(len, _AGE_HEADS))).startswith(_AGE_HEADS)


def require_room(source: Path, copies: int) -> None:
    """Raise OSError where not even so many copies of a backup fit where it is worked on."""
    place = work_place()
    needed = copies * source.stat().st_size // 1_000_000
    if shutil.disk_usage(place).free // 1_000_000 < needed:
        said = _(
            "%(place)s has no room: this needs %(needed)d MB or more. Name a folder on a larger"
            " disk before the command: TMPDIR=/var/lib/portal/var/tmp"
        )
        raise OSError(said % {"place": place, "needed": needed})


def _make_room_to_work(folder: Path) -> bool:
    """Return whether old backups had to go for the new one; raise OSError where that is too little.

    Else they stay until it is there: a night that fails costs none.
    """
    needed = _needed_to_work(folder)
    if is_cleared := _free(folder) < needed:
        _remove_outlived(folder, settings.BACKUP_KEEP_DAYS)
    if (free := _free(folder)) < needed:
        said = _(
            "%(folder)s has %(free)d MB left: the work on a backup needs %(needed)d MB, with what"
            " has to stay for the database. Move old backups away, or give it a larger disk."
        )
        raise OSError(said % {"folder": folder, "free": free, "needed": needed})
    return is_cleared


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free // 1_000_000


def _needed_to_work(folder: Path) -> int:
    """Return the megabytes that the work on a backup takes, with what has to stay for the database.

    The last one tells how large the next will be, and where there is none, the database: its dump
    is smaller. Beside it lies its encrypted twin for a while, or the dump in it.
    """
    uploaded = uploaded_bytes()
    last = [path.stat().st_size for path in backups_in(folder)[-1:]]
    size = max(uploaded, *(last or [uploaded + database_bytes()]))
    beside = size if settings.BACKUP_RECIPIENT else size - uploaded
    return (size + beside) // 1_000_000 + space.LOW


@contextmanager
def readable(source: Path, identity: Path | None) -> Iterator[Path]:
    """Give a backup as `restore` reads it; an encrypted one in a private folder, for a while.

    Raises ProgramFailed where it cannot be opened.
    """
    if not is_encrypted(source):
        yield source
        return
    if identity is None:
        raise ProgramFailed(_("The backup is encrypted: name the private key, --identity KEY."))
    if not os.access(identity, os.R_OK):
        said = _(
            "This user cannot read the private key %(key)s. As root: install -o portal -m 600"
            " %(key)s /var/lib/portal/khoa, then name that file, and remove it afterwards."
        )
        raise ProgramFailed(said % {"key": identity})
    with scratch_folder(work_place(), "portal-opened-") as scratch:
        opened = scratch / "opened"
        words = ["age", "--decrypt", "--identity", str(identity), "--output", str(opened)]
        _open_by(identity, [*words, str(source)])
        yield opened


def _open_by(identity: Path, words: list[str]) -> None:
    try:
        _run(words)
    except ProgramFailed as error:
        if _OF_ANOTHER_KEY not in str(error):
            raise
        said = _(
            "%(key)s does not open this backup: it was made for another key, an earlier one or that"
            " of another site."
        )
        raise ProgramFailed(said % {"key": identity}) from error


def _encrypted(plain: Path, scratch: Path) -> Path:
    made = scratch / "encrypted"
    _run(["age", "--recipient", settings.BACKUP_RECIPIENT, "--output", str(made), str(plain)])
    made.chmod(0o600)
    return made


def try_recipient() -> None:
    """Encrypt nothing to BACKUP_RECIPIENT; raise ProgramFailed where that cannot be done."""
    _run(["age", "--recipient", settings.BACKUP_RECIPIENT, "--output", os.devnull])


def _run(words: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own words, no shell
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        said = _("%(program)s is not on this machine.") % {"program": words[0]}
        raise ProgramFailed(said) from error
    if done.returncode:
        said = " ".join(done.stderr.split()).removeprefix(f"{words[0]}: ")
        raise ProgramFailed(f"{words[0]}: {said.partition(_AGE_REPORTS)[0][-500:]}")


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
