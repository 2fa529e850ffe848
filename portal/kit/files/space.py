"""Room on the disks that the site writes to, told of before there is none."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

# Megabytes: what a day of uploads, logs and a database at work may take.
LOW: Final = 1000
# At this the next upload or vacuum may fail.
CRITICAL: Final = 200


def free_megabytes() -> dict[str, int]:
    """Return the free room of each folder that the settings name, where it can be asked.

    Those of DISKS_WATCHED go by their path, and only where they lie on a disk of their own.
    """
    found, disks = {}, set()
    for name in ("VAR_DIR", "MEDIA_ROOT"):
        folder = Path(getattr(settings, name))
        with suppress(OSError):
            # Not Path's own, which raises where we may not look, or where the disk is broken.
            if os.path.isdir(folder):
                found[name] = free_megabytes_of(folder)
                disks.add(folder.stat().st_dev)
    for watched in map(Path, settings.DISKS_WATCHED):
        with suppress(OSError):
            if os.path.isdir(watched) and watched.stat().st_dev not in disks:
                found[str(watched)] = free_megabytes_of(watched)
                disks.add(watched.stat().st_dev)
    return found


def free_megabytes_of(folder: Path) -> int:
    """Return the free room of the disk on which a folder lies."""
    return shutil.disk_usage(folder).free // 1_000_000


def is_watched(folder: Path) -> bool:
    """Return whether the disk of a folder that is there is among those that are looked at."""
    names = (settings.VAR_DIR, settings.MEDIA_ROOT, *settings.DISKS_WATCHED)
    disks = {Path(name).stat().st_dev for name in names if os.path.isdir(name)}
    return folder.stat().st_dev in disks


def unwatched() -> list[str]:
    """Return what DISKS_WATCHED names and where no folder is found: a slip, or it was moved."""
    return [name for name in settings.DISKS_WATCHED if not os.path.isdir(name)]


def is_low() -> bool:
    """Return whether any of the disks is nearly full."""
    return any(free < LOW for free in free_megabytes().values())
