"""Pictures that staff uploaded, kept in three widths."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """A picture on the site; made only by `portal.pictures.intake.store_picture`."""

    file = models.FileField(_("file"), max_length=200, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("text alternative"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    # Of the bytes as uploaded, so that the same file is kept once.
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    # One object per size and format: width, height, format, path, bytes; smallest first.
    renditions = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0),
                name="portal_picture_has_a_size",
            ),
        ]

    def __str__(self) -> str:
        return self.alt or self.file_name

    @property
    def file_name(self) -> str:
        """The name that the server gave the largest size."""
        return str(self.file.name).rsplit("/", 1)[-1]

    @property
    def url(self) -> str:
        """Address of the largest size in the format that every browser reads."""
        return self.file.url

    @property
    def smallest_url(self) -> str:
        """Address of the smallest size, for previews."""
        return _url(self.in_format(self.fallback_format)[0])

    @property
    def fallback_format(self) -> str:
        """`png` where the picture is partly transparent, else `jpeg`."""
        return "png" if self.file_name.endswith(".png") else "jpeg"

    def in_format(self, format_name: str) -> list[dict[str, Any]]:
        """The sizes kept in one format, smallest first."""
        return [size for size in self.renditions if size["format"] == format_name]

    def srcset(self, format_name: str) -> str:
        """The value of a srcset attribute for one format."""
        return ", ".join(f"{_url(size)} {size['width']}w" for size in self.in_format(format_name))


def _url(size: dict[str, Any]) -> str:
    return default_storage.url(size["path"])
