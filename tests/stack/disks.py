"""Small disks, and disks that are full: only root may mount, as who runs `make test-stack` is."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
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
    """Fill the disk of a folder to the last byte, and fill again what others let go of."""
    file = folder / ".fills-the-disk"
    ends = threading.Event()

    def go_on(target: FileIO) -> None:
        while not ends.wait(0.1):
            _fill(target)

    try:
        with file.open("wb", buffering=0) as target:
            _fill(target)
            filler = threading.Thread(target=go_on, args=(target,))
            filler.start()
            try:
                yield
            finally:
                ends.set()
                filler.join()
    finally:
        file.unlink(missing_ok=True)


def _fill(target: FileIO) -> None:
    """Write until nothing goes in, first in large pieces: others write meanwhile."""
    for size in (1_000_000, 4096):
        with suppress(OSError):
            while target.write(bytes(size)):
                pass
