"""One file that holds a site: what it is, its database, its uploaded files.

A tar archive: `manifest.json`, `database.dump` (PostgreSQL's custom form), `media/…`, and
the checksums of them all in `sums.json`.
"""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _

from portal.kit.progress import progress_bar

# 2 since each member has a checksum.
FORM = 2
MANIFEST, DUMP, MEDIA = "manifest.json", "database.dump", "media/"
# A folder among uploaded files, while a restore writes into it.
UNFINISHED = ".restore-"
# A manifest is a few hundred bytes; more is somebody else's file.
MAX_MANIFEST_BYTES = 1_000_000


class BadBackup(Exception):
    """The file is no backup of ours, or not one that this version can read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a backup; its audit hash later shows whether the record was cut."""

    made_at: str
    site: str
    audit_number: int
    audit_hash: str
    migrations: list[list[str]]
    # As listed before the first was added: one of them may have gone meanwhile.
    media_files: int
    # By table; a backup of before they were counted has none.
    rows: dict[str, int] = field(default_factory=dict)
    # By table: a sum over all its rows; a backup of before they were made has none.
    sums: dict[str, str] = field(default_factory=dict)
    form: int = FORM

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, text: str | bytes) -> Self:
        """Return the manifest that a text holds; raise BadBackup."""
        try:
            values: dict[str, Any] = json.loads(text)
            manifest = cls(**values)
        except (ValueError, TypeError) as error:
            raise BadBackup(_("The file is not a backup of this portal.")) from error
        if manifest.form != FORM:
            raise BadBackup(_("The backup was made by another version of the portal."))
        return manifest


def members(archive: tarfile.TarFile, name: str) -> Iterator[tarfile.TarInfo]:
    """Yield the members of an archive that lies in a file, with a bar over its bytes."""
    size = Path(str(archive.name)).stat().st_size
    with progress_bar(total=size, unit="B", name=name) as bar:
        for member in archive:
            bar.update(member.offset - bar.n)
            yield member
        bar.update(size - bar.n)


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """Yield the archive of a file and what it says of itself; raise BadBackup."""
    try:
        archive = tarfile.open(path)  # noqa: SIM115  # closed below
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(_("The file is not a backup of this portal.")) from error
    with archive:
        yield archive, _manifest_of(archive)


def _manifest_of(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    if first is None or first.name != MANIFEST or first.size > MAX_MANIFEST_BYTES:
        raise BadBackup(_("The file is not a backup of this portal."))
    content = archive.extractfile(first)
    assert content is not None  # noqa: S101  # the first member is a plain file, as its size told
    return Manifest.read(content.read())
