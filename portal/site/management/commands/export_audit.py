"""The record of what was done as a file that outlives the database."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from portal.audit.chain import canonical_json, last_number, rows


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
        try:
            number = self._write(file, unfinished)
        except FileExistsError as error:
            raise CommandError(
                _("%(file)s is there already; name another file.") % {"file": error.filename}
            ) from error
        except OSError as error:
            values = {"file": file, "why": error.strerror}
            raise CommandError(_("Cannot write %(file)s: %(why)s.") % values) from error
        self.stdout.write(_("%(number)d rows are in %(file)s.") % {"number": number, "file": file})

    def _write(self, file: Path, unfinished: Path) -> int:
        if file.exists():
            raise FileExistsError(0, "", str(file))
        number = 0
        # Under another name until it is whole, and private: it names people and addresses.
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with (
                open(handle, "w", encoding="utf-8", newline="\n") as target,
                tqdm(total=last_number(), unit="", disable=None, file=sys.stderr) as bar,
            ):
                for row in rows():
                    target.write(canonical_json(row) + "\n")
                    number += 1
                    bar.update()
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
        return number
