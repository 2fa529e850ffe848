"""Says what is wrong on this site and how to mend it."""

import sys

from django.core.management.base import BaseCommand

from portal.site.doctor import examine


class Command(BaseCommand):
    help = "Look for what is wrong in settings, database and files; exit 1 where an error is found."

    def handle(self, **options: object) -> None:
        errors = warnings = 0
        for finding in examine():
            errors += finding.level == "error"
            warnings += finding.level == "warning"
            style = self.style.ERROR if finding.level == "error" else self.style.WARNING
            self.stdout.write(f"{style(finding.level)}: {finding.what}\n  → {finding.mend}")
        self.stdout.write(f"{errors} errors, {warnings} warnings.")
        if errors:
            sys.exit(1)
