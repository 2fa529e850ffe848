"""The public site as plain files."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.kit.progress import progress_of_known
from portal.site.static_copy.writing import NotACopy, SiteAway, write_copy


class Command(BaseCommand):
    help = (
        "Write a browsable copy of the public site, feeds and files included, into a folder; run "
        "again, it brings the copy up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **options: object) -> None:
        with progress_of_known() as on_progress:
            try:
                copied = write_copy(folder.absolute(), on_progress)
            except (NotACopy, SiteAway, OSError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(folder)s: %(files)d files, %(removed)d that are gone were removed.")
            % {"folder": folder, "files": copied.files, "removed": copied.removed}
        )
        if copied.errors:
            raise CommandError(
                _("%(count)d addresses answered with an error, the first is %(first)s.")
                % {"count": len(copied.errors), "first": copied.errors[0]}
            )
