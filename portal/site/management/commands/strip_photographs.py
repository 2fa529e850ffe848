"""Takes place, time and owner out of photographs that were attached before this was done."""

import sys

from django.core.management.base import BaseCommand

from portal.publishing.earlier_photographs import strip_earlier_photographs


class Command(BaseCommand):
    help = "Strip what cameras wrote in attached photographs; do this once after an upgrade."

    def handle(self, **options: object) -> None:
        report = strip_earlier_photographs()
        for name in report.damaged:
            self.stdout.write(f"{name}: damaged, left as it is")
        self.stdout.write(f"{report.stripped} of {report.seen} photographs stripped.")
        if report.damaged:
            sys.exit(1)
