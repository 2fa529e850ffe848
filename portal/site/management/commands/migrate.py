"""`migrate` as the role that owns the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.exceptions import InconsistentMigrationHistory

from portal.kit.postgres.roles import everything_on, grant_application_rights


class Command(migrate.Command):
    help = f"{migrate.Command.help} Works as the owner's role and gives the application its rights."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        # Migrations of libraries write rows without naming a connection; on the application's they
        # would wait for ever for the tables that the owner's is changing.
        with everything_on(options["database"]):
            try:
                super().handle(*args, **options)
            except InconsistentMigrationHistory as error:
                raise CommandError(_older_database()) from error
        owner, app = connections["owner"], connections["default"]
        reads_only = options["plan"] or options["check_unapplied"]
        if options["database"] != "owner" or reads_only:
            return
        if app.settings_dict["USER"] != owner.settings_dict["USER"]:
            grant_application_rights(owner, app.settings_dict["USER"])


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
