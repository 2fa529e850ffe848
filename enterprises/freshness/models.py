"""Confirmations that a profile is still right, with the reminders sent since."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known


class ConfirmedVia(models.TextChoices):
    """The way in which a profile was confirmed."""

    PUBLICATION = "publication", _("publication of the profile")
    MAIL = "mail", _("the link in a letter")
    DESK = "desk", _("the enterprise's desk")
    CHANGE = "change", _("an approved change")
    STAFF = "staff", _("the department, having asked")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def current(self) -> "ConfirmationQuerySet":
        """Return the last confirmation of each enterprise."""
        return self.filter(is_last=True)


class Confirmation(models.Model):
    """A day from which on a profile counts as true. The last one knows how often it was asked."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="confirmations",
        help_text=_("Whose profile is still right, as the enterprise told you."),
    )
    at = models.DateTimeField(_("confirmed on"), default=timezone.now, editable=False)
    via = models.CharField(_("by way of"), max_length=16, choices=ConfirmedVia, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    is_last = models.BooleanField(_("the last one"), default=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("asked again"), default=0, editable=False)
    reminded_at = models.DateTimeField(_("last asked"), null=True, editable=False)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of a profile")
        verbose_name_plural = _("confirmations of profiles")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(is_last=True),
                name="freshness_confirmation_one_is_the_last",
            ),
            is_known("via", ConfirmedVia, "freshness_confirmation_way_is_known"),
            models.CheckConstraint(
                condition=Q(reminders=0, reminded_at=None)
                | Q(reminders__gt=0, reminded_at__isnull=False),
                name="freshness_confirmation_reminders_have_their_day",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(is_last=True), name="enterprises_conf_oldest"),
            models.Index(fields=["-at", "-id"], name="enterprises_conf_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {timezone.localtime(self.at):%d/%m/%Y}"

    @property
    def is_explicit(self) -> bool:
        """Return whether somebody looked at the profile and said so; else it was only published."""
        return self.via != ConfirmedVia.PUBLICATION
