"""Writes the light home page as a file."""

from django.core.management.base import BaseCommand

from portal.site.emergency import write_light_home


class Command(BaseCommand):
    help = "Write the light home page and its style below VAR_DIR/light-home."

    def handle(self, **options: object) -> None:
        self.stdout.write(str(write_light_home()))
