"""Brings a backup back: files first, then the database in one transaction, then the proof."""

import shutil
import tarfile
from dataclasses import replace
from pathlib import Path

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from portal.audit.chain import rows
from portal.audit.verification import Chain
from portal.kit.files.scratch import scratch_folder, work_place
from portal.kit.postgres.dumps import comment_out_unknown_settings, remove_notes_of_the_server
from portal.kit.postgres.programs import run
from portal.kit.postgres.roles import everything_on, grant_application_rights
from portal.kit.progress import progress_bar
from portal.site.backups.archive import (
    DUMP,
    MEDIA,
    UNFINISHED,
    BadBackup,
    Manifest,
    members,
    opened,
)
from portal.site.backups.sums import verify_sums
from portal.site.backups.tables import Content, contents, excluded_tables
from portal.site.backups.target import Target

# What makes tables, their rows, and what needs the rows to be there.
SECTIONS = ("pre-data", "data", "post-data")
# Our own things in the schema; what belongs to an extension stays.
DROP_ALL = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || found.name || ' CASCADE'; END LOOP;
    FOR found IN
        SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || found.name || ' CASCADE'; END LOOP;
END $$;
"""

# The script has set an empty search path. A table that an old backup has not got is none to empty.
EMPTY_TABLES = """
RESET search_path;
DO $$
DECLARE name regclass;
BEGIN
    FOR name IN SELECT to_regclass(quote_ident(excluded)) FROM unnest(ARRAY[TABLES]) AS excluded
    LOOP IF name IS NOT NULL THEN EXECUTE 'DELETE FROM ' || name; END IF; END LOOP;
END $$;
"""


def restore_backup(source: Path, target: Target) -> Manifest:
    """Replace what the target has by a backup, all of the database or nothing of it.

    A damaged backup is found out before anything is written. Uploaded files that the target has
    beside those of the backup stay. Raises BadBackup,
    ProgramFailed and OSError.
    """
    with (
        opened(source) as (archive, manifest),
        scratch_folder(work_place(), "portal-restore-") as folder,
    ):
        _refuse_newer(manifest)
        verify_sums(archive)
        files = _extract(archive, folder, target.media)
        _put_database(folder, target)
    if target.app_role:
        grant_application_rights(connections[target.alias], target.app_role)
    _compare(manifest, target)
    _prove(manifest, target)
    return replace(manifest, media_files=files)


def _refuse_newer(manifest: Manifest) -> None:
    ours = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})
    unknown = [key for key in manifest.migrations if tuple(key) not in ours]
    if unknown:
        raise BadBackup(
            _("The backup is of a newer version (it knows %(name)s): update the portal first.")
            % {"name": ".".join(unknown[-1])}
        )


def _extract(archive: tarfile.TarFile, folder: Path, media: Path) -> int:
    """Put the dump into `folder` and uploaded files into `media`; return how many files.

    No name can lead outside. Raises BadBackup.
    """
    found, files = False, 0
    media.mkdir(parents=True, exist_ok=True)
    try:
        with scratch_folder(media, UNFINISHED) as unfinished:
            for member in members(archive, _("files")):
                if member.name == DUMP and member.isfile():
                    archive.extract(member, folder, filter="data")
                    found = True
                elif member.name.startswith(MEDIA) and member.isfile():
                    _put_file(archive, member, media, unfinished)
                    files += 1
    except tarfile.TarError as error:
        raise BadBackup(_("The backup is damaged: %(reason)s.") % {"reason": error}) from error
    if not found:
        raise BadBackup(_("The backup holds no database."))
    return files


def _put_file(
    archive: tarfile.TarFile, member: tarfile.TarInfo, root: Path, unfinished: Path
) -> None:
    safe = tarfile.data_filter(member.replace(name=member.name.removeprefix(MEDIA)), str(root))
    target = root / safe.name
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    assert content is not None  # noqa: S101  # it is a file, the caller has looked
    part = unfinished / "file"
    with part.open("wb") as output:
        shutil.copyfileobj(content, output)
    # At once, but where a link leads to another disk.
    shutil.move(part, target)


def _put_database(folder: Path, target: Target) -> None:
    connection = connections[target.alias]
    with progress_bar(total=len(SECTIONS) + 1, name=_("database")) as bar:
        scripts = []
        for section in SECTIONS:
            scripts.append(_write_script(folder, section, connection))
            bar.update()
        remove_notes_of_the_server(scripts[0])
        for each in (connection, *connections.all(initialized_only=True)):
            each.close()
        quiet = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        steps = [f"--command={DROP_ALL}", *(f"--file={script}" for script in scripts)]
        run("psql", *quiet, *steps, f"--command={_empty_excluded()}", database=connection)
        bar.update()


def _write_script(folder: Path, section: str, connection: BaseDatabaseWrapper) -> Path:
    """Write a section of the dump as SQL that the connected server takes; return the file."""
    script = folder / f"{section}.sql"
    words = ["--no-owner", "--no-acl", "--no-comments", f"--section={section}"]
    run("pg_restore", *words, f"--file={script}", folder / DUMP)
    comment_out_unknown_settings(script, connection)
    return script


def _empty_excluded() -> str:
    """Return SQL that empties the excluded tables: older backups hold rows of theirs."""
    tables = ", ".join(f"'{table}'" for table in excluded_tables())
    return EMPTY_TABLES.replace("TABLES", tables)


def _compare(manifest: Manifest, target: Target) -> None:
    """Raise BadBackup where what came is not what was counted and summed when it was made.

    Of files the checksums have told already; the manifest counts those that were to be added.
    """
    with transaction.atomic(using=target.alias):
        found = contents(connections[target.alias])
    nothing = Content(0, "0")
    differences = [
        f"{table}: {found.get(table, nothing).rows} ≠ {rows}"
        for table, rows in manifest.rows.items()
        if found.get(table, nothing).rows != rows or table not in found
    ]
    differences += [
        f"{table}: {found[table].sum} ≠ {total}"
        for table, total in manifest.sums.items()
        if table in found
        and found[table].rows == manifest.rows.get(table)
        and found[table].sum != total
    ]
    if differences:
        raise BadBackup(
            _("What came back is not what was counted when the backup was made: %(differences)s")
            % {"differences": ", ".join(differences)}
        )


def _prove(manifest: Manifest, target: Target) -> None:
    """Raise BadBackup where the audit record that came is not the one that the backup told of."""
    chain = Chain(expected=manifest.audit_hash)
    with (
        everything_on(target.alias),
        progress_bar(rows(), total=manifest.audit_number, name=_("audit record")) as bar,
    ):
        broken = next(chain.breaks(bar), None)
    if broken is not None:
        raise BadBackup(
            _("The database is restored, but its record of changes is not whole: %(said)s")
            % {"said": broken.message}
        )
