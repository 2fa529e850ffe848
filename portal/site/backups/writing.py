"""Makes a backup: one moment of the database, and the uploaded files, in one file."""

import io
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.audit.chain import last_hash, last_number
from portal.kit.files import private
from portal.kit.postgres.programs import run
from portal.kit.postgres.roles import everything_on
from portal.site.backups.archive import DUMP, MANIFEST, MEDIA, Manifest
from portal.site.backups.tables import excluded_tables, row_counts

OWNER = "owner"


def write_backup(target: Path) -> Manifest:
    """Write a backup to `target`, which appears only when it is complete; what it says of itself.

    Readable by its owner alone: it holds every account. Raises OSError and ProgramFailed.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dump, made = Path(folder) / DUMP, Path(folder) / "whole"
        manifest = _dump(dump)
        # After the database: each file that a row names was there before the row.
        files = sorted(_media_files())
        manifest = replace(manifest, media_files=len(files))
        with (
            open(made, "xb", opener=private) as output,
            tarfile.open(fileobj=output, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            _add_text(archive, MANIFEST, manifest.written())
            archive.add(dump, DUMP)
            for path in files:
                _add_file(archive, path)
        made.replace(target)
    return manifest


def _dump(target: Path) -> Manifest:
    """Dump the database as of one moment; return the last hash of its audit record."""
    connection = connections[OWNER]
    with everything_on(OWNER), transaction.atomic(using=OWNER):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        manifest = Manifest(
            made_at=timezone.now().isoformat(timespec="seconds"),
            site=settings.SITE_URL,
            audit_number=last_number(),
            audit_hash=last_hash(),
            migrations=sorted(
                list(key) for key in MigrationRecorder(connection).applied_migrations()
            ),
            media_files=0,
            rows=row_counts(connection),
        )
        left_out = [f"--exclude-table-data={table}" for table in excluded_tables()]
        words = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", *left_out]
        run("pg_dump", *words, f"--file={target}", database=connection.settings_dict)
    return manifest


def _media_files() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    content = text.encode()
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _add_file(archive: tarfile.TarFile, path: Path) -> None:
    """Add an uploaded file; one that was removed since the list was made is left out."""
    name = MEDIA + path.relative_to(settings.MEDIA_ROOT).as_posix()
    try:
        archive.add(path, name, recursive=False)
    except FileNotFoundError:
        return
