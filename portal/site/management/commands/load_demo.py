"""The content of 2007 and, where DEMO_PASSWORD is set, the demo accounts; samples on request."""

from argparse import BooleanOptionalAction
from collections import Counter
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.search import vocabulary

# Names and no imports: the portal knows none of the apps. Projects quote what news brings.
APPS = ("portal.site", "news", "projects", "enterprises", "portal.department")
SAMPLES = "projects.demo.samples"


class Command(BaseCommand):
    help = (
        "Load the 2007 content; with DEMO_PASSWORD set, also the demo accounts. Safe to run twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--samples",
            action=BooleanOptionalAction,
            default=None,
            help="Bring made-up figures too, marked as such on their page, or take them away.",
        )

    @transaction.atomic
    def handle(self, *, samples: bool | None, verbosity: int, **options: object) -> None:
        try:
            brought, removed = self._load(samples=samples)
        except LookupError as error:
            raise CommandError(str(error)) from error
        vocabulary.refresh()
        if verbosity > 0:
            self.stdout.write(self._sentence(brought))
            if removed:
                self.stdout.write(f"Sample figures taken away: {removed}.")

    @staticmethod
    def _load(*, samples: bool | None) -> tuple[Counter[str], int]:
        """Return what was new, by its name, and how many sample figures are gone."""
        brought: Counter[str] = Counter()
        for app in APPS:
            brought += import_module(f"{app}.demo").load()
        if samples:
            brought["sample figures"] += import_module(SAMPLES).bring()
        removed = import_module(SAMPLES).remove() if samples is False else 0
        return brought, removed

    @staticmethod
    def _sentence(brought: Counter[str]) -> str:
        summary = ", ".join(f"{number} {name}" for name, number in brought.items() if number)
        accounts = "" if settings.DEMO_PASSWORD else " No accounts: DEMO_PASSWORD is not set."
        if not summary:
            return f"The demo content was there already: nothing is new.{accounts}"
        return f"New in the demo content: {summary}.{accounts}"
