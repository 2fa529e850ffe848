from typing import Any, NotRequired, TypedDict

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionData(TypedDict):
    """What a version holds, as JSON: columns by name, rows of parts, and rows that wait."""

    fields: dict[str, Any]
    parts: dict[str, list[Any]]
    batches: NotRequired[dict[str, list[dict[str, object]]]]


class Revision(models.Model):
    """One saved version of a publication: its fields, its kind's own fields and its parts."""

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="revisions",
    )
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("content"))
    # The pending change that the version belongs to; empty: it was the page's own text at once.
    change_set = models.ForeignKey(
        "publishing.ChangeSet",
        verbose_name=_("change"),
        on_delete=models.PROTECT,
        null=True,
        related_name="revisions",
    )
    # Written by a step in life, not by somebody who wrote: who approves is no author.
    is_step = models.BooleanField(default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["publication", "-number"]
        indexes = [
            # What a pending version adds stands in no row yet: its file is found by this.
            GinIndex(
                OpClass("data__parts__attachments", name="jsonb_path_ops"),
                name="publishing_revision_by_file",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="publishing_revision_numbers_are_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="publishing_revision_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} · {self.number}"
