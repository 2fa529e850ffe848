"""Writes `schema.sql`, out of a database to which each migration was applied."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.kit.postgres.schema_file import SCHEMA_FILE, dump_schema


class Command(BaseCommand):
    help = (
        f"Apply each migration to an empty database and write what came of it into {SCHEMA_FILE}, "
        "with which other empty databases begin."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / SCHEMA_FILE)

    def handle(self, *, output: Path, **options: object) -> None:
        owner = connections["owner"]
        if owner.introspection.table_names():
            raise CommandError(
                "There are tables in this database, and perhaps more than migrations make: name an "
                "empty one (VAR_DIR=$(mktemp -d) manage.py write_schema)."
            )
        call_command("migrate", each=True, interactive=False, verbosity=0)
        script = dump_schema(owner)
        output.write_text(script, encoding="utf-8")
        self.stdout.write(f"{output.name}: {len(script.splitlines())} lines.")
