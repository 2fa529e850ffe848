"""Counts the files that enterprises had sent before their room for files was counted."""

from django.core.management.base import BaseCommand

from enterprises.products.earlier_files import count_earlier_files


class Command(BaseCommand):
    help = "Count the files of enterprises that are not counted yet; do this once after an upgrade."

    def handle(self, **options: object) -> None:
        found = count_earlier_files()
        for enterprise, number in found.items():
            self.stdout.write(f"{enterprise}: {number}")
        files = sum(found.values())
        self.stdout.write(f"{files} files of {len(found)} enterprises counted.")
