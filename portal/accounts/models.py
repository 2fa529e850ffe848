from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser, Permission
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit.browsers import browser_in_words
from portal.kit.text.emails import SmallEmailField


class User(AbstractUser):
    """Someone who signs in: staff of the department or an enterprise's representative."""

    # Whoever signs in, or forgot the password, is looked for in small letters.
    email = SmallEmailField(AbstractUser._meta.get_field("email").verbose_name, blank=True)
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

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return whether the person has a right, as "app.codename".

        A page of the admin asks some 300 times, and Django loads each backend for each of them;
        ours all read the same rows.
        """
        if obj is not None:
            return super().has_perm(perm, obj)
        return self.is_active and (self.is_superuser or perm in self.permission_names())

    def permission_names(self) -> set[str]:
        """Return the rights of the person and their roles as "app.codename"; one query at most.

        Like Django's own they stay with the object: whoever changes them reads the person anew.
        """
        known: set[str] | None = self.__dict__.get("_perm_cache")
        if known is None:
            rows = Permission.objects.order_by()
            if not self.is_superuser:
                rows = rows.filter(models.Q(user=self) | models.Q(group__user=self)).distinct()
            names = rows.values_list("content_type__app_label", "codename")
            known = self._perm_cache = {f"{app}.{name}" for app, name in names}
        return known

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name, then given name."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def public_name(self) -> str:
        """Return the name before people outside the staff: never the word to sign in with."""
        return self.get_full_name() or (gettext("The department") if self.is_staff else self.email)

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
