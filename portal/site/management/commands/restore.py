"""A site from its backup."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.programs import ProgramFailed
from portal.pagecache import generation
from portal.site.backups.archive import BadBackup, Manifest
from portal.site.backups.encryption import is_encrypted, readable
from portal.site.backups.folders import backups_in
from portal.site.backups.keeping import note_restore, require_room
from portal.site.backups.models import BackupKind
from portal.site.backups.rehearsing import crawl
from portal.site.backups.restoring import restore_backup
from portal.site.backups.target import Target, rehearsal_target, site_target
from portal.site.backups.uploads import folders_that_lack_many
from portal.tasks.upkeep import a_worker_lives


class Command(BaseCommand):
    help = (
        "Bring back what `backup` wrote, into the database and media folder that the environment "
        "names. One that has content is replaced with --replace --confirm NAME only; --verify "
        "tries a backup out elsewhere."
    )
    # The tables may not be there yet, or be of another version.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="The backup; for --verify also a folder, of which the newest is tried out.",
        )
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--verify",
            action="store_true",
            help="Restore into a server and folder of its own, compare, and remove them again.",
        )
        way.add_argument(
            "--replace", action="store_true", help="Replace the content that the site has now."
        )
        parser.add_argument(
            "--identity",
            type=Path,
            metavar="KEY",
            help="The file of age with the private key that opens an encrypted backup.",
        )
        parser.add_argument(
            "--record",
            action="store_true",
            help="After --verify: note in the site's own list that a rehearsal went well.",
        )
        parser.add_argument(
            "--confirm",
            metavar="NAME",
            help="The name of the database that --replace may overwrite, exactly.",
        )

    def handle(
        self,
        *,
        file: Path,
        verify: bool,
        replace: bool,
        confirm: str | None,
        record: bool,
        identity: Path | None,
        **options: object,
    ) -> None:
        if file.is_dir():
            file = _newest_in(file, verify=verify)
            self.stdout.write(str(file))
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        if confirm is not None and not replace:
            raise CommandError(_("--confirm belongs to --replace."))
        if record and not verify:
            raise CommandError(_("--record belongs to --verify."))
        try:
            if identity and not is_encrypted(file):
                self.stderr.write(_("The file is not encrypted: --identity is not needed."))
            # What is read of it: an opened copy, and in a rehearsal the files beside the site's.
            require_room(file, is_encrypted(file) + verify)
            with readable(file, identity) as plain:
                if verify:
                    self._verify(plain)
                else:
                    self._restore(plain, site_target(), replace=replace, confirm=confirm)
            if not verify and is_encrypted(file) and not settings.BACKUP_RECIPIENT:
                self.stderr.write(
                    _("BACKUP_RECIPIENT is not set: backups made from now on are not encrypted.")
                )
            if record or not verify:
                note_restore(file, BackupKind.REHEARSAL if verify else BackupKind.RESTORE)
        except (BadBackup, OSError, ProgramFailed, EmbeddedServerError) as error:
            raise CommandError(str(error)) from error

    def _verify(self, file: Path) -> None:
        with rehearsal_target() as target:
            manifest = restore_backup(file, target)
            walked = crawl(target.media.parent, target.media)
            # The walk has brought the tables up to date.
            if lost := folders_that_lack_many(target.media, target.alias):
                raise BadBackup(_("The backup lacks uploaded files: %(lost)s.") % {"lost": lost})
        self._say(
            _(
                "The backup of %(made)s is good: %(rows)d rows in %(tables)d tables and %(files)d "
                "uploaded files came back, the record of changes is whole to row %(row)d."
            ),
            manifest,
        )
        self.stdout.write(walked)

    def _restore(self, file: Path, target: Target, *, replace: bool, confirm: str | None) -> None:
        if replace:
            _require_confirmation(target, confirm)
            _require_quiet(target)
        elif not target.is_empty():
            raise CommandError(
                _(
                    "Not empty: %(target)s. Nothing was written. --verify tries a backup out "
                    "elsewhere; only to give up what is there, see --replace."
                )
                % {"target": target}
            )
        self.stdout.write(_("Restoring into: %(target)s.") % {"target": target})
        manifest = restore_backup(file, target)
        call_command("migrate", interactive=False, verbosity=0)
        # Whoever has fetched a page of the site that was replaced is not to take it for current.
        with transaction.atomic():
            generation.invalidate_public_content()
        self._say(
            _(
                "Restored as of %(made)s: %(files)d uploaded files, the record of changes is whole"
                " to row %(row)d."
            ),
            manifest,
        )

    def _say(self, sentence: str, manifest: Manifest) -> None:
        self.stdout.write(
            sentence
            % {
                "made": manifest.made_at,
                "rows": sum(manifest.rows.values()),
                "tables": len(manifest.rows),
                "files": manifest.media_files,
                "row": manifest.audit_number,
            }
        )


def _newest_in(folder: Path, *, verify: bool) -> Path:
    """Return what of a folder is tried out; raise CommandError where a file is to be named."""
    newest = next(reversed(backups_in(folder)), None)
    if newest is None:
        raise CommandError(_("There is no backup in %(folder)s.") % {"folder": folder})
    if not verify:
        message = _("%(folder)s is a folder: name one of its backups. The newest is %(newest)s")
        raise CommandError(message % {"folder": folder, "newest": newest})
    return newest


def _require_confirmation(target: Target, confirm: str | None) -> None:
    """Raise CommandError unless the database's own name was typed."""
    if confirm is None:
        raise CommandError(
            _("This would overwrite %(target)s. If you mean it, add: --confirm %(name)s")
            % {"target": target, "name": target.database}
        )
    if confirm != target.database:
        raise CommandError(
            _("--confirm says “%(typed)s”; nothing was written to %(target)s.")
            % {"typed": confirm, "target": target}
        )


def _require_quiet(target: Target) -> None:
    """Raise CommandError while a helper works on the site: what it writes would be lost, or mixed.

    Web workers alone hold no lock and are not seen: the handbook has both stopped.
    """
    if a_worker_lives(target.alias):
        raise CommandError(
            _(
                "The site is running. Stop it first, on every machine: systemctl stop portal.socket"
                " portal portal-helper. Nothing was written."
            )
        )
