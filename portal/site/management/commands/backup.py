"""The whole site in one file."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.programs import ProgramFailed
from portal.site.backups.writing import write_backup


class Command(BaseCommand):
    help = "Write database and uploaded files into one file, with the audit record's last hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: object) -> None:
        target = file.absolute()
        if target.exists():
            raise CommandError(_("%(file)s is there already; name a new file.") % {"file": target})
        if not target.parent.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": target.parent})
        try:
            manifest = write_backup(target)
        except (OSError, ProgramFailed, EmbeddedServerError) as error:
            raise CommandError(str(error)) from error
        size = target.stat().st_size / 1_000_000
        self.stdout.write(
            _("%(file)s: %(size).1f MB, %(files)d uploaded files; audit row %(row)d, hash %(hash)s")
            % {
                "file": target,
                "size": size,
                "files": manifest.media_files,
                "row": manifest.audit_number,
                "hash": manifest.audit_hash,
            }
        )
