"""Lets somebody in again who has lost the second step, where no other administrator can."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.accounts.user_sessions import end_sessions
from portal.audit.models import Action
from portal.audit.recording import record


class Command(BaseCommand):
    help = (
        "Take away all second sign-in steps of an account and end its sessions. At the next "
        "sign-in with the password a new step is set up. Be sure that the person is who they say."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the name that the person signs in by")

    def handle(self, *, username: str, **_options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("Nobody signs in by the name %(name)s.") % {"name": username})
        with transaction.atomic():
            steps = list(Authenticator.objects.select_for_update().filter(user=user))
            for step in steps:
                old = {"type": str(step.type)}
                record(Action.SECOND_FACTOR_REMOVED, subject=user, by=None, old=old)
                step.delete()
            end_sessions(list(user.sessions.all()), user=user, by=None)
        removed = ngettext("%(number)d step removed.", "%(number)d steps removed.", len(steps))
        self.stdout.write(removed % {"number": len(steps)})
