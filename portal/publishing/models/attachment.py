import uuid
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.uploads.documents import check_document


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """A name made by the server: what was sent gives only its ending, which is checked."""
    return f"attachments/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


class Attachment(models.Model):
    """A file to take along; a part of its publication."""

    publication = models.ForeignKey(
        "portal.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("What the file is, as readers see it.")
    )
    file = models.FileField(
        _("file"),
        upload_to=attachment_path,
        max_length=200,
        help_text=_("PDF, Word, Excel and the like; what it holds is checked, not only its name."),
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    pages = models.PositiveIntegerField(
        _("pages"), null=True, blank=True, editable=False, validators=[MinValueValidator(1)]
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first.")
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """The ending in capitals, such as PDF."""
        return Path(self.file.name or "").suffix.lstrip(".").upper()

    def clean(self) -> None:
        """Refuse a file that is not what it says; note its size, type and pages."""
        sent = getattr(self.file, "file", None) if self.file else None
        if isinstance(sent, UploadedFile):
            facts = check_document(sent)
            self.size, self.content_type, self.pages = facts.size, facts.content_type, facts.pages

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.size is None:
            self.size = self.file.size
        super().save(*args, **kwargs)
