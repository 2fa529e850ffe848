"""Lets the virus scanner look at every stored file that it has not seen yet."""

import sys

from django.core.management.base import BaseCommand, CommandError

from portal.media.scanning.services import is_on
from portal.publishing.file_scans import scan_unscanned, scanner_fault, unscanned


class Command(BaseCommand):
    help = (
        "Scan stored files for viruses; the first time before CLAMD_URL stands in .env, by "
        "“Virus scanner” of docs/operations.md."
    )

    def handle(self, **options: object) -> None:
        if not is_on():
            raise CommandError(
                "No virus scanner is configured: name it for this command alone, as in "
                "CLAMD_URL=unix:///run/clamav/clamd.ctl portal-manage scan_files."
            )
        if reason := scanner_fault():
            raise CommandError(f"The virus scanner does not answer: {reason}")
        scanned, infected = scan_unscanned()
        left = sum(1 for _each in unscanned())
        self.stdout.write(f"{scanned} files scanned, {infected} infected, {left} without verdict.")
        if infected or left:
            sys.exit(1)
