from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.audit.models import Action
from portal.audit.recording import record
from portal.publishing.errors import OwnText
from portal.publishing.models.kinds import kind_named


class ForcedPublication(models.Model):
    """A text that went out with one pair of eyes, and why; marked until somebody reads it."""

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="forced",
    )
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(_("read"), null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("read by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("forced publication")
        verbose_name_plural = _("forced publications")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="portal_forced_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(read_by=models.F("by")), name="portal_forced_is_read_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def mark_as_read(self, *, by: User) -> bool:
        """Take the mark off: another pair of eyes has read the text; False where others' had.

        Raises PermissionDenied for who may not publish, OwnText for who forced it.
        """
        if not by.has_perm(PUBLISH):
            raise PermissionDenied
        if self.by_id == by.pk:
            raise OwnText
        unread = ForcedPublication.objects.filter(pk=self.pk, read_at=None)
        with transaction.atomic():
            if unread.update(read_by=by, read_at=timezone.now()):
                page = kind_named(self.publication.kind).objects.get(pk=self.publication_id)
                record(Action.CHANGED, subject=page, by=by, new={"forced_read": True})
        self.refresh_from_db(fields=["read_by", "read_at"])
        return self.read_by_id == by.pk
