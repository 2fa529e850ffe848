"""Erases what the site keeps of a person, for who asks for it by law."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit.personal_data import erase, rows_of_person
from portal.site.management.commands.export_person import checked


class Command(BaseCommand):
    help = (
        "Erase all that the site keeps of a person outside the staff, found by the e-mail "
        "address or the telephone number. Numbers, days and states stay, without name, address or "
        "words of the person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sender", help="The address or number that the person wrote.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would go; erase nothing."
        )

    @transaction.atomic
    def handle(self, *, sender: str, dry_run: bool, **options: object) -> None:
        sender = checked(sender)
        if dry_run:
            for name, rows in rows_of_person(sender).items():
                values = {"name": name, "number": len(rows)}
                self.stdout.write(_("%(name)s: %(number)d would be erased.") % values)
            return
        for name, number in erase(sender).items():
            values = {"name": name, "number": number}
            self.stdout.write(_("%(name)s: %(number)d erased.") % values)
        # A copy outlives what it was made of; nobody but the operator can tell where copies are.
        self.stdout.write(_("Backups made before still hold it, until they are thrown away."))
