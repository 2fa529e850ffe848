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
