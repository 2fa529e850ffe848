"""Makes a backup: one moment of the database, and the uploaded files, in one file."""

import tarfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.chain import last_hash, last_number
from portal.kit.files import private
from portal.kit.files.scratch import scratch_folder
from portal.kit.postgres.programs import run
from portal.kit.postgres.roles import everything_on
from portal.kit.progress import progress_bar, progress_step
from portal.site.backups.archive import DUMP, MANIFEST, MEDIA, Manifest
from portal.site.backups.sums import SummingArchive
from portal.site.backups.tables import contents, excluded_tables
from portal.site.backups.uploads import uploaded_files

OWNER = "owner"


def write_backup(target: Path) -> Manifest:
    """Write a backup to `target`, which appears only when it is complete; what it says of itself.

    Readable by its owner alone: it holds every account. Raises OSError and ProgramFailed.
    """
    with scratch_folder(target.parent, ".backup-") as folder:
        dump, made = folder / DUMP, folder / "whole"
        manifest = _dump(dump)
        # After the database: each file that a row names was there before the row.
        files = sorted(uploaded_files(Path(settings.MEDIA_ROOT)))
        manifest = replace(manifest, media_files=len(files))
        with (
            open(made, "xb", opener=private) as output,
            tarfile.open(fileobj=output, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            summing = SummingArchive(archive)
            summing.add(MANIFEST, manifest.written().encode())
            summing.add_file(DUMP, dump)
            bar = progress_bar(files, name=_("files"))
            added = sum(_is_added(summing, path) for path in bar)
            summing.add_sums()
        made.replace(target)
    return replace(manifest, media_files=added)


def uploaded_bytes() -> int:
    """Return how much the uploaded files take in a backup."""
    found = 0
    for path in uploaded_files(Path(settings.MEDIA_ROOT)):
        with suppress(FileNotFoundError):
            found += path.stat().st_size
    return found


def database_bytes() -> int:
    """Return how much the database takes on the disk, with its indexes."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _is_added(summing: SummingArchive, path: Path) -> bool:
    """Add an uploaded file; return whether it was still there: cards come and go meanwhile."""
    with suppress(FileNotFoundError):
        summing.add_file(MEDIA + path.relative_to(settings.MEDIA_ROOT).as_posix(), path)
        return True
    return False


def _dump(target: Path) -> Manifest:
    """Dump the database as of one moment; return the last hash of its audit record."""
    connection = connections[OWNER]
    with everything_on(OWNER), transaction.atomic(using=OWNER):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        found = contents(connection)
        manifest = Manifest(
            made_at=timezone.now().isoformat(timespec="seconds"),
            site=settings.SITE_URL,
            audit_number=last_number(),
            audit_hash=last_hash(),
            migrations=sorted(
                list(key) for key in MigrationRecorder(connection).applied_migrations()
            ),
            media_files=0,
            rows={table: content.rows for table, content in found.items()},
            sums={table: content.sum for table, content in found.items()},
        )
        left_out = [f"--exclude-table-data={table}" for table in excluded_tables()]
        words = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", *left_out]
        with progress_step(_("database")):
            run("pg_dump", *words, f"--file={target}", database=connection)
    return manifest
