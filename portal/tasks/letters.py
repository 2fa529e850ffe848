"""Sends letters; each is written in a template of its own under `templates/mails/`."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy as email_policy
from functools import partial, wraps
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, Final, overload

from django.conf import settings
from django.core.mail import EmailMessage, InvalidMailer
from django.tasks import Task, task
from django.tasks.base import DEFAULT_TASK_PRIORITY
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django_tasks_db.utils import retry

from portal.kit.site_names import short_site_name, site_name
from portal.kit.text.emails import can_be_written_to
from portal.tasks.models import NO_SUCH_ADDRESS, UnsentLetter

logger = logging.getLogger(__name__)
# A mail server that is down for a night; after the last try the letter waits for the operator.
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=15),
    timedelta(hours=2),
    timedelta(hours=12),
)
_MAX_REASON: Final = 500


class RefusedForGood(Exception):
    """The mail server knows no such address, and trying again would change nothing."""


def _is_for_good(error: SMTPRecipientsRefused) -> bool:
    """Return whether every answer is a permanent failure (RFC 5321: a code of 500 to 599)."""
    codes = [code for code, _text in error.recipients.values()]
    return bool(codes) and all(500 <= code < 600 for code in codes)


def _reason(error: OSError | SMTPException) -> str:
    """Return why a letter was not taken: of its address what the server says, else the error."""
    if isinstance(error, SMTPRecipientsRefused):
        reason = " ".join(f"{code} {_text(answer)}" for code, answer in error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        name, answer = type(error).__name__, _text(error.smtp_error)
        reason = f"{name}: {error.smtp_code} {answer}"
    else:
        reason = ": ".join(filter(None, (type(error).__name__, str(error))))
    return " ".join(reason.split())[:_MAX_REASON]


def _text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


# So that no absence notice answers (RFC 3834, 5); the second is what Exchange looks at.
NO_PERSON_WROTE_IT: Final = {
    "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
}  # fmt: skip
# The method of the file, as RFC 5545, 3.7.2 wants it: by this programs know an entry to add.
CALENDAR_TYPE: Final = "text/calendar; method=PUBLISH"


class _ClearPolicy(email_policy.EmailPolicy):
    """Writes the addresses for programs in one line, as they are.

    Else one that is longer than a line is broken into encoded words, which no program takes for
    an address (RFC 2047, 5). Ours are ASCII, far below the 998 letters that a line may have.
    """

    IN_CLEAR: Final = "list-unsubscribe"

    def fold(self, name: str, value: Any) -> str:
        if name.lower() == self.IN_CLEAR:
            return f"{name}: {value}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() == self.IN_CLEAR:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class _ClearMessage(EmailMessage):
    def message(self, *, policy: Any = email_policy.default) -> Any:
        """Return what the mail server is given."""
        return super().message(policy=_ClearPolicy(linesep=policy.linesep))


@dataclass(frozen=True, slots=True)
class Letter:
    """A text to one address; `when_sent` is called once the mail server has taken it.

    `when_refused` is called where the server says that there is no such address, and never will
    be, or where none can be told of it; then it is not tried again.
    """

    to: str
    subject: str
    body: str
    when_sent: Callable[[], object] | None = None
    when_refused: Callable[[], object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    # The text of an iCalendar file that goes along.
    calendar: str = ""
    language: str = ""

    def hand_over(self) -> str:
        """Give the letter to the mail server; return why it was not taken, or nothing."""
        subject = f"[{short_site_name(self.language or 'vi')}] {self.subject}"
        try:
            headers = {**NO_PERSON_WROTE_IT, **self.headers}
            message = _ClearMessage(subject, self.body, to=[self.to], headers=headers)
            if self.calendar:
                message.attach("lich.ics", self.calendar, CALENDAR_TYPE)
            return "" if message.send() else "EMAIL_URL: its mailer takes no letters"
        except InvalidMailer as error:
            # Settings can be mended while the letter waits for its next turn.
            logger.error("Letters cannot be sent: %s", error)
            return f"EMAIL_URL: {error}"[:_MAX_REASON]
        except SMTPRecipientsRefused as error:
            if self.when_refused is None or not _is_for_good(error):
                logger.warning("A letter was not taken: %s", type(error).__name__)
                return _reason(error)
            raise RefusedForGood from error
        except (OSError, SMTPException) as error:
            # The address is a person's: it does not belong in a log.
            logger.warning("A letter was not taken: %s", type(error).__name__)
            return _reason(error)
        except ValueError as error:
            return self._not_written(error)

    def _not_written(self, error: ValueError) -> str:
        """Return why no letter could be written at all: for its address, or for a setting."""
        name = type(error).__name__
        # What it says may hold the address, or a letter of the password.
        logger.warning("A letter was not taken: %s", name)
        if can_be_written_to(self.to):
            return f"{name}: see EMAIL_URL and DEFAULT_FROM_EMAIL"
        if self.when_refused is not None:
            raise RefusedForGood from error
        return "550 5.1.3 No letter can be written to this address."


def render(name: str, language: str = "", /, **context: object) -> tuple[str, str]:
    """Return subject and text of `mails/NAME.txt`, whose first line is the subject.

    In English it is `mails/NAME_en.txt`.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        known = {"site_name": site_name(language or "vi"), "site_url": settings.SITE_URL} | context
        file = f"{name}_en" if language == "en" else name
        template: Any = get_template(f"mails/{file}.txt")
        # Plain text: an ampersand in a name stays one.
        text = template.template.render(Context(known, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def send(
    name: str, calendar: str = "", language: str = "", /, *, to: Iterable[str], **context: object
) -> None:
    """Let the letter `mails/NAME.txt` go out to each of the addresses, none told of the others.

    Asked for inside a transaction, it goes out only if that ends well. `calendar` is the text of
    an iCalendar file that goes along.
    """
    subject, body = render(name, language, **context)
    # A worker of the version before knows no language, so the usual one is not named.
    named = "" if language == settings.LANGUAGE_CODE else language
    more = [calendar, named] if named else [calendar] if calendar else []
    for address in dict.fromkeys(each for each in to if each):
        deliver.enqueue(address, subject, body, *more)


def turn_after(attempt: int) -> datetime | None:
    """Return the moment of the next try; None after the last."""
    return timezone.now() + WAITS[attempt] if attempt < len(WAITS) else None


@overload
def letter_task(build: Callable[..., Letter | None], /) -> Task[..., bool]: ...
@overload
def letter_task(*, priority: int) -> Callable[[Callable[..., Letter | None]], Task[..., bool]]: ...
def letter_task(
    build: Callable[..., Letter | None] | None = None, /, *, priority: int = DEFAULT_TASK_PRIORITY
) -> Any:
    """Return the task that builds a letter, sends it, and tries again later where it was refused.

    The letter is built anew for each try, from the arguments that stand in the table of tasks: a
    link that is a secret is made there, so that no row holds it. Without a letter nothing is sent.
    After the last try it is kept as unsent, at once where there is no such address. The task
    returns whether the letter was taken. With a priority it is a decorator that takes arguments.
    """
    if build is None:
        return partial(_letter_task, priority=priority)
    return _letter_task(build, priority=priority)


def _letter_task(build: Callable[..., Letter | None], *, priority: int) -> Task[..., bool]:
    @wraps(build)
    def try_to_send(*args: str | int, attempt: int = 0) -> bool:
        letter = build(*args)
        if letter is None:
            return False
        try:
            reason = letter.hand_over()
        except RefusedForGood:
            if letter.when_refused:
                letter.when_refused()
            return False
        if reason:
            later = None if re.match(NO_SUCH_ADDRESS, reason) else turn_after(attempt)
            if later:
                queued.using(run_after=later).enqueue(*args, attempt=attempt + 1)
            else:
                logger.error("A letter is given up in try %d; see unsent letters.", attempt + 1)
                _keep_unsent(letter, reason, queued, args)
            return False
        if letter.when_sent:
            _note_sent(letter.when_sent)
        return True

    queued: Task[..., bool] = task(queue_name=settings.LETTERS_QUEUE, priority=priority)(
        try_to_send
    )
    return queued


def _note_sent(note: Callable[[], object]) -> None:
    """Note that a letter was taken; what is raised here would send it again."""
    try:
        retry()(note)()
    except Exception:
        logger.exception("A letter was sent, and that could not be noted.")


def _keep_unsent(
    letter: Letter, reason: str, queued: Task[..., bool], args: tuple[str | int, ...]
) -> None:
    """Keep a letter after its last try: somebody sends it again once the mail server is back."""
    UnsentLetter.objects.create(
        address=letter.to,
        subject=letter.subject,
        task_path=queued.module_path,
        arguments=list(args),
        reason=reason,
    )


@letter_task
def deliver(
    address: str, subject: str, body: str, calendar: str = "", language: str = ""
) -> Letter:
    """Send a letter that was written beforehand; it holds no secret."""
    return Letter(address, subject, body, calendar=calendar, language=language)
