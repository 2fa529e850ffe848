"""Brings a backup back: files first, then the database in one transaction, then the proof."""

import shutil
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from portal.audit.chain import rows
from portal.audit.verifying import Chain
from portal.backups.archive import DUMP, MEDIA, BadBackup, Manifest, opened
from portal.backups.tables import excluded_tables
from portal.backups.writing import OWNER
from portal.postgres.dumps import comment_out_unknown_settings
from portal.postgres.programs import run
from portal.postgres.roles import grant_application_rights
from portal.postgres.routing import everything_on

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


def is_empty() -> bool:
    """Whether nothing would be lost: there is no table, or neither a page nor a person."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('portal_publication') IS NULL")
        if cursor.fetchone()[0]:
            return True
        cursor.execute("SELECT NOT EXISTS (SELECT FROM portal_publication)")
        no_page = cursor.fetchone()[0]
        cursor.execute("SELECT NOT EXISTS (SELECT FROM portal_user)")
        return bool(no_page and cursor.fetchone()[0])


def restore_backup(source: Path) -> Manifest:
    """Put a backup in the place of the site, all of the database or nothing of it.

    Uploaded files that the site has beside those of the backup stay. Raises BadBackup,
    ProgramFailed and OSError.
    """
    with opened(source) as (archive, manifest), tempfile.TemporaryDirectory() as folder:
        _refuse_newer(manifest)
        _extract(archive, Path(folder))
        _put_database(Path(folder))
    owner, app = connections[OWNER], connections["default"]
    if app.settings_dict["USER"] != owner.settings_dict["USER"]:
        grant_application_rights(owner, app.settings_dict["USER"])
    _prove(manifest)
    return manifest


def _refuse_newer(manifest: Manifest) -> None:
    ours = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})
    unknown = [key for key in manifest.migrations if tuple(key) not in ours]
    if unknown:
        raise BadBackup(
            _("The backup is of a newer version (it knows %(name)s): update the portal first.")
            % {"name": ".".join(unknown[-1])}
        )


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """The dump into the folder, and each uploaded file to its place; names cannot lead outside."""
    found = False
    try:
        for member in archive:
            if member.name == DUMP and member.isfile():
                archive.extract(member, folder, filter="data")
                found = True
            elif member.name.startswith(MEDIA) and member.isfile():
                _put_file(archive, member)
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(_("The backup is damaged: %(reason)s.") % {"reason": error}) from error
    if not found:
        raise BadBackup(_("The backup holds no database."))


def _put_file(archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    root = Path(settings.MEDIA_ROOT)
    safe = tarfile.data_filter(member.replace(name=member.name.removeprefix(MEDIA)), str(root))
    target = root / safe.name
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    assert content is not None  # noqa: S101  # it is a file, the caller has looked
    part = target.with_name(f"{target.name}.part")
    with part.open("wb") as output:
        shutil.copyfileobj(content, output)
    part.replace(target)


def _put_database(folder: Path) -> None:
    database = connections[OWNER].settings_dict
    script = folder / "database.sql"
    words = ["--no-owner", "--no-acl", "--no-comments"]
    run("pg_restore", *words, f"--file={script}", folder / DUMP, database=database)
    comment_out_unknown_settings(script, connections[OWNER])
    for connection in connections.all(initialized_only=True):
        connection.close()
    quiet = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    steps = [f"--command={DROP_ALL}", f"--file={script}", f"--command={_empty_excluded()}"]
    run("psql", *quiet, *steps, database=database)


def _empty_excluded() -> str:
    """Return SQL that empties the excluded tables: older backups hold rows of theirs."""
    tables = ", ".join(f"'{table}'" for table in excluded_tables())
    return EMPTY_TABLES.replace("TABLES", tables)


def _prove(manifest: Manifest) -> None:
    """Raise BadBackup where the audit record that came is not the one that the backup told of."""
    with everything_on(OWNER):
        broken = next(iter(Chain(expected=manifest.audit_hash).breaks(rows())), None)
    if broken is not None:
        raise BadBackup(
            _("The database is restored, but its record of changes is not whole: %(said)s")
            % {"said": broken.said}
        )
