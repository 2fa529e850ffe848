"""The content of 2007 and, where DEMO_PASSWORD is set, the demo accounts."""

from collections import Counter
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

# Names and no imports: the portal knows none of the apps. Projects quote what news brings.
APPS = ("portal", "news", "projects", "enterprises")


class Command(BaseCommand):
    help = (
        "Load the 2007 content; with DEMO_PASSWORD set, also the demo accounts. Safe to run twice."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        brought: Counter[str] = Counter()
        for app in APPS:
            try:
                brought += import_module(f"{app}.demo").load()
            except LookupError as error:
                raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(self._sentence(brought))

    @staticmethod
    def _sentence(brought: Counter[str]) -> str:
        whole = ", ".join(f"{number} {name}" for name, number in brought.items() if number)
        accounts = "" if settings.DEMO_PASSWORD else " No accounts: DEMO_PASSWORD is not set."
        if not whole:
            return f"The demo content was there already: nothing is new.{accounts}"
        return f"New in the demo content: {whole}.{accounts}"
