from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.publishing.models.publish_at import PublishAtMixin


class BundleState(models.TextChoices):
    """Where a bundle stands; what it has released lives on by itself."""

    OPEN = "open", _("being collected")
    # Decided on as a whole; at its moment all of it is released, or nothing.
    SCHEDULED = "scheduled", _("scheduled")
    RELEASED = "released", _("released")
    CANCELLED = "cancelled", _("given up")


class Bundle(PublishAtMixin):
    """Publications, and changes to live ones, that readers see from one moment on or not at all."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("What the pages have in common, such as the conference or the renaming."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("For those who collect and release; readers never see it."),
    )
    publish_at = models.DateTimeField(
        _("appears at"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: at the moment of release. Later: all pages appear by themselves then, and "
            "changes to published pages take effect with them."
        ),
    )
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=BundleState,
        default=BundleState.OPEN,
        editable=False,
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("scheduled by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="publishing_bundle_has_a_name"),
            is_known("state", BundleState, "publishing_bundle_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "scheduled"], closed_at=None)
                | (~Q(state__in=["open", "scheduled"]) & Q(closed_at__isnull=False)),
                name="publishing_bundle_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled")
                | Q(publish_at__isnull=False, scheduled_by__isnull=False),
                name="publishing_bundle_scheduled_has_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-created_at"], condition=Q(state="open"), name="publishing_bundle_open"
            ),
            models.Index(
                fields=["publish_at"],
                condition=Q(state="scheduled"),
                name="publishing_bundle_due",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == BundleState.OPEN

    @property
    def is_scheduled(self) -> bool:
        return self.state == BundleState.SCHEDULED

    def clean(self) -> None:
        if self.publish_at is not None and self.is_open and not self.is_for_later:
            raise ValidationError(
                {"publish_at": _("That moment is past. Leave it empty to release at once.")}
            )


class BundleMember(models.Model):
    """A page in a bundle: its own text where it is not live yet, else the change that waits."""

    bundle = models.ForeignKey(
        Bundle, verbose_name=_("bundle"), on_delete=models.CASCADE, related_name="members"
    )
    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="bundle_members",
    )
    # In step with the bundle's state: a constraint sees one table only.
    is_open = models.BooleanField(_("bundle is open"), default=True, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("member of a bundle")
        verbose_name_plural = _("members of a bundle")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "publication"], name="publishing_bundlemember_once_in_a_bundle"
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(is_open=True),
                name="publishing_bundlemember_in_one_open_bundle",
                violation_error_message=_("The page is in another open bundle already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} · {self.publication_id}"
