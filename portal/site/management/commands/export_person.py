"""Writes what the site stores of a person, for whoever asks for it by law."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.personal_data import told_of


def checked(email: str) -> str:
    """Return the address; raise CommandError if it is not one."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(_("“%(email)s” is no e-mail address.") % {"email": email}) from error
    return email


class Command(BaseCommand):
    help = (
        "Write all that the site keeps of a person outside the staff, found by the e-mail address, "
        "into a new JSON file that only the account that runs this may read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="The address that the person wrote.")
        parser.add_argument("file", metavar="FILE", type=Path, help="The file to make.")

    @transaction.atomic
    def handle(self, *, email: str, file: Path, **options: object) -> None:
        holdings = told_of(checked(email))
        document = {
            "site": settings.SITE_URL,
            "email": email,
            "at": timezone.localtime().isoformat(timespec="seconds"),
            "kept": holdings,
        }
        self._write(file, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        details = {"number": sum(map(len, holdings.values())), "file": file}
        self.stdout.write(_("%(number)d rows are in %(file)s.") % details)

    @staticmethod
    def _write(file: Path, text: str) -> None:
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(
                _("%(file)s is there already; name another file.") % {"file": file}
            ) from error
        except OSError as error:
            details = {"file": file, "why": error.strerror}
            raise CommandError(_("Cannot write %(file)s: %(why)s.") % details) from error
        with open(handle, "w", encoding="utf-8", newline="\n") as target:
            target.write(text)
