"""The days off of a year that go by the moon, from the command line."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.kit.near_days import EARLIEST, LATEST
from portal.obligations.statutory import SOURCE, add_statutory_days


class Command(BaseCommand):
    help = (
        "Write the days of Tết and of the Hùng Kings of a year, as the labour code has them, where "
        "nobody has written any; the staff mends them once they are announced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("years", nargs="+", type=int, metavar="YEAR")

    def handle(self, *, years: list[int], **options: object) -> None:
        for year in years:
            if not EARLIEST.year <= year <= LATEST.year:
                message = _("%(year)d is no year from %(first)d to %(last)d.")
                raise CommandError(
                    message % {"year": year, "first": EARLIEST.year, "last": LATEST.year}
                )
        for year in years:
            added = add_statutory_days(year)
            for day in added:
                self.stdout.write(f"{date_format(day.day)} · {day.name}")
            if not added:
                self.stdout.write(_("%(year)d: its days are written already.") % {"year": year})
            else:
                self.stdout.write(f"({SOURCE})")
