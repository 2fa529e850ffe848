"""Where a statement comes from: the words of a source, and the page that holds them."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import heavy_columns


class SourcedRow(models.Model):
    """Something that a publication of this site speaks of, in words that are kept as they were."""

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
            ),
        ]


class Sourced(SourcedRow):
    """A page that speaks of something another page says."""

    class Meta(SourcedRow.Meta):
        abstract = True
        constraints = [
            *SourcedRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(evidence=F("publication_ptr")),
                name="%(app_label)s_%(class)s_is_not_its_own_source",
                violation_error_message=_("A page cannot be its own source."),
            ),
        ]


class SourcedFigureQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows with an `evidence` each."""

    def with_sources(self) -> Self:
        """With what a page names of each source, in the same query."""
        return self.select_related("evidence").defer(*heavy_columns("evidence"))
