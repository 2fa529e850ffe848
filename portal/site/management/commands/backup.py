"""The whole site in one file."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.programs import ProgramFailed
from portal.site.backups.archive import Manifest
from portal.site.backups.keeping import back_up_into, incomplete, note_backup
from portal.site.backups.uploads import folders_that_lack_many
from portal.site.backups.writing import write_backup


class Command(BaseCommand):
    help = "Write database and uploaded files into one file, with the audit record's last hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("file", type=Path, metavar="FILE", nargs="?")
        place.add_argument(
            "--into",
            type=Path,
            metavar="DIR",
            help="A file named by its time, encrypted, copied and kept as the settings say.",
        )

    def handle(self, *, file: Path | None, into: Path | None, **options: object) -> None:
        try:
            if into is not None:
                self._say(*back_up_into(into.absolute()))
            elif file is not None:
                self._say(*self._write(file.absolute()))
        except (OSError, ProgramFailed, EmbeddedServerError) as error:
            raise CommandError(str(error)) from error

    def _write(self, target: Path) -> tuple[Path, Manifest]:
        if target.exists():
            raise CommandError(_("%(file)s is there already; name a new file.") % {"file": target})
        if not target.parent.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": target.parent})
        manifest = write_backup(target)
        if lost := folders_that_lack_many(Path(settings.MEDIA_ROOT)):
            raise CommandError(incomplete(target, lost))
        note_backup(target)
        return target, manifest

    def _say(self, target: Path, manifest: Manifest) -> None:
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
