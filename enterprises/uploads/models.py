"""The files that an enterprise has sent, and a quota of its own where it has one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Enterprise

MAX_MEGABYTES, MAX_FILES = 100_000, 100_000


class EnterpriseUpload(models.Model):
    """A stored file that an enterprise has sent; it counts while a page or a version names it."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="uploads"
    )
    # As it is called below the media folder; of a picture its largest size.
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects: models.Manager["EnterpriseUpload"] = models.Manager()

    class Meta:
        verbose_name = _("file of an enterprise")
        verbose_name_plural = _("files of enterprises")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="uploads_file_counts_once")
        ]

    def __str__(self) -> str:
        return self.name


class UploadQuota(models.Model):
    """How much one enterprise may send, where that is not what all may."""

    enterprise = models.OneToOneField(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="upload_quota",
        help_text=_("For whom it holds; type a part of the name to find it."),
    )
    megabytes = models.PositiveIntegerField(
        _("megabytes"),
        validators=[MinValueValidator(1), MaxValueValidator(MAX_MEGABYTES)],
        help_text=_("All its pictures and files together, those of earlier versions too."),
    )
    files = models.PositiveIntegerField(
        _("number of files"),
        validators=[MinValueValidator(1), MaxValueValidator(MAX_FILES)],
        help_text=_("How many pictures and files that may be."),
    )
    reason = models.CharField(
        _("reason"),
        max_length=300,
        help_text=_("Why this enterprise needs another limit, in a sentence."),
    )

    objects: models.Manager["UploadQuota"] = models.Manager()

    class Meta:
        verbose_name = _("quota of an enterprise")
        verbose_name_plural = _("quotas of enterprises")
        ordering = ["enterprise"]
        constraints = [
            models.CheckConstraint(
                condition=Q(megabytes__range=(1, MAX_MEGABYTES), files__range=(1, MAX_FILES)),
                name="uploads_quota_is_some",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="uploads_quota_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.enterprise)
