"""Membership in the provincial informatics association, with its dates."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> "MembershipQuerySet":
        """Return the memberships that hold on a day."""
        return self.filter(joined_on__lte=day).filter(Q(left_on=None) | Q(left_on__gt=day))


class Membership(models.Model):
    """Membership of an enterprise, from a day on and perhaps until one."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="memberships",
        help_text=_("The member; it stands on the association's page while its profile is public."),
    )
    joined_on = models.DateField(_("member since"), help_text=_("The day of joining."))
    left_on = models.DateField(
        _("member until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it was no member. Empty: it is one."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership in the association")
        verbose_name_plural = _("memberships in the association")
        ordering = ["-joined_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="association_membership_ends_after_it_begins",
                violation_error_message=_("The last day is before the first one."),
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(left_on=None),
                name="association_membership_one_at_a_time",
                violation_error_message=_("It is a member already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.joined_on:%d/%m/%Y}"
