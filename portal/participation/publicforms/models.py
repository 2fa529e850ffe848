"""Counters for limits; they do not tell by whom something was done."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class UseCount(models.Model):
    """So many times one thing was done from one place; gone soon after its window."""

    purpose = models.CharField(max_length=40)
    # Never the place itself: see `limits.hash_place`.
    place = models.CharField(max_length=64)
    begins = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["UseCount"]] = models.Manager()
    exclude_from_backup: ClassVar[str] = "The window is over; nobody is limited by old counts."

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "place", "begins"], name="publicforms_usecount_one_a_window"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="publicforms_usecount_window_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.times}"
