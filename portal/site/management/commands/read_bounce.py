"""Takes in a report of a letter that came back, as a mail server hands it to a program."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.subscriptions.bounces import MAX_BYTES, BounceOutcome, take_in

REFUSED = (BounceOutcome.NO_REPORT, BounceOutcome.NOT_OURS)


class Command(BaseCommand):
    help = (
        "Read from standard input one message that says a letter to a follower came back, and "
        "count it. An address whose letters came back for good on three days is erased."
    )

    def handle(self, **options: object) -> None:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        outcome = take_in(raw, timezone.localdate())
        if outcome in REFUSED:
            raise CommandError(f"Nothing was counted: {outcome}.")
        self.stdout.write(f"{outcome}.")
