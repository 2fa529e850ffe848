"""Sends letters; each is written in a template of its own under `templates/mails/`."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
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


def send(name: str, /, *, to: Iterable[str], **context: Any) -> None:
    """Let the letter `mails/NAME.txt` go out to each of the addresses, none told of the others.

    Its first line is the subject, what comes after an empty line the text. Asked for inside a
    transaction, it goes out only if that ends well.
    """
    with translation.override(settings.LANGUAGE_CODE):
        known = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL} | context
        letter: Any = get_template(f"mails/{name}.txt")
        # Plain text: an ampersand in a name stays one.
        text = letter.template.render(Context(known, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    for address in dict.fromkeys(each for each in to if each):
        deliver.enqueue(address, " ".join(subject.split()), body.strip() + "\n")


@task
def deliver(address: str, subject: str, body: str, attempt: int = 0) -> bool:
    """Hand a letter to the mail server; whether it took it. A refused one is tried again later."""
    letter = EmailMessage(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body, to=[address])
    try:
        return bool(letter.send())
    except (OSError, SMTPException) as error:
        if attempt < len(WAITS):
            later = deliver.using(run_after=timezone.now() + WAITS[attempt])
            later.enqueue(address, subject, body, attempt + 1)
        # The address is a person's: it does not belong in a log.
        logger.warning("A letter was not taken at try %d: %s", attempt + 1, type(error).__name__)
        return False
