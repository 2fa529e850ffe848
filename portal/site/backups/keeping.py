"""Backups of each day: made with room to work in, noted, encrypted, copied elsewhere."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.files import space
from portal.kit.files.scratch import scratch_folder, work_place
from portal.kit.postgres.programs import ProgramFailed
from portal.site.backups.archive import Manifest
from portal.site.backups.encryption import encrypt, is_encrypted
from portal.site.backups.folders import (
    ENCRYPTED,
    INCOMPLETE,
    PLAIN,
    backups_in,
    name_at,
    remove_incomplete,
    remove_outlived,
)
from portal.site.backups.models import BackupKind, BackupRun
from portal.site.backups.second_place import bring_missed, copy_elsewhere
from portal.site.backups.uploads import folders_that_lack_many
from portal.site.backups.writing import database_bytes, uploaded_bytes, write_backup


def back_up_into(folder: Path) -> tuple[Path, Manifest]:
    """Write the backup of this moment into a folder, and do with it what the settings say.

    Raises OSError and ProgramFailed; a backup that is here but not in the second place is a
    failure, too, and so is one without many uploaded files: it takes the place of none.
    """
    lost = folders_that_lack_many(Path(settings.MEDIA_ROOT))
    ending = ENCRYPTED if settings.BACKUP_RECIPIENT else PLAIN
    target = folder / f"{INCOMPLETE if lost else ''}{name_at(timezone.now())}{ending}"
    with scratch_folder(folder, ".keeping-") as scratch:
        # What a killed run left behind is gone by now.
        is_cleared = _make_room_to_work(folder)
        plain = scratch / "plain"
        manifest = write_backup(plain)
        made = encrypt(plain, scratch) if settings.BACKUP_RECIPIENT else plain
        remove_incomplete(folder)
        made.replace(target)
    if lost:
        raise OSError(_without_uploads(target, lost))
    if not is_cleared:
        remove_outlived(folder, settings.BACKUP_KEEP_DAYS)
    copied_to = copy_elsewhere(target)
    note_backup(target, copied_to=copied_to)
    bring_missed(target)
    return target, manifest


def incomplete(target: Path, lost: str) -> str:
    """Return what the operator reads of a backup without many uploaded files."""
    message = _(
        "Uploaded files are missing (%(lost)s): see whether the disk of MEDIA_ROOT is mounted."
        " %(file)s holds the database and what is left; it counts as no backup, and older ones"
        " stay."
    )
    return message % {"lost": lost, "file": target}


def _without_uploads(target: Path, lost: str) -> str:
    """Return what the operator reads of it; what it holds comes to the second place all the same.

    Files that are lost for good stay so, night after night, and the database goes on.
    """
    message = incomplete(target, lost)
    try:
        copy_elsewhere(target)
    except (OSError, ProgramFailed) as error:
        return f"{message} {error}"
    return message


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


def require_room(source: Path, copies: int) -> None:
    """Raise OSError where not even so many copies of a backup fit where it is worked on."""
    place = work_place()
    needed = copies * source.stat().st_size // 1_000_000
    if space.free_megabytes_of(place) < needed:
        message = _(
            "%(place)s has no room: this needs %(needed)d MB or more. Name a folder on a larger"
            " disk before the command: TMPDIR=/var/lib/portal/var/tmp"
        )
        raise OSError(message % {"place": place, "needed": needed})


def _make_room_to_work(folder: Path) -> bool:
    """Return whether old backups had to go for the new one; raise OSError where that is too little.

    Else they stay until it is there: a night that fails costs none.
    """
    needed = _needed_to_work(folder)
    if is_cleared := space.free_megabytes_of(folder) < needed:
        remove_outlived(folder, settings.BACKUP_KEEP_DAYS)
    if (free := space.free_megabytes_of(folder)) < needed:
        message = _(
            "%(folder)s has %(free)d MB left: the work on a backup needs %(needed)d MB, with what"
            " has to stay for the database. Move old backups away, or give it a larger disk."
        )
        raise OSError(message % {"folder": folder, "free": free, "needed": needed})
    return is_cleared


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
