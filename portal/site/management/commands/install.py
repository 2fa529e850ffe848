"""The files by which a machine runs the site, filled in."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.site.installing import (
    MissingAnswer,
    WrongAnswers,
    check_answers,
    defaults,
    read_answers,
    write_all,
)


class Command(BaseCommand):
    help = (
        "Write units of systemd, the site of nginx, compose file and pgBackRest's settings, filled "
        "in, and on the first run .env and the database's roles, into a folder; install nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--host", help="The name that readers type, such as portal.example.")
        parser.add_argument(
            "--answers", type=Path, help=f"A file of lines NAME=VALUE; the names: {_names()}."
        )

    def handle(
        self, *, folder: Path, host: str | None, answers: Path | None, **options: object
    ) -> None:
        try:
            given = read_answers(answers) if answers else {}
        except (OSError, UnicodeDecodeError, WrongAnswers) as error:
            raise CommandError(str(error)) from error
        name = host or given.get("HOST")
        if not name:
            raise CommandError(_("Say the name of the site: --host portal.example."))
        known, given = defaults(name), given | {"HOST": name}
        if unknown := sorted(set(given) - set(known)):
            raise CommandError(
                _("No file asks for %(names)s. The answers are %(known)s.")
                % {"names": ", ".join(unknown), "known": _names()}
            )
        try:
            check_answers(known | given)
            for path in write_all(folder, known | given):
                self.stdout.write(str(path))
        except MissingAnswer as error:
            raise CommandError(_("Nobody has answered %(name)s.") % {"name": error}) from error
        except (OSError, WrongAnswers) as error:
            raise CommandError(str(error)) from error


def _names() -> str:
    return ", ".join(sorted(defaults("")))
