"""The only way in which a page goes for good."""

from argparse import ArgumentParser
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.newsroom.bin_purge import hindrance, purge
from portal.publishing.models import Publication, State


class Command(BaseCommand):
    help = (
        "Remove pages from the bin for good, with their versions and the files that nothing else "
        "uses. The audit record keeps title, address, hash of the text and reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", metavar="PATH", nargs="*", help="Addresses, /tin-tuc/… each.")
        parser.add_argument("--reason", required=True, help="Why; it stays in the audit record.")
        parser.add_argument(
            "--binned-for",
            metavar="DAYS",
            type=int,
            help="Instead of addresses: everything that has lain in the bin for so many days.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would go; remove nothing."
        )

    def handle(
        self,
        *,
        paths: list[str],
        reason: str,
        binned_for: int | None,
        dry_run: bool,
        **options: object,
    ) -> None:
        if not reason.strip():
            raise CommandError(_("Write a reason: --reason “…”."))
        paths = self._chosen(paths, binned_for)
        # All or nothing where an address is wrong: a slip of the pen removes no page.
        if refused := [why for path in paths if (why := hindrance(path))]:
            raise CommandError(" ".join([*refused, _("Nothing was removed.")]))
        if dry_run:
            for path in paths:
                self.stdout.write(_("%(path)s would go.") % {"path": path})
            return
        if failed := [why for path in paths if (why := self._purge(path, reason.strip()))]:
            raise CommandError(" ".join(failed))

    @staticmethod
    def _chosen(paths: list[str], days: int | None) -> list[str]:
        if bool(paths) == (days is not None):
            raise CommandError(_("Name addresses, or give --binned-for DAYS; not both."))
        if days is None:
            return list(dict.fromkeys(paths))
        if not 1 <= days <= 36500:
            raise CommandError(_("--binned-for takes a number of days from 1 to 36500."))
        before = timezone.now() - timedelta(days=days)
        rows = Publication.objects.filter(state=State.BINNED, updated_at__lt=before)
        return list(rows.order_by("updated_at", "pk").values_list("path", flat=True))

    def _purge(self, path: str, reason: str) -> str:
        """Remove one page and tell of it; why not, where it is held."""
        try:
            gone = purge(path, reason=reason)
        except ValidationError as error:
            return " ".join(error.messages)
        values = {"title": gone.title, "path": path, "files": len(gone.files)}
        self.stdout.write(_("Removed: “%(title)s”, %(path)s, files: %(files)d.") % values)
        for other in gone.linked_from:
            self.stdout.write("  " + _("%(path)s links to it.") % {"path": other})
        return ""
