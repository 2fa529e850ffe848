"""Checks that the audit record is whole."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.chain import last_number, rows
from portal.audit.verification import Chain
from portal.kit.progress import progress_bar

# A record written anew breaks at every row; the first few say it.
MAX_NAMED = 20


class Command(BaseCommand):
    help = (
        "Check the audit record from its first row on; ends with 1 where a row was changed, "
        "removed or inserted, and names it. What was cut off its end is seen with --expect."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="HASH",
            default="",
            help="A last hash that was noted before, as a backup does; some row must have it.",
        )

    @transaction.atomic  # One view of the rows; outside, the server would copy them all first.
    def handle(self, *, expect: str, **options: object) -> None:
        chain = Chain(expected=expect.strip().lower())
        found = 0
        with progress_bar(rows(), total=last_number()) as bar:
            for each in chain.breaks(bar):
                found += 1
                if found <= MAX_NAMED:
                    with bar.external_write_mode(file=sys.stderr):
                        self.stderr.write(each.message)
        if found:
            raise CommandError(_("The audit record is broken: faults found: %d.") % found)
        self.stdout.write(
            _("The audit record is whole: %(number)d rows, last hash %(hash)s.")
            % {"number": chain.number, "hash": chain.hash}
        )
