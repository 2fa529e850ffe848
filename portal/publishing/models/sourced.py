"""Rows that a page of the site is the source of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SourcedRow(models.Model):
    """A row with the words of its source and the page that holds them."""

    quote = models.TextField(
        _("words of the source"), blank=True, help_text=_("Word for word, misspellings included.")
    )
    evidence = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of this site that says so."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(quote="") | Q(evidence__isnull=False),
                name="%(app_label)s_%(class)s_quote_has_a_source",
                violation_error_message=_("Say which page the quoted words come from."),
            )
        ]
