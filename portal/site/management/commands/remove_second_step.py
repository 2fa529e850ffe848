"""Lets somebody in again who has lost the second step, where no other administrator can."""

from typing import Any

from allauth.account.utils import filter_users_by_email
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
        parser.add_argument("username", help="the name or the address that the person signs in by")

    def handle(self, *, username: str, **_options: Any) -> None:
        user = _account_of(username)
        with transaction.atomic():
            steps = list(Authenticator.objects.select_for_update().filter(user=user))
            for step in steps:
                old = {"type": str(step.type)}
                record(Action.SECOND_FACTOR_REMOVED, subject=user, by=None, old=old)
                step.delete()
            end_sessions(list(user.sessions.all()), user=user, by=None)
        removed = ngettext("%(number)d step removed.", "%(number)d steps removed.", len(steps))
        self.stdout.write(f"{user.username}: " + removed % {"number": len(steps)})


def _account_of(name: str) -> User:
    """Return the account with this name, or else the only one with this address to sign in by."""
    named: User | None = User.objects.filter(username=name).first()
    found = [named] if named else filter_users_by_email(name) if "@" in name else []
    if len(found) != 1:
        text = _(
            "No account, or more than one, is found by %(name)s: write the name to sign in by, "
            "which stands on the page of the account."
        )
        raise CommandError(text % {"name": name})
    return found[0]
