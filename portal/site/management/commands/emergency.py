"""The switch of the emergency mode for whoever is logged in to the server."""

from argparse import ArgumentParser
from typing import Final

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.emergency import alerts, switch
from portal.emergency.alerts import AlertsNotWritten
from portal.emergency.forms import EmergencyForm
from portal.site.emergency import write_light_home

# Fields of the form whose option has another name.
_OPTIONS: Final = {"starts_at": "start", "ends_at": "end"}


class Command(BaseCommand):
    help = "Declare an emergency at once, end all that is declared, or say what holds now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        on = what.add_parser("on", help="Declare; needs no second person.")
        on.add_argument("--level", required=True, help="The disaster risk level, 1 to 5.")
        on.add_argument("--headline", required=True, help="What happens, in a line.")
        on.add_argument("--advice", default="", help="What to do, in a sentence or two.")
        on.add_argument("--headline-en", default="", help="The headline for pages in English.")
        on.add_argument("--advice-en", default="", help="The advice for pages in English.")
        on.add_argument("--start", default="", help="DD/MM/YYYY HH:MM; without it now.")
        on.add_argument("--end", default="", help="DD/MM/YYYY HH:MM; without it 30 days on.")
        what.add_parser("off", help="End whatever is declared or waits.")
        what.add_parser("status", help="Say what holds now.")

    def handle(self, *, what: str, **options: object) -> None:
        if what != "status":
            _require_database()
        try:
            lines = self._switch(what, options)
        except (AlertsNotWritten, OSError) as error:
            raise CommandError(str(error)) from error
        try:
            # Before anything is said: a terminal that is gone keeps no reader waiting.
            if what != "status":
                _write_light_home()
        finally:
            for line in (*lines, self._status()):
                self.stdout.write(line)

    def _switch(self, what: str, options: dict[str, object]) -> list[str]:
        """Do what is asked; return what to say of it."""
        if what == "on":
            self._declare(options)
        elif what == "off":
            return [_("Ended: %(count)s.") % {"count": switch.end_all()}]
        return []

    def _declare(self, typed: dict[str, object]) -> None:
        form = EmergencyForm(
            {
                "level": typed["level"],
                "headline": typed["headline"],
                "advice": typed["advice"],
                "headline_en": typed["headline_en"],
                "advice_en": typed["advice_en"],
                "starts_at": typed["start"],
                "ends_at": typed["end"],
            }
        )
        if not form.is_valid():
            words = [
                f"--{_OPTIONS.get(name, name.replace('_', '-'))}: {' '.join(map(str, each))}"
                for name, each in form.errors.items()
            ]
            raise CommandError("\n".join(words))
        switch.declare(form.save(commit=False))

    def _status(self) -> str:
        alert = alerts.current_alert()
        if alert is None:
            return _("No emergency holds now.")
        until = localtime(alert.ends_at).strftime("%d/%m/%Y %H:%M") if alert.ends_at else "—"
        return f"{alert.risk}: {alert.headline} (→ {until})"


def _require_database() -> None:
    """Raise CommandError where there is no database: in a storm one line is read, not five."""
    try:
        connection.ensure_connection()
    except (InterfaceError, OperationalError) as error:
        raise CommandError(
            _(
                "The database does not answer, so nothing was declared or ended; readers see what"
                " they saw before. Start it (systemctl restart postgresql) and type this again."
            )
        ) from error


def _write_light_home() -> None:
    """Raise CommandError where it cannot be written; the step before it holds all the same."""
    try:
        write_light_home()
    except OSError as error:
        raise CommandError(
            _(
                "This holds on every page already; do not type it again. Only the light home page"
                " cannot be written (%(reason)s). Make room or give the right to write; it is tried"
                " again every five minutes, or at once by manage.py write_light_home."
            )
            % {"reason": error.strerror or type(error).__name__}
        ) from error
