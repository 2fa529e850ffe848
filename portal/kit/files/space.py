"""Room on the disks that the site writes to, told of before there is none."""

import shutil
from pathlib import Path
from typing import Final

from django.conf import settings

# Megabytes: what a day of uploads, logs and a database at work may take.
LOW: Final = 1000
# At this the next upload or vacuum may fail.
CRITICAL: Final = 200


def free_megabytes() -> dict[str, int]:
    """Return the free room of each folder that the settings name, where it can be asked."""
    found = {}
    for name in ("VAR_DIR", "MEDIA_ROOT"):
        folder = Path(getattr(settings, name))
        if folder.is_dir():
            found[name] = shutil.disk_usage(folder).free // 1_000_000
    return found


def is_low() -> bool:
    """Return whether any of the disks is nearly full."""
    return any(free < LOW for free in free_megabytes().values())
