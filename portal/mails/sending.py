"""Sends letters; each is written in a template of its own under `templates/mails/`."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, InvalidMailer
from django.tasks import task
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

logger = logging.getLogger(__name__)
# A mail server that is down for a night; after the last try the operator's log says so.
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=15),
    timedelta(hours=2),
    timedelta(hours=12),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one address."""

    subject: str
    body: str

    def hand_over(self, address: str) -> bool:
        """Give it to the mail server; whether it took it."""
        mail = EmailMessage(
            settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + self.subject, self.body, to=[address]
        )
        try:
            return bool(mail.send())
        except InvalidMailer as error:
            # Settings can be mended while the letter waits for its next turn.
            logger.error("Letters cannot be sent: %s", error)
            return False
        except (OSError, SMTPException) as error:
            # The address is a person's: it does not belong in a log.
            logger.warning("A letter was not taken: %s", type(error).__name__)
            return False


def write(name: str, /, **context: Any) -> Letter:
    """The letter `mails/NAME.txt`: its first line is the subject, after an empty line the text."""
    with translation.override(settings.LANGUAGE_CODE):
        known = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL} | context
        template: Any = get_template(f"mails/{name}.txt")
        # Plain text: an ampersand in a name stays one.
        text = template.template.render(Context(known, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    return Letter(" ".join(subject.split()), body.strip() + "\n")


def send(name: str, /, *, to: Iterable[str], **context: Any) -> None:
    """Let the letter `mails/NAME.txt` go out to each of the addresses, none told of the others.

    Asked for inside a transaction, it goes out only if that ends well.
    """
    letter = write(name, **context)
    for address in dict.fromkeys(each for each in to if each):
        deliver.enqueue(address, letter.subject, letter.body)


def turn_after(attempt: int) -> datetime | None:
    """When to try again after so many tries before this one; never after the last."""
    return timezone.now() + WAITS[attempt] if attempt < len(WAITS) else None


@task
def deliver(address: str, subject: str, body: str, attempt: int = 0) -> bool:
    """Hand a letter to the mail server; whether it took it. A refused one is tried again later."""
    if Letter(subject, body).hand_over(address):
        return True
    if later := turn_after(attempt):
        deliver.using(run_after=later).enqueue(address, subject, body, attempt + 1)
    return False
