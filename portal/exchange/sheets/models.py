"""A sheet between its preview and its confirmation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SheetUpload(models.Model):
    """A file that somebody has sent and not yet confirmed; theirs alone, and kept for a day.

    In the database and not in a folder: the confirming request may reach another process.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    # The list that it is meant for, such as "articles.article".
    target = models.CharField(_("list"), max_length=100)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)

    exclude_from_backup: ClassVar[str] = "It waits a day at most; its sender sends it again."

    class Meta:
        verbose_name = _("sheet not yet taken in")
        verbose_name_plural = _("sheets not yet taken in")

    def __str__(self) -> str:
        return f"{self.name} → {self.target}"
