"""Checks whether the night's backup can do what the settings say."""

import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import checks

from portal.kit.files import space
from portal.kit.postgres.programs import ProgramFailed
from portal.site.backups.encryption import try_recipient
from portal.site.backups.second_place import is_on_our_disk
from portal.site.doctor_units import unit_lines
from portal.site.health import archiving

# As the handbook puts it there; who runs the backup otherwise has none.
UNIT: Final = Path("/etc/systemd/system/portal-backup.service")
# It is there where recovery to a moment is; the first place of it holds the archived log.
LOG_UNIT: Final = UNIT.with_name("portal-base-backup.service")
_PLACES: Final = "ReadWritePaths="


def lost_backups(*, by_hand: bool) -> Iterator[checks.CheckMessage]:
    """Find a department's site whose backups go with its disk, or can be read by who finds one."""
    if settings.SITE_IS_DEMO:
        return
    if not settings.BACKUP_RECIPIENT:
        yield checks.Warning(
            "BACKUP_RECIPIENT is not set: whoever finds a backup can read all of it.",
            "Set BACKUP_RECIPIENT to the public key (age-keygen -y KEY prints it).",
        )
    elif reason := _recipient_fault():
        yield checks.Error(
            f"No backup can be made for BACKUP_RECIPIENT: {reason}",
            "Set it to the public key, all of it (age-keygen -y KEY prints it); age is a package.",
        )
    if command := settings.BACKUP_SECOND_COMMAND:
        if shutil.which(command[0]) is None:
            yield checks.Warning(
                f"{command[0]} (BACKUP_SECOND_COMMAND) is no program that this user may run.",
                "Write its path from / on; a script begins with #!/bin/sh and needs chmod 755.",
            )
        return
    if message := _no_second_place(by_hand=by_hand):
        mend = (
            "Mount a disk of another machine and set it to a folder there that is this user's; "
            "or set BACKUP_SECOND_COMMAND, which may copy anywhere."
        )
        yield checks.Warning(message, mend)
    place = settings.BACKUP_SECOND_PLACE
    if place and _is_shut_to_the_unit(Path(place)):
        yield checks.Warning(
            f"{place} (BACKUP_SECOND_PLACE) is not in ReadWritePaths of portal-backup.service: "
            "the night's backup may not write there.",
            _how_to_open_the_unit(Path(place)),
        )


def _no_second_place(*, by_hand: bool) -> str:
    """Return why no backup comes to a second place; empty where one can."""
    if not settings.BACKUP_SECOND_PLACE:
        return "BACKUP_SECOND_PLACE is not set: backups go with the disk of this machine."
    folder = Path(settings.BACKUP_SECOND_PLACE)
    named = f"{folder} (BACKUP_SECOND_PLACE)"
    # Path's own raises where we may not look.
    if not os.path.isdir(folder):
        return f"{named} is not there; is its disk mounted?"
    if is_on_our_disk(folder, *_backup_folders()):
        return f"{named} is on the disk of the site or of the backups."
    if by_hand and not os.access(folder, os.W_OK | os.X_OK):
        return f"{named} cannot be written by this user."
    return ""


def _backup_folders() -> list[Path]:
    """Return where the night's backups lie, as their unit says; none where it is not there."""
    commands = [line.split() for line in unit_lines(UNIT) if line.startswith("ExecStart=")]
    folders = [b for words in commands for a, b in pairwise(words) if a == "--into"]
    return [Path(folder) for folder in folders if os.path.isdir(folder)]


def _recipient_fault() -> str:
    """Return why nothing can be encrypted to BACKUP_RECIPIENT; empty where it can."""
    try:
        try_recipient()
    except ProgramFailed as error:
        return str(error)
    return ""


def _is_shut_to_the_unit(folder: Path) -> bool:
    """Return whether systemd keeps the night's backup out of a folder, whoever else may write."""
    lines = unit_lines(UNIT)
    if "ProtectSystem=strict" not in lines:
        return False
    return not any(folder.is_relative_to(place) for place in _places(lines))


def _how_to_open_the_unit(folder: Path) -> str:
    """Return the line by which the night's backup may write to a folder."""
    change = f"sed -i 's|^{_PLACES}.*|& -{folder}|' {UNIT}"
    return f"As root: {change} && systemctl daemon-reload"


def unwatched_log() -> Iterator[checks.CheckMessage]:
    """Yield the folder of the archived log where nobody hears that its disk gets full."""
    if not archiving.BASE_BACKUPS.is_symlink():
        return
    for folder in _places(unit_lines(LOG_UNIT))[:1]:
        if os.path.isdir(folder) and not space.is_watched(folder):
            yield checks.Warning(
                f"The disk of {folder}, where the archived log lies, is not in DISKS_WATCHED.",
                f"Add {folder} to DISKS_WATCHED in .env, after a comma where it names others "
                "(write the line where there is none), then systemctl restart portal-helper.",
            )


def unseen_base_backups() -> Iterator[checks.CheckMessage]:
    """Find base backups whose unit was not copied anew: nobody would hear that they fail."""
    if archiving.BASE_BACKUPS.is_symlink() and archiving.leaves_no_sign():
        yield checks.Warning(
            "portal-base-backup.service is of an earlier version: base backups that fail are no "
            "alarm.",
            "Run install again (command 4 of the handbook), copy systemd/ anew (command 7), then "
            "systemctl daemon-reload && systemctl start portal-base-backup.",
        )


def _places(lines: list[str]) -> list[Path]:
    """Return the folders that a unit may write to."""
    words = [line.partition("=")[2].split() for line in lines if line.startswith(_PLACES)]
    return [Path(word.lstrip("-+")) for each in words for word in each]
