"""Writes what the site is made of, for who has to know whether a hole concerns it."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.kit.files import replace_file
from portal.site.sbom import bill_of_materials


class Command(BaseCommand):
    help = "Write the software bill of materials (CycloneDX, JSON): packages, scripts, fonts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The file to write.")

    def handle(self, *, file: Path, **options: object) -> None:
        found = bill_of_materials()
        try:
            replace_file(file, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{len(found['components'])} components in {file}.")
