"""The content of 2007 and, where DEMO_PASSWORD is set, the demo accounts; samples on request."""

from argparse import BooleanOptionalAction
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.kit.progress import progress_bar
from portal.search import vocabulary
from portal.site.demo import english_names

# Names and no imports: the portal knows none of the apps. Projects quote what news brings.
APPS = ("portal.site", "news", "projects", "enterprises", "portal.department")
# Real documents after the report, because plans lead to them, and the lived-in year, in its order:
# projects name its articles and enterprises.
DOCUMENTS = "news.demo.documents"
YEAR = ("news", "enterprises", "projects", "portal.site")


class Command(BaseCommand):
    help = (
        "Load the 2007 content; with DEMO_PASSWORD set, also the demo accounts. Safe to run twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--samples",
            action=BooleanOptionalAction,
            default=True,
            help="Bring what is made up too, marked as such; else only what the report says.",
        )
        parser.add_argument(
            "--year",
            action=BooleanOptionalAction,
            default=True,
            help="Bring legal documents and the lived-in year too; else what accounts stand on.",
        )

    @transaction.atomic
    def handle(self, *, samples: bool, year: bool, verbosity: int, **options: object) -> None:
        try:
            brought = self._load(samples=samples, year=year)
        except LookupError as error:
            raise CommandError(str(error)) from error
        vocabulary.refresh()
        if verbosity > 0:
            self.stdout.write(self._sentence(brought))

    @staticmethod
    def _load(*, samples: bool, year: bool) -> Counter[str]:
        """Return what was new, by its name."""
        loaders: list[Callable[[], Counter[str]]] = []
        for app in APPS:
            loaders.append(partial(import_module(f"{app}.demo").load, with_samples=samples))
            if year and app == "news":
                loaders.append(import_module(DOCUMENTS).load)
        if year and samples:
            loaders += (import_module(f"{app}.demo.year").load for app in YEAR)
        brought: Counter[str] = Counter()
        for load in progress_bar(loaders):
            brought += load()
        brought["English names"] += english_names.load()
        return brought

    @staticmethod
    def _sentence(brought: Counter[str]) -> str:
        summary = ", ".join(f"{number} {name}" for name, number in brought.items() if number)
        accounts = "" if settings.DEMO_PASSWORD else " No accounts: DEMO_PASSWORD is not set."
        if not summary:
            return f"The demo content was there already: nothing is new.{accounts}"
        return f"New in the demo content: {summary}.{accounts}"
