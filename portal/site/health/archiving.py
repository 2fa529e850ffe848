"""What recovery to a moment stands on: PostgreSQL's log of changes, and a base backup each week."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.site.doctor_units import unit_lines
from portal.site.health.check import Check

# Enabled by who sets recovery to a moment up.
BASE_BACKUPS: Final = Path("/etc/systemd/system/timers.target.wants/portal-base-backup.timer")
# What the unit leaves behind when it has done its work; it does so since it was put there.
_UNIT: Final = Path("/etc/systemd/system/portal-base-backup.service")
_DONE: Final = Path("/var/lib/portal-base-backup/done")
# A week, and two days for whoever sees to what has failed.
_BASE_BACKUP_MAX_AGE: Final = timedelta(days=9)
# Whether PostgreSQL's log is handed on, and what of it was refused since anything was taken.
_ARCHIVER: Final = """
    SELECT current_setting('archive_mode') <> 'off',
        CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity')
            THEN last_failed_wal ELSE '' END
    FROM pg_stat_archiver
"""


def archive() -> Check:
    """Ask whether the log of changes is kept where that is wanted: what is not can fill the disk.

    A new cluster has lost the lines that hand it on, and is another one for pgBackRest.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ARCHIVER)
        is_on, refused = cursor.fetchone()
    if is_on:
        mend = _(
            "The command pgbackrest --stanza=portal check, as postgres, says why; for a new cluster"
            " stanza-upgrade, then systemctl start portal-base-backup. Until then the log fills the"
            " disk."
        )
        return Check("archive", is_well=not refused, detail=refused, mend=mend)
    mend = _(
        "PostgreSQL was made anew: type the lines at the head of pgbackrest/archive.conf, or"
        " systemctl disable portal-base-backup.timer where recovery to a moment is not wanted."
    )
    is_wanted = BASE_BACKUPS.is_symlink()
    detail = "archive_mode = off" if is_wanted else ""
    return Check("archive", is_well=not is_wanted, detail=detail, mend=mend)


def base_backup() -> Check:
    """Ask how old the last base backup is, where they are wanted: without it no log ever goes.

    Before the first one its timer, or a unit that came with an update, has as long; what a unit
    of before has done nobody sees, and `doctor` asks for the new one.
    """
    if not BASE_BACKUPS.is_symlink() or leaves_no_sign():
        return Check("base_backup", is_well=True)
    mend = _(
        "See in journalctl -u portal-base-backup why it fails, then systemctl start"
        " portal-base-backup; until then the log of changes fills the disk."
    )
    age = timezone.now() - max(map(_changed_at, (BASE_BACKUPS, _UNIT, _DONE)))
    is_well = age <= _BASE_BACKUP_MAX_AGE
    return Check("base_backup", is_well=is_well, detail=f"{age.days} d", mend=mend)


def leaves_no_sign() -> bool:
    """Return whether the unit is one of before it left a sign: copied anew at no update since."""
    has_left_one = os.path.exists(_DONE)  # Path's own raises where we may not look.
    return not has_left_one and f"StateDirectory={_DONE.parent.name}" not in unit_lines(_UNIT)


def _changed_at(path: Path) -> datetime:
    """Return when a file or a link was made or changed; long ago where there is none."""
    with suppress(OSError):
        return datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)
    return datetime.min.replace(tzinfo=UTC)
