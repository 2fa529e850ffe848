"""`migrate` as the role that owns the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.state import ProjectState

from portal.kit.postgres.roles import grant_application_rights
from portal.kit.postgres.routing import everything_on


class Command(migrate.Command):
    help = f"{migrate.Command.help} Works as the owner's role and gives the application its rights."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        # Migrations of libraries write rows without naming a connection; on the application's they
        # would wait for ever for the tables that the owner's is changing.
        with everything_on(options["database"]), _constraints_change_no_class():
            super().handle(*args, **options)
        owner, app = connections["owner"], connections["default"]
        reads_only = options["plan"] or options["check_unapplied"]
        if options["database"] != "owner" or reads_only:
            return
        if app.settings_dict["USER"] != owner.settings_dict["USER"]:
            grant_application_rights(owner, app.settings_dict["USER"])


@contextmanager
def _constraints_change_no_class() -> Iterator[None]:
    """Spare half of the time: for each constraint and index Django makes classes anew.

    Those of the model and of all that lead to it, although only a list of the one is longer.
    """

    def append(state: ProjectState, app: str, model: str, option: str, added: Any) -> None:
        options = state.models[app, model].options
        options[option] = [*options[option], added]
        if "apps" in vars(state):
            setattr(state.apps.get_model(app, model)._meta, option, options[option])

    with mock.patch.object(ProjectState, "_append_option", append):
        yield
