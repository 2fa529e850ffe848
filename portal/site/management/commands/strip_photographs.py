"""Takes place, time and owner out of photographs that were attached before this was done."""

import sys

from django.core.management.base import BaseCommand

from portal.publishing.earlier_photographs import strip_earlier_photographs


class Command(BaseCommand):
    help = "Strip what cameras wrote in attached photographs; do this once after an upgrade."

    def handle(self, **options: object) -> None:
        outcome = strip_earlier_photographs()
        for name in outcome.damaged:
            self.stdout.write(f"{name}: damaged, left as it is")
        self.stdout.write(f"{outcome.stripped} of {outcome.seen} photographs stripped.")
        if outcome.damaged:
            sys.exit(1)
