"""The values of an event as people were last told, beside the event and its versions."""

from django.db import models
from django.utils import timezone


class EventAnnouncement(models.Model):
    """The values of an event that were last announced by mail; in no version.

    `number` rises with each change that no version tells of, such as a granted slot: with the
    event's live version it is the SEQUENCE of its calendar entry, which must never fall.
    """

    event = models.OneToOneField(
        "events.Event", on_delete=models.CASCADE, primary_key=True, related_name="announcement"
    )
    number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    # The words that those registered were mailed last; another is mailed where it differs.
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=300)
    online_url = models.URLField(max_length=500, default="", db_default="")
    is_cancelled = models.BooleanField()
    is_withdrawn = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"
