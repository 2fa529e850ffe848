"""Letters that the mail server did not take in any of their tries: kept to be sent again."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class UnsentLetter(models.Model):
    """What builds the letter anew: its task and arguments, none of which is a secret."""

    exclude_from_backup: ClassVar[str] = "A copy of the site sends nobody's letters."

    address = models.EmailField(_("e-mail address"), max_length=254)
    subject = models.CharField(_("subject"), max_length=500)
    gave_up_at = models.DateTimeField(_("given up"), default=timezone.now, db_index=True)
    task_path = models.CharField(max_length=255)
    arguments = models.JSONField(default=list)

    class Meta:
        verbose_name = _("unsent letter")
        verbose_name_plural = _("unsent letters")

    def __str__(self) -> str:
        return self.subject

    def send_again(self) -> None:
        """Put the letter into the queue again, with all its tries before it."""
        with transaction.atomic():
            queued: Task[..., Any] = import_string(self.task_path)
            queued.enqueue(*self.arguments)
            self.delete()
