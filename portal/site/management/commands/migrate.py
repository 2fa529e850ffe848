"""`migrate` as the role that owns the database."""

import time
from contextlib import suppress
from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import Error, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.exceptions import InconsistentMigrationHistory

from portal.kit.postgres.roles import everything_on, grant_application_rights
from portal.kit.postgres.schema_file import SCHEMA_FILE, load_schema

# A table is waited for no longer than this; then its readers go on, and it is tried again.
LOCK_TIMEOUT: Final = "5s"
PAUSE: Final = 5.0
TRIES: Final = 24
# Of SQLSTATE.
LOCK_NOT_AVAILABLE: Final = "55P03"


class Command(migrate.Command):
    help = f"{migrate.Command.help} Works as the owner's role and gives the application its rights."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
        parser.add_argument(
            "--each",
            action="store_true",
            help=f"Apply each migration to an empty database, too, which else begins with "
            f"{SCHEMA_FILE}.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Migrations of libraries write rows without naming a connection; on the application's they
        # would wait for ever for the tables that the owner's is changing.
        with everything_on(options["database"]):
            try:
                if not options.pop("each") and _is_plain(options):
                    self._load_schema(connections[options["database"]], options["verbosity"])
                self._migrate_between_readers(*args, **options)
            except InconsistentMigrationHistory as error:
                raise CommandError(_older_database()) from error
        owner, app = connections["owner"], connections["default"]
        reads_only = options["plan"] or options["check_unapplied"]
        if options["database"] != "owner" or reads_only:
            return
        if app.settings_dict["USER"] != owner.settings_dict["USER"]:
            grant_application_rights(owner, app.settings_dict["USER"])

    def _load_schema(self, connection: BaseDatabaseWrapper, verbosity: int) -> None:
        """Begin an empty database with the tables as they were when the file was written."""
        try:
            if load_schema(connection) and verbosity:
                self.stdout.write(f"The database was empty: it begins with {SCHEMA_FILE}.")
        except Error as error:
            why = str(error).partition("\n")[0]
            self.stderr.write(
                f"{SCHEMA_FILE} cannot be used here ({why}); each migration is applied instead."
            )

    def _migrate_between_readers(self, *args: Any, **options: Any) -> None:
        """Migrate; where readers are at a table for long, let them go first and try again.

        Whoever waits for a table holds up all who come to it after him: so nobody waits for long.
        """
        connection = connections[options["database"]]
        for attempt in range(TRIES):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
            try:
                super().handle(*args, **options)
                break
            except OperationalError as error:
                if not _was_locked(error) or attempt == TRIES - 1:
                    raise
                self.stderr.write("A table is in use; trying again in a moment.")
            finally:
                _reset(connection)
            time.sleep(PAUSE)


def _is_plain(options: dict[str, Any]) -> bool:
    """Return whether all migrations are to be applied, and nothing else is wanted."""
    names = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")
    return not any(options[name] for name in names)


def _was_locked(error: OperationalError) -> bool:
    return getattr(error.__cause__, "pgcode", None) == LOCK_NOT_AVAILABLE


def _reset(connection: BaseDatabaseWrapper) -> None:
    """Let the connection wait as it did before; one that is gone asks anew anyway."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def _older_database() -> str:
    """Return what to do about a database whose tables this version of the code cannot take over."""
    if settings.DATABASE_IS_EMBEDDED:
        return (
            f"The database in {settings.VAR_DIR} is of an earlier version and cannot be brought up "
            "to date: move that folder away, or name another one in VAR_DIR, and start again."
        )
    return (
        f"The database {connections['owner'].settings_dict['NAME']} is of an earlier version and "
        "cannot be brought up to date: name an empty one in DATABASE_URL, and start again."
    )
