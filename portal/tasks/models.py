"""Tasks as an administrator sees them, and letters that reached nobody in any of their tries."""

from datetime import datetime
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models, transaction
from django.tasks import Task
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult, get_date_max

# What a mail server answers that knows no such address (RFC 3463; RFC 7505: 5.1.10), as Python and
# PostgreSQL read it. An answer without such a code may as well mean us.
NO_SUCH_ADDRESS: Final = r"^5[0-9][0-9] 5\.1\.(1|2|3|6|10)([^0-9]|$)"


class BackgroundTask(DBTaskResult[..., Any]):
    """What the helper has to do, does, has done, or gave up: a row of django-tasks, in words."""

    class Meta:
        proxy = True
        verbose_name = _("background task")
        verbose_name_plural = _("background tasks")
        # What failed comes first, by its letter: FAILED, READY, RUNNING, SUCCESSFUL.
        ordering = ("status", "-enqueued_at")

    def __str__(self) -> str:
        name = settings.TASK_NAMES.get(self.task_path)
        return capfirst(str(name)) if name else self.task_path

    @property
    def refusals(self) -> int:
        """Return how often what it sends was refused before: each try of a letter has its row.

        As `with_outcome` has read it.
        """
        return getattr(self, "attempt", None) or 0

    @property
    def is_unsent(self) -> bool:
        """Return whether it ended well and no letter went out, as `with_outcome` has read it."""
        is_letter = self.queue_name == settings.LETTERS_QUEUE
        is_done = self.status == TaskResultStatus.SUCCESSFUL
        return is_letter and is_done and getattr(self, "returned", None) is False

    @property
    def tries(self) -> int:
        """Return how often it was begun since somebody asked for it."""
        return self.refusals + len(self.worker_ids)

    @property
    def is_retriable(self) -> bool:
        """Return whether it failed, for good or until its next try."""
        has_failed = bool(self.worker_ids or (self.refusals and self.next_turn))
        return self.status == TaskResultStatus.FAILED or (
            self.status == TaskResultStatus.READY and has_failed
        )

    @property
    def next_turn(self) -> datetime | None:
        """Return when it comes next, where that was said."""
        waits = self.status == TaskResultStatus.READY and self.run_after != get_date_max()
        return self.run_after if waits else None


def with_outcome(tasks: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Read how often the letter of each was refused, and whether it was taken; nothing it holds."""
    found: models.QuerySet[Any] = tasks.defer("args_kwargs", "return_value").annotate(
        attempt=models.F("args_kwargs__kwargs__attempt"), returned=models.F("return_value")
    )
    return found


class UnsentLetterQuerySet(models.QuerySet["UnsentLetter"]):
    def to_be_mended(self) -> Self:
        """Return those that somebody here can mend: a stranger's wrong address nobody can."""
        is_ours = models.Q(task_path__in=settings.INVITATIONS)
        is_ours |= models.Q(address__in=settings.ALERT_EMAIL)
        return self.filter(is_ours | ~models.Q(reason__regex=NO_SUCH_ADDRESS))


class UnsentLetter(models.Model):
    """What builds the letter anew: its task and arguments, none of which is a secret."""

    exclude_from_backup: ClassVar[str] = "A copy of the site sends nobody's letters."

    address = models.EmailField(_("e-mail address"), max_length=254)
    subject = models.CharField(_("subject"), max_length=500)
    gave_up_at = models.DateTimeField(
        pgettext_lazy("letter", "given up"), default=timezone.now, db_index=True
    )
    task_path = models.CharField(max_length=255)
    arguments = models.JSONField(default=list)
    # As the server said it, so in its words.
    reason = models.CharField(
        _("why it was not taken"), max_length=500, blank=True, default="", db_default=""
    )

    objects: ClassVar = models.Manager.from_queryset(UnsentLetterQuerySet)()

    class Meta:
        verbose_name = _("unsent letter")
        verbose_name_plural = _("unsent letters")

    def __str__(self) -> str:
        return self.subject

    def send_again(self) -> bool:
        """Put the letter into the queue again, with all its tries before it.

        False where somebody else just did: who presses twice sends it once.
        """
        with transaction.atomic():
            # A second one waits here for the first, and then finds no row.
            if not type(self).objects.filter(pk=self.pk).delete()[0]:
                return False
            queued: Task[..., Any] = import_string(self.task_path)
            queued.enqueue(*self.arguments)
        return True
