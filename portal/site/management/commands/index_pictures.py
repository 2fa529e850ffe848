"""Lets the library find pictures that took over their description before this was stored."""

from django.core.management.base import BaseCommand

from portal.media.pictures.earlier_words import index_earlier_pictures


class Command(BaseCommand):
    help = "Let pictures be found by words that texts gave them; do this once after an upgrade."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{index_earlier_pictures()} pictures are found by their words now.")
