"""Writes what stands without the database: the declared emergencies and the light home page."""

from django.core.management.base import BaseCommand, CommandError

from portal.emergency.alerts import AlertsNotWritten, write_alerts
from portal.site.emergency import write_light_home


class Command(BaseCommand):
    help = "Write the file of emergencies, and the light home page below VAR_DIR/light-home."

    def handle(self, **options: object) -> None:
        try:
            write_alerts()
            self.stdout.write(str(write_light_home()))
        except (AlertsNotWritten, OSError) as error:
            raise CommandError(str(error)) from error
