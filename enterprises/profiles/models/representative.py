"""Representatives of enterprises."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.publishing.models import ChangeSet


class RepresentativeRole(models.TextChoices):
    """The role of a representative: both write; the owner also manages people."""

    OWNER = "owner", _("account owner")
    EDITOR = "editor", _("editor")


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def current(self) -> "RepresentativeQuerySet":
        """Return the representatives whose access has not ended."""
        return self.filter(ended_at=None)

    def owners(self) -> "RepresentativeQuerySet":
        return self.filter(role=RepresentativeRole.OWNER)

    def with_mailbox(self) -> "RepresentativeQuerySet":
        """Return the current representatives who may sign in and have an address."""
        return self.current().filter(user__is_active=True).exclude(user__email="")

    def mailboxes(self) -> list[str]:
        """Return the addresses of current representatives who may sign in."""
        people = self.with_mailbox().order_by("pk")
        return list(people.values_list("user__email", flat=True))

    def writers_of(self, change: ChangeSet) -> "RepresentativeQuerySet":
        """Return those who have written in a change, whatever role their account has today."""
        wrote = change.revisions.filter(is_step=False).order_by().values("created_by")
        return self.filter(user__in=wrote)


class Representative(models.Model):
    """A person who speaks for an enterprise; nobody speaks for two at a time."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="representatives",
        help_text=_("For which enterprise the person speaks."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The account that the person signs in with."),
    )
    role = models.CharField(
        _("role"),
        max_length=16,
        choices=RepresentativeRole,
        default=RepresentativeRole.EDITOR,
        help_text=_("An owner also invites others and takes their access away."),
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True, editable=False)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at=None),
                name="profiles_representative_speaks_for_one",
                violation_error_message=_("This person speaks for an enterprise already."),
            ),
            is_known("role", RepresentativeRole, "profiles_representative_role_is_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="profiles_representative_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enterprise"], condition=Q(ended_at=None), name="enterprises_rep_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.enterprise}"

    @property
    def is_owner(self) -> bool:
        return self.role == RepresentativeRole.OWNER

    @property
    def may_act_as_owner(self) -> bool:
        """Return whether it is an owner whose account is not shut."""
        return self.is_owner and self.user.is_active
