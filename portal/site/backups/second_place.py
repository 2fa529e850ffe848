"""Backups in a second place: copied there whole, and what it has missed brought along later."""

import errno
import hashlib
import logging
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.progress import progress_step
from portal.site.backups.folders import (
    NEVER_FEWER,
    PREFIX,
    backups_in,
    is_incomplete,
    name_at,
    remove_incomplete,
    remove_outlived,
)
from portal.site.backups.tools import run_tool

logger = logging.getLogger(__name__)
# Until it is whole.
_HALF: Final = ".part"
_MAX_COPY_TIME: Final = timedelta(hours=12)


def copy_elsewhere(target: Path) -> str:
    """Bring a backup to the second place that the settings name; return which that is."""
    if command := settings.BACKUP_SECOND_COMMAND:
        with progress_step(_("copying to the second place")):
            run_tool([*command, str(target)])
        return str(command[0])
    if not settings.BACKUP_SECOND_PLACE:
        return ""
    second = Path(settings.BACKUP_SECOND_PLACE)
    try:
        if is_on_our_disk(second, target.parent) and not settings.SITE_IS_DEMO:
            raise OSError(errno.ENOENT, _("it is on the disk of the site or of the backups"))
        _remove_half_copies(second)
        if not is_incomplete(target):
            remove_outlived(second, settings.BACKUP_SECOND_KEEP_DAYS)
        with progress_step(_("copying to the second place")):
            _copy_atomically(target, second)
        remove_incomplete(second, but=NEVER_FEWER if is_incomplete(target) else 0)
    except OSError as error:
        raise OSError(_why_no_copy(error, target, second)) from error
    return str(second)


def is_on_our_disk(folder: Path, *ours: Path) -> bool:
    """Return whether a folder lies where the system or the site does: nothing is mounted there."""
    try:
        places = (Path("/"), Path(settings.VAR_DIR), *ours)
        return folder.stat().st_dev in {place.stat().st_dev for place in places}
    except OSError:
        return False


def bring_missed(target: Path) -> None:
    """Copy what the second place has missed; where that fails, the next run tries again."""
    if settings.BACKUP_SECOND_COMMAND or not settings.BACKUP_SECOND_PLACE:
        return
    second = Path(settings.BACKUP_SECOND_PLACE)
    try:
        for each in _missed(target, second):
            _copy_atomically(each, second)
    except OSError as error:  # This night's backup is there: that one is what counts.
        logger.warning("%s misses an earlier backup: %s", second, error)


def _missed(target: Path, second: Path) -> list[Path]:
    """Return the earlier backups that were made while the second place was away.

    What is older than all that lies there, or than is kept there, is left: it was let go, or the
    place is new.
    """
    there = {path.name for path in backups_in(second)}
    kept_from = name_at(timezone.now() - timedelta(days=settings.BACKUP_SECOND_KEEP_DAYS))
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
    message = _("%(file)s is made, but not all is in BACKUP_SECOND_PLACE (%(place)s): %(reason)s.")
    reason = error.strerror or str(error).rstrip(".")
    return f"{message % {'file': target, 'place': second, 'reason': reason}} {cure}"


def _copy_atomically(target: Path, second: Path) -> None:
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
    abandoned = (timezone.now() - _MAX_COPY_TIME).timestamp()
    for part in second.glob(f".*{PREFIX}*{_HALF}"):
        if part.stat().st_mtime < abandoned:
            part.unlink(missing_ok=True)


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
