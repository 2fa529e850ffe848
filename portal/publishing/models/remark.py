from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known


class RemarkState(models.TextChoices):
    """Where a remark stands; what is closed stays to be read."""

    OPEN = "open", _("to be mended")
    FIXED = "fixed", _("mended")
    CLOSED = "closed", _("closed")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def unresolved(self) -> "RemarkQuerySet":
        """Return what nobody has closed yet: open, or mended and to be looked at."""
        return self.exclude(state=RemarkState.CLOSED)

    def blocking(self) -> "RemarkQuerySet":
        """Return what keeps a text from being approved."""
        return self.filter(state=RemarkState.OPEN, blocks=True)


class Remark(models.Model):
    """What a reviewer says about a passage of a text that waits; never public, never deleted.

    Written by `portal.publishing.remarks` only.
    """

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="remarks",
    )
    # Whose text it is about; empty: the page's own, before readers see it.
    change_set = models.ForeignKey(
        "publishing.ChangeSet",
        verbose_name=_("change"),
        on_delete=models.CASCADE,
        null=True,
        related_name="remarks",
    )
    # The version that was read.
    number = models.PositiveIntegerField(_("version"))
    # The column or part, as a version names it; empty: the whole.
    field = models.CharField(_("field or part"), max_length=64, blank=True)
    quote = models.CharField(_("passage"), max_length=1000, blank=True)
    text = models.TextField(_("remark"))
    blocks = models.BooleanField(_("blocks approval"), default=False)
    state = models.CharField(
        _("state"), max_length=8, choices=RemarkState, default=RemarkState.OPEN
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    # When it was last mended, opened again or closed, and by whom; the record has each step.
    moved_at = models.DateTimeField(_("last step"), null=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last step by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["publication", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="publishing_remark_says_something"),
            is_known("state", RemarkState, "publishing_remark_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=RemarkState.OPEN) | Q(moved_at__isnull=False),
                name="publishing_remark_moved_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["publication"],
                condition=~Q(state="closed"),
                name="publishing_remark_standing",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == RemarkState.OPEN
