"""The generation, under which all that readers see is kept; and values kept for a while."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class Generation(models.Model):
    """One number, in one row, that any change to what the public sees moves on."""

    number = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now, db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="pagecache_generation_is_one_row"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CacheEntry(models.Model):
    """A value of the default cache: Django's DatabaseCache writes it.

    Counts of failed sign-ins are such values: elsewhere a full disk, or a Valkey that is gone,
    would let nobody in.
    """

    exclude_from_backup: ClassVar[str] = "Counts of limits begin anew."

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
