"""The record of what was done as a file that outlives the database."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.chain import canonical_json, last_number, rows
from portal.kit.files import create_private
from portal.kit.progress import progress_bar
from portal.site.management.commands.export_person import reported_file_errors


class Command(BaseCommand):
    help = (
        "Write the whole audit record into a new file, one JSON object a line in the form that "
        "its hash is made of; only the account that runs this may read the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl", type=Path, help="The file to make.")

    @transaction.atomic
    def handle(self, *, file: Path, **options: object) -> None:
        unfinished = file.with_name(f"{file.name}.unfinished")
        with reported_file_errors(file):
            number = self._write(file, unfinished)
        self.stdout.write(_("%(number)d rows are in %(file)s.") % {"number": number, "file": file})

    def _write(self, file: Path, unfinished: Path) -> int:
        if file.exists():
            raise FileExistsError(0, "", str(file))
        number = 0
        # Under another name until it is whole, and private: it names people and addresses.
        target = create_private(unfinished)
        try:
            bar = progress_bar(rows(), total=last_number())
            with target, bar:
                for row in bar:
                    target.write(canonical_json(row) + "\n")
                    number += 1
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
        return number
