"""Small disks, and disks that are full: only root may mount, as who runs `make test-stack` is."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Let a folder be a disk of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", folder]
    subprocess.run(words, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Fill the disk of a folder to the last byte."""
    file = folder / ".fills-the-disk"
    try:
        with file.open("wb", buffering=0) as target, suppress(OSError):
            free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
            os.posix_fallocate(target.fileno(), 0, max(free - 1_000_000, 1))
            target.seek(0, os.SEEK_END)
            while True:
                target.write(b"0" * 4096)
        yield
    finally:
        file.unlink(missing_ok=True)
