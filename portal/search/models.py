from django.db import models
from django.utils.translation import gettext_lazy as _


class Abbreviation(models.Model):
    """A short form that readers and writers use for longer words; the search asks for both."""

    short = models.CharField(
        _("short form"),
        max_length=30,
        unique=True,
        help_text=_("As people type it, such as CNTT."),
    )
    long = models.CharField(
        _("in full"),
        max_length=150,
        help_text=_("What it stands for; who searches for one finds the other."),
    )

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short"]

    def __str__(self) -> str:
        return f"{self.short} = {self.long}"


class UnfoundSearch(models.Model):
    """Words that readers searched on one day and that no page has; nothing tells who asked."""

    words = models.CharField(_("words"), max_length=80, editable=False)
    day = models.DateField(_("day"), editable=False)
    times = models.PositiveIntegerField(_("times"), default=1, editable=False)
    last_at = models.DateTimeField(_("last searched"), editable=False)
    handled_at = models.DateTimeField(_("dealt with"), null=True, editable=False)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-day", "-times", "words"]
        constraints = [
            # By the day first: the days of a month are counted, and old ones go.
            models.UniqueConstraint(fields=["day", "words"], name="portal_unfound_once_a_day"),
            models.CheckConstraint(
                condition=~models.Q(words="") & models.Q(times__gte=1),
                name="portal_unfound_was_searched",
            ),
        ]

    def __str__(self) -> str:
        return self.words
