"""A site from its backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.backups.archive import BadBackup
from portal.backups.restoring import is_empty, restore_backup
from portal.postgres.errors import EmbeddedServerError
from portal.postgres.programs import ProgramFailed


class Command(BaseCommand):
    help = (
        "Bring back what `backup` wrote; a site that has content is replaced with --replace only."
    )
    # The tables may not be there yet, or be of another version.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="Replace the content that the site has now."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        if not source.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": source})
        if not options["replace"] and not is_empty():
            raise CommandError(
                _("The site has content. Make a backup of it, then restore with --replace.")
            )
        try:
            manifest = restore_backup(source)
        except (BadBackup, OSError, ProgramFailed, EmbeddedServerError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(
            _(
                "Restored as of %(made)s: %(files)d uploaded files, the record of changes is whole"
                " to row %(row)d."
            )
            % {
                "made": manifest.made_at,
                "files": manifest.media_files,
                "row": manifest.audit_number,
            }
        )
