"""Series of events, such as quarterly briefings and monthly forums."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.text.normalize import nfc
from portal.publishing.models.addresses import SluggedByName


class Occasion(models.TextChoices):
    """The kind of a meeting."""

    BRIEFING = "briefing", _("briefing")
    FORUM = "forum", _("forum")
    CONFERENCE = "conference", _("conference")
    OTHER = "other", _("other meeting")


class Rhythm(models.TextChoices):
    """The planned frequency of a series."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")
    AS_NEEDED = "as_needed", _("as needed")


class EventSeries(SluggedByName):
    """A series of events with a name, a page and a calendar of its own."""

    name = models.CharField(
        _("name"),
        max_length=200,
        unique=True,
        help_text=_("As invitations say it: “Giao ban quý với doanh nghiệp”."),
    )
    slug = models.SlugField(
        _("address word"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty. Subscribed calendars stand on it."),
    )
    occasion = models.CharField(
        _("kind of meeting"),
        max_length=16,
        choices=Occasion,
        help_text=_("Its events are of this kind."),
    )
    rhythm = models.CharField(
        _("how often"),
        max_length=16,
        choices=Rhythm,
        default=Rhythm.AS_NEEDED,
        help_text=_("How often it is meant to be held."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("What it is for and who comes, in a few sentences; opens its page."),
    )

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        ordering = ["name"]
        constraints = [
            is_known("occasion", Occasion, "events_eventseries_occasion_is_known"),
            is_known("rhythm", Rhythm, "events_eventseries_rhythm_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = nfc(self.name).strip()
        super().clean()

    def get_absolute_url(self) -> str:
        return reverse("enterprises:event_series", kwargs={"slug": self.slug})
