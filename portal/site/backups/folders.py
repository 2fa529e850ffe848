"""Backups in a folder: named by their time, the newest known, those that are outlived removed."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

PREFIX: Final = "portal-"
# The database and what there was of uploaded files: no backup that any rule here looks at.
INCOMPLETE: Final = "incomplete-"
PLAIN, ENCRYPTED = ".backup", ".backup.age"
# However old they are: a site whose backups fail does not lose its last ones.
NEVER_FEWER: Final = 3
REMOVED_AT_ONCE: Final = 3


def backups_in(folder: Path) -> list[Path]:
    """Return the backups of a folder by their times, the newest last.

    First of all stands what was made under a clock that was ahead: it is not the newest.
    """
    now = name_at(timezone.now() + timedelta(seconds=1))
    found = (
        path
        for path in folder.glob(f"{PREFIX}*")
        if path.name.endswith((PLAIN, ENCRYPTED)) and path.is_file()
    )
    return sorted(found, key=lambda path: (path.name < now, path.name))


def outlived(folder: Path, days: int) -> list[Path]:
    """Return backups of a folder that are older than so many days, never the last ones.

    A few at a time: with a clock that is a year ahead all of them look that old.
    """
    oldest = timezone.now() - timedelta(days=days)
    found = [path for path in backups_in(folder)[:-NEVER_FEWER] if path.name < name_at(oldest)]
    return found[:REMOVED_AT_ONCE]


def remove_outlived(folder: Path, days: int) -> None:
    """Remove the outlived backups of a folder."""
    for old in outlived(folder, days):
        old.unlink(missing_ok=True)


def is_incomplete(path: Path) -> bool:
    """Return whether a file is one without many uploaded files, which takes the place of none."""
    return path.name.startswith(INCOMPLETE)


def remove_incomplete(folder: Path, *, but: int = 0) -> None:
    """Remove what nights without many uploaded files have left in a folder, but the last ones."""
    for old in sorted(folder.glob(f"{INCOMPLETE}*"), reverse=True)[but:]:
        old.unlink(missing_ok=True)


def name_at(moment: datetime) -> str:
    """Return the name of a backup of a moment, without its ending.

    By the clock of those who look for the backup of a day; it knows no summer time.
    """
    return f"{PREFIX}{timezone.localtime(moment):%Y%m%d-%H%M%S}"
