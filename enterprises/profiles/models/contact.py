"""The contact person of an enterprise: never public, in no version and no search."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PrivateContactQuerySet(models.QuerySet["PrivateContact"]):
    def with_mailbox(self) -> "PrivateContactQuerySet":
        """Return the persons who have an address."""
        return self.exclude(email="")


class PrivateContact(models.Model):
    """The person whom the department calls; seen by the enterprise itself and by the staff."""

    enterprise = models.OneToOneField(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="private_contact",
        help_text=_("Whose person it is."),
    )
    name = models.CharField(
        _("person to contact"),
        max_length=120,
        blank=True,
        help_text=_("Whom the department asks for. Not public."),
    )
    phone = models.CharField(
        _("telephone of this person"),
        max_length=30,
        blank=True,
        help_text=_("For the department only. Not public."),
    )
    email = models.EmailField(
        _("e-mail of this person"), blank=True, help_text=_("Reminders go there. Not public.")
    )

    objects = PrivateContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("private contact")
        verbose_name_plural = _("private contacts")

    def __str__(self) -> str:
        return self.name or str(self.enterprise)
