"""What backups and rehearsals were made: their age tells whether there is a way back."""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known


class BackupKind(models.TextChoices):
    """What was done with a backup."""

    BACKUP = "backup", _("backup")
    REHEARSAL = "rehearsal", _("rehearsal of a restore")


class BackupRun(models.Model):
    """A backup that was made whole, or a rehearsal that ended well; a failed one leaves no row."""

    exclude_from_backup: ClassVar[str] = "A copy has no backups yet, and is to say so."

    kind = models.CharField(_("kind"), max_length=16, choices=BackupKind)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    file = models.CharField(_("file"), max_length=500)
    bytes = models.BigIntegerField(_("size in bytes"), default=0)
    is_encrypted = models.BooleanField(_("encrypted"), default=False)
    copied_to = models.CharField(_("second place"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("backup or rehearsal")
        verbose_name_plural = _("backups and rehearsals")
        ordering = ["-at", "-id"]
        constraints = [
            is_known("kind", BackupKind, "backups_run_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file}"


def note_rehearsal(file: Path) -> None:
    """Note in the site's own list that a backup was tried out and is good."""
    BackupRun.objects.create(
        kind=BackupKind.REHEARSAL, file=str(file.absolute()), bytes=file.stat().st_size
    )


def last_run(kind: BackupKind) -> datetime | None:
    """Return when a backup was made, or a rehearsal ended well, for the last time."""
    found: Any = BackupRun.objects.filter(kind=kind).aggregate(last=models.Max("at"))
    last: datetime | None = found["last"]
    return last
