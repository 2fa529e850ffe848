from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.fetch_modes import FetchMode
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


class RedirectManager(models.Manager["Redirect"]):
    def path_changed(self, old: str | None, new: str, **target: models.Model) -> None:
        """Let an old address lead on to its publication or section for good.

        The target is a row and not an address, so a chain of changes is always one step.
        """
        if not old or old == new:
            return
        self.filter(old_path=new, **target).delete()
        blank: dict[str, models.Model | None] = {"publication": None, "section": None}
        self.update_or_create(old_path=old, defaults=blank | target)

    def leading_to(self, pages: "models.QuerySet[Publication]") -> models.QuerySet["Redirect"]:
        """Return the old addresses that lead on to one of these pages, or to a section."""
        return self.filter(models.Q(publication__in=pages) | models.Q(section__isnull=False))

    def target_of(self, path: str) -> str | None:
        """Return where the old address leads today; None where no public page ever lived there."""
        row = self.filter(old_path=path).select_related("publication", "section").first()
        if row is None:
            return None
        if row.section is not None:
            return row.section.path
        return row.publication.path if row.publication and row.publication.is_public else None


class Redirect(models.Model):
    """An address that somebody may still have, and whose page moved."""

    old_path = models.CharField(_("old address"), max_length=255, unique=True)
    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        null=True,
        related_name="redirects",
    )
    section = models.ForeignKey(
        "publishing.Section",
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        null=True,
        related_name="redirects",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RedirectManager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publication=None, section__isnull=False)
                | models.Q(publication__isnull=False, section=None),
                name="publishing_redirect_has_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.old_path


class StoredPathMixin(models.Model):
    """Remembers under which address a row is stored, for `path_changed` after its save.

    And in which section, where its kind has any.
    """

    _stored_path: str | None = None
    _stored_section_id: int | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[object],
        *,
        fetch_mode: FetchMode | None = None,
    ) -> Self:
        row = super().from_db(db, field_names, values, fetch_mode=fetch_mode)
        row._stored_path = row.__dict__.get("path")
        row._stored_section_id = row.__dict__.get("section_id")
        return row
