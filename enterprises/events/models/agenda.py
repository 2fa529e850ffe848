from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import position_field


class AgendaItem(models.Model):
    """A point of an event's agenda: when, what, and who speaks."""

    event = models.ForeignKey(
        "events.Event", verbose_name=_("event"), on_delete=models.CASCADE, related_name="agenda"
    )
    day = models.PositiveSmallIntegerField(
        _("day"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("1 is the first day of the event."),
    )
    at = models.TimeField(
        _("time"), null=True, blank=True, help_text=_("As 08:30; empty where it is not fixed.")
    )
    title = models.CharField(
        _("point of the agenda"), max_length=300, help_text=_("What it is about, in one line.")
    )
    speaker = models.CharField(
        _("speaker"),
        max_length=200,
        blank=True,
        help_text=_("Name and office of who speaks or leads; readers see it."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["day", "at", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="events_agendaitem_has_a_title"),
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=31), name="events_agendaitem_is_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title
