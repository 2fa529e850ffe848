"""What backups and rehearsals were made: their age tells whether there is a way back."""

from datetime import UTC, datetime
from typing import Any, ClassVar, Final, Self

from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known


class BackupKind(models.TextChoices):
    """What was done with a backup."""

    BACKUP = "backup", _("backup")
    REHEARSAL = "rehearsal", _("rehearsal of a restore")
    RESTORE = "restore", _("restore of this site")


# A site that came back from a backup has tried that one out.
TRIED_OUT: Final = (BackupKind.REHEARSAL, BackupKind.RESTORE)


class BackupRunQuerySet(models.QuerySet["BackupRun"]):
    def done(self, *kinds: BackupKind) -> Self:
        """Return what was done of these.

        What a clock has written that was ahead says nothing: it would seem fresh until that day.
        """
        return self.filter(kind__in=kinds, at__lte=timezone.now())


class BackupRun(models.Model):
    """A backup that was made whole, or a restore that ended well; a failed one leaves no row."""

    exclude_from_backup: ClassVar[str] = "A copy has no backups yet, and is to say so."

    kind = models.CharField(_("kind"), max_length=16, choices=BackupKind)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    file = models.CharField(_("file"), max_length=500)
    bytes = models.BigIntegerField(_("size in bytes"), default=0)
    is_encrypted = models.BooleanField(_("encrypted"), default=False)
    copied_to = models.CharField(_("second place"), max_length=500, blank=True)

    objects: ClassVar = models.Manager.from_queryset(BackupRunQuerySet)()

    class Meta:
        verbose_name = _("backup or rehearsal")
        verbose_name_plural = _("backups and rehearsals")
        ordering = ["-at", "-id"]
        constraints = [
            is_known("kind", BackupKind, "backups_run_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file}"


def last_run(*kinds: BackupKind) -> datetime | None:
    """Return when one of these was done for the last time."""
    found: Any = BackupRun.objects.done(*kinds).aggregate(last=models.Max("at"))
    last: datetime | None = found["last"]
    return last


def site_began_at() -> datetime:
    """Return since when a backup could be missed: the first migration, or a later restore.

    Where only a clock that was ahead has noted migrations, it is missed at once.
    """
    applied = MigrationRecorder(connection).migration_qs.filter(applied__lte=timezone.now())
    first: Any = applied.aggregate(first=models.Min("applied"))
    began: datetime = first["first"] or datetime.min.replace(tzinfo=UTC)
    return max(began, last_run(BackupKind.RESTORE) or began)
