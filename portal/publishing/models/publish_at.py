"""What readers shall see from a moment on that somebody has set: a change, a bundle."""

from typing import Any

from django.db import models
from django.utils import timezone


class PublishAtMixin(models.Model):
    """A row with the moment from which readers see what it brings; empty: as soon as it may."""

    publish_at: Any

    class Meta:
        abstract = True

    @property
    def is_for_later(self) -> bool:
        """Return whether readers shall see it from a moment to come."""
        return self.publish_at is not None and self.publish_at > timezone.now()
