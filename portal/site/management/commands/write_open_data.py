"""Writes the file of all open data now, as the helper does each day."""

from django.core.management.base import BaseCommand

from portal.exchange.opendata.bulk import write_bulk


class Command(BaseCommand):
    help = "Write every open data set into one file below VAR_DIR/open-data."

    def handle(self, **options: object) -> None:
        bulk = write_bulk()
        self.stdout.write(f"{bulk.path}: {bulk.size:,} bytes, sha256 {bulk.sha256}")
