from typing import ClassVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.browsers import browser_in_words


class User(AbstractUser):
    """Someone who signs in: staff of the department or an enterprise's representative."""

    # What of the list for the first days is done, or that it was skipped.
    first_steps = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=~models.Q(email=""),
                name="accounts_user_one_account_per_email",
                violation_error_message=_("Another account has this e-mail address already."),
            ),
        ]

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name, then given name."""
        return f"{self.last_name} {self.first_name}".strip()

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class SecondStep(Authenticator):  # type: ignore[misc]  # allauth has no types
    """A second sign-in step under the name that people here know it by; the row is allauth's."""

    class Meta:
        proxy = True
        verbose_name = _("second sign-in step")
        verbose_name_plural = _("second sign-in steps")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_type_display()}"


class UserSession(models.Model):
    """A browser in which somebody is signed in; it goes with its session."""

    # Asked for by its own number: the key of a session opens it.
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    since = models.DateTimeField(default=timezone.now)
    # To the minute: no request pays for more.
    seen = models.DateTimeField(default=timezone.now)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300)

    exclude_from_backup: ClassVar[str] = "Its session does not come back."

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ()

    def __str__(self) -> str:
        return browser_in_words(self.user_agent)
