"""Checksums of a backup: the last member says what each other one holds, to the last bit.

They are compared before anything is written, so that no damaged file takes the place of a good one.
A tar archive by itself only protects its headers, and reading ends without an error at one that is
broken.
"""

import hashlib
import json
import tarfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from django.utils.translation import gettext as _

from portal.site.backups.archive import BadBackup, members

SUMS: Final = "sums.json"
_CHUNK: Final = 1 << 20


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Summed:
    """A file that is read once, and the SHA-256 of what was read."""

    def __init__(self, content: _Readable) -> None:
        self._content = content
        self._sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._content.read(size)
        self._sum.update(data)
        return data

    def hexdigest(self) -> str:
        return self._sum.hexdigest()


class SummingArchive:
    """Adds members to an archive, and their checksums as its last."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._sums: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        self._add(member, BytesIO(content))

    def add_file(self, name: str, path: Path) -> None:
        """Add a file; raise FileNotFoundError where it is gone."""
        with path.open("rb") as content:
            self._add(self._archive.gettarinfo(arcname=name, fileobj=content), content)

    def add_sums(self) -> None:
        """Write down the checksums; nothing is added after them."""
        self.add(SUMS, json.dumps(self._sums, indent=0).encode())

    def _add(self, member: tarfile.TarInfo, content: BinaryIO) -> None:
        summed = _Summed(content)
        self._archive.addfile(member, summed)
        self._sums[member.name] = summed.hexdigest()


def verify_sums(archive: tarfile.TarFile) -> None:
    """Raise BadBackup unless the archive holds exactly what its checksums tell of."""
    found: dict[str, str] = {}
    expected: dict[str, str] | None = None
    try:
        for member in members(archive, _("checksums")):
            content = archive.extractfile(member) if member.isfile() else None
            if content is None:
                continue
            if member.name == SUMS:
                expected = json.loads(content.read())
            else:
                found[member.name] = _sum_of(content)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BadBackup(_("The backup is damaged: %(reason)s.") % {"reason": error}) from error
    if expected is None:
        raise BadBackup(_("The backup is damaged: its end is missing. Nothing was written."))
    if damaged := sorted({name for name, _sum in found.items() ^ expected.items()}):
        message = _(
            "The backup is damaged: %(count)d of its files, the first is %(name)s. "
            "Nothing was written."
        )
        raise BadBackup(message % {"count": len(damaged), "name": damaged[0]})


def _sum_of(content: _Readable) -> str:
    summed = _Summed(content)
    while summed.read(_CHUNK):
        pass
    return summed.hexdigest()
