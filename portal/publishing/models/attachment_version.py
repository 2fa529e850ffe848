from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.files.documents import extension_of
from portal.publishing.dry_run import dry_run_address, is_dry_run
from portal.publishing.models.correction import Correction
from portal.publishing.models.transition import Transition

if TYPE_CHECKING:
    from portal.publishing.models.attachment import Attachment


class AttachmentVersionQuerySet(models.QuerySet["AttachmentVersion"]):
    def open_to_readers(self) -> Self:
        """Return those that nobody wanted to close.

        A correction closes what was there before it, and so does a withdrawal: the file for which
        a page was withdrawn is not the only one that holds what had to go.
        """
        closing = Correction.objects.filter(
            publication=models.OuterRef("publication"),
            hides_earlier=True,
            at__gte=models.OuterRef("replaced_at"),
        )
        withdrawn = Transition.objects.endings().filter(
            publication=models.OuterRef("publication"), at__gt=models.OuterRef("replaced_at")
        )
        return self.exclude(models.Exists(closing) | models.Exists(withdrawn))

    def keep(self, attachment: "Attachment") -> "AttachmentVersion":
        """Keep the file of an attachment as its next version.

        Another is about to take its place.
        """
        kept = self.filter(attachment_key=attachment.pk)
        last = kept.aggregate(last=models.Max("number"))["last"] or 0
        return self.create(
            publication_id=attachment.publication_id,
            attachment_key=attachment.pk,
            number=last + 1,
            file=attachment.file.name,
            size=attachment.size,
            content_type=attachment.content_type,
            pages=attachment.pages,
        )


class AttachmentVersion(models.Model):
    """A file that readers fetched at an attachment's address before another took its place."""

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="attachment_versions",
    )
    # No foreign key: an attachment that is taken out and brought back finds its past again.
    attachment_key = models.PositiveBigIntegerField(_("key of the attachment"))
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type"), max_length=100)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    replaced_at = models.DateTimeField(_("replaced at"), default=timezone.now)

    objects = AttachmentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier file of an attachment")
        verbose_name_plural = _("earlier files of attachments")
        ordering = ["attachment_key", "-number"]
        default_permissions = ()
        indexes = [models.Index(fields=["file"], name="publishing_earlier_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["attachment_key", "number"], name="publishing_attachment_version_numbers"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & ~models.Q(file=""),
                name="publishing_attachment_version_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_key} · {self.number}"

    @property
    def extension(self) -> str:
        """Return the ending in capitals, such as PDF."""
        return extension_of(self.file).upper()

    @property
    def address(self) -> str:
        """Return where readers fetch this file for good; in a dry run the very file."""
        if is_dry_run():
            return dry_run_address(self.file)
        return reverse("attachment_version", args=[self.attachment_key, self.number])
