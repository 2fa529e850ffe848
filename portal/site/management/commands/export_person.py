"""Writes what the site stores of a person, for whoever asks for it by law."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.files import create_private
from portal.kit.personal_data import rows_of_person
from portal.kit.text.phones import vietnamese_phone


def checked(sender: str) -> str:
    """Return the address, or the telephone number as it is kept; raise CommandError for others."""
    try:
        if "@" not in sender:
            return vietnamese_phone(sender)
        validate_email(sender)
    except ValidationError as error:
        text = _("“%(sender)s” is no e-mail address and no telephone number.")
        raise CommandError(text % {"sender": sender}) from error
    return sender


@contextmanager
def reported_file_errors(file: Path) -> Iterator[None]:
    """Raise CommandError where the file is there already or cannot be written."""
    try:
        yield
    except FileExistsError as error:
        raise CommandError(
            _("%(file)s is there already; name another file.") % {"file": error.filename}
        ) from error
    except OSError as error:
        details = {"file": file, "why": error.strerror}
        raise CommandError(_("Cannot write %(file)s: %(why)s.") % details) from error


class Command(BaseCommand):
    help = (
        "Write all that the site keeps of a person outside the staff, found by the e-mail address "
        "or the telephone number, into a new JSON file that only the account that runs this may "
        "read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sender", help="The address or number that the person wrote.")
        parser.add_argument("file", metavar="FILE", type=Path, help="The file to make.")

    @transaction.atomic
    def handle(self, *, sender: str, file: Path, **options: object) -> None:
        sender = checked(sender)
        holdings = rows_of_person(sender)
        document = {
            "site": settings.SITE_URL,
            "email" if "@" in sender else "phone": sender,
            "at": timezone.localtime().isoformat(timespec="seconds"),
            "kept": holdings,
        }
        with reported_file_errors(file), create_private(file) as target:
            target.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        details = {"number": sum(map(len, holdings.values())), "file": file}
        self.stdout.write(_("%(number)d rows are in %(file)s.") % details)
