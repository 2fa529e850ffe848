"""Alerts that are open, what doctor found last, and how much room disks had."""

from typing import ClassVar, Final

from django.db import models
from django.utils import timezone


class OpenAlert(models.Model):
    """A check that fails, from the first time on until it has been well for a while."""

    exclude_from_backup: ClassVar[str] = "A copy finds out by itself what is wrong with it."

    name = models.CharField(max_length=40, primary_key=True)
    # When it was last seen to fail (named for what it held before): what wavers does so again.
    began_at = models.DateTimeField(default=timezone.now)
    # The last message about it; another goes out when that is long ago.
    notified_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Examination(models.Model):
    """What doctor found when the helper last let it look: one row."""

    exclude_from_backup: ClassVar[str] = "A copy is examined by itself."

    at = models.DateTimeField(default=timezone.now)
    # Of each finding: level, what is wrong, and how to mend it.
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="health_examination_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.at)


# Of a folder that goes by its path the end is kept.
PLACE_LENGTH: Final = 40


class DiskReading(models.Model):
    """How much room a folder of the site had at a moment."""

    exclude_from_backup: ClassVar[str] = "Disks of another machine are other disks."

    at = models.DateTimeField(default=timezone.now, db_index=True)
    place = models.CharField(max_length=PLACE_LENGTH)
    free_megabytes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.place}: {self.free_megabytes} MB"
