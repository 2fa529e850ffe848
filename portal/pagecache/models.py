"""The generation: the one number under which all that readers see is kept."""

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
