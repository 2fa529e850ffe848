"""The target of a restore: one database and one folder of uploaded files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.utils import load_backend
from django.utils.translation import gettext as _

from portal.kit.files.scratch import scratch_folder, work_place
from portal.kit.postgres.connection import embedded_database
from portal.kit.postgres.server import embedded_server, stop_abandoned_server
from portal.site.backups.writing import OWNER

REHEARSAL = "rehearsal"
# Migrations fill other tables; a row in one of these somebody has written.
CONTENT_TABLES = {"publishing_publication", "accounts_user"}


@dataclass(frozen=True, slots=True)
class Target:
    """A database, by the alias of its owner's connection, and a folder of uploaded files."""

    alias: str
    media: Path
    # Who is given the rights of the application, where that is not the owner.
    app_role: str = ""

    @property
    def database(self) -> str:
        """Return the name of the database, as its server says it."""
        return str(self._connected_to()["name"])

    def __str__(self) -> str:
        description = _(
            "database “%(name)s” on %(host)s, port %(port)s, uploaded files in %(media)s"
        )
        return description % (self._connected_to() | {"media": str(self.media)})

    def is_empty(self) -> bool:
        """Return whether nothing would be lost: no page, no person and no uploaded file."""
        has_files = any(path.is_file() for path in self.media.rglob("*"))
        return not has_files and not self._has_rows()

    def _connected_to(self) -> dict[str, str]:
        # Of the open connection: defaults and service files of libpq count, too.
        connection = connections[self.alias]
        connection.ensure_connection()
        info = connection.connection.info
        return {"name": info.dbname, "host": info.host, "port": str(info.port)}

    def _has_rows(self) -> bool:
        with connections[self.alias].cursor() as cursor:
            found = connections[self.alias].introspection.table_names(cursor)
            for table in CONTENT_TABLES & set(found):
                cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608  # ours, above
                if cursor.fetchone()[0]:
                    return True
        return False


def site_target() -> Target:
    """Return the site that the environment names."""
    owner, app = (connections[alias].settings_dict["USER"] for alias in (OWNER, "default"))
    return Target(OWNER, Path(settings.MEDIA_ROOT), app_role="" if app == owner else app)


@contextmanager
def rehearsal_target() -> Iterator[Target]:
    """Give a database and a folder that nobody else has, and remove them afterwards."""
    with scratch_folder(
        work_place(), "portal-rehearsal-", before_removal=stop_abandoned_server
    ) as folder:
        # Where root runs this, the server has another account; it passes through, no more.
        folder.chmod(0o711)
        with embedded_server(folder, fast=True):
            media = folder / "media"
            media.mkdir(mode=0o700)
            entry = {"default": embedded_database(folder, role="owner")}
            settings_dict = connections.configure_settings(entry)["default"]
            backend = load_backend(settings_dict["ENGINE"])
            connections[REHEARSAL] = backend.DatabaseWrapper(settings_dict, REHEARSAL)
            try:
                yield Target(REHEARSAL, media)
            finally:
                connections[REHEARSAL].close()
                del connections[REHEARSAL]
