"""A walk through the public pages, which names those that do not answer."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.kit.arguments import counted
from portal.kit.progress import progress_of_known
from portal.site.static_copy.walking import walk

_STATIC = "/static/"


class Command(BaseCommand):
    help = "Ask for the public pages by their links, in this process, and name those that fail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--most", type=counted(), default=None, help="Stop after so many addresses."
        )

    def handle(self, *, most: int | None, **options: object) -> None:
        _name_static_files_plainly()
        pages, failed, missing = 0, [], []
        with progress_of_known() as on_progress:
            for address, answer in walk(on_progress, most=most):
                # Collected by `serve`: there may be none where only the database came.
                if address.startswith(_STATIC):
                    continue
                pages += 1
                failed += [address] if answer.is_failure else []
                missing += [address] if answer.is_missing else []
        message = _("%(asked)d addresses answered, %(missing)d links lead nowhere.")
        self.stdout.write(message % {"asked": pages, "missing": len(missing)})
        for address in missing:
            self.stdout.write(f"404 {address}")
        if failed:
            raise CommandError(
                _("%(count)d addresses answered with an error, the first is %(first)s.")
                % {"count": len(failed), "first": failed[0]}
            )


def _name_static_files_plainly() -> None:
    """Let pages be made where no static files were collected, as beside a copy of the database."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
