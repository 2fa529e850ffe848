"""Says what is wrong on this site and how to mend it."""

import sys
from collections import Counter

from django.core.management.base import BaseCommand

from portal.site.doctor import examine, severity


class Command(BaseCommand):
    help = "Look for what is wrong in settings, database and files; exit 1 where an error is found."

    def handle(self, **options: object) -> None:
        found = Counter[str]()
        for finding in examine():
            level = severity(finding)
            found[level] += 1
            style = self.style.ERROR if level == "error" else self.style.WARNING
            self.stdout.write(f"{style(level)}: {finding.msg}\n  → {finding.hint}")
        self.stdout.write(f"{found['error']} errors, {found['warning']} warnings.")
        if found["error"]:
            sys.exit(1)
