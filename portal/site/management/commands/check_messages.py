"""Refuses words of the interface that are not in Vietnamese."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.site.messages_check import is_compiled, untranslated

MAX_NAMED = 40


class Command(BaseCommand):
    help = "Fail where a text of the source has no Vietnamese, or the compiled catalog is old."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        try:
            if missing := untranslated(settings.BASE_DIR):
                raise CommandError(self._message_of(missing))
            if not is_compiled(settings.BASE_DIR):
                raise CommandError(
                    "A catalogue is newer than its compiled form: run make messages."
                )
        except (RuntimeError, FileNotFoundError) as error:
            raise CommandError(f"{error}; gettext must be installed.") from error
        self.stdout.write("Every text has its Vietnamese.")

    @staticmethod
    def _message_of(missing: list[str]) -> str:
        named = "\n".join(f"  {text!r}" for text in missing[:MAX_NAMED])
        return (
            f"{len(missing)} texts have no Vietnamese. make messages collects them; what it marks "
            f"fuzzy is a guess: write the Vietnamese and take the mark away.\n{named}"
        )
