from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.audit.models import Action
from portal.audit.recording import record
from portal.publishing.errors import OwnText
from portal.publishing.models.kinds import kind_named
from portal.publishing.models.state import State
from portal.publishing.models.transition import Transition


class ForcedPublicationQuerySet(models.QuerySet["ForcedPublication"]):
    def unread(self) -> Self:
        """Return what readers got with one pair of eyes and nobody else has read yet.

        Not a change whose moment has yet to come, or that was taken back or decided on before it.
        """
        # A row is written in the transaction of its step, just before it.
        steps = Transition.objects.filter(
            publication_id=OuterRef("publication_id"),
            by_id=OuterRef("by_id"),
            at__gte=OuterRef("at"),
        )
        step = Subquery(steps.order_by("pk").values("pk")[:1])
        rows = self.filter(read_at=None).alias(step=step)
        return rows.filter(~Exists(_kept_back().filter(pk=OuterRef("step"))))


def _kept_back() -> models.QuerySet[Transition]:
    """Return the approvals of changes after which the site has not published them by itself."""
    later = Transition.objects.filter(
        change_set_id=OuterRef("change_set_id"), pk__gt=OuterRef("pk")
    )
    others = later.exclude(to_state=State.PUBLISHED, by=None)
    return Transition.objects.filter(~Exists(later) | Exists(others), to_state=State.APPROVED)


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

    objects = ForcedPublicationQuerySet.as_manager()

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
