"""What is wrong and was told of: each trouble once when it begins, and once when it is over."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class OpenAlert(models.Model):
    """A check that fails, from the first time on until it is well again."""

    exclude_from_backup: ClassVar[str] = "A copy finds out by itself what is wrong with it."

    name = models.CharField(max_length=40, primary_key=True)
    began_at = models.DateTimeField(default=timezone.now)
    # Told again when that is long ago.
    told_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
