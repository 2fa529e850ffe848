from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """A kind of entry; the value is what the record stores for good."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    SIGNED_OUT = "signed_out", _("signed out")
    SESSIONS_ENDED = "sessions_ended", _("ended sessions")
    SECOND_FACTOR_SET = "second_factor_set", _("set a second sign-in step")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("removed a second sign-in step")
    PASSWORD_CHANGED = "password_changed", _("changed a password")
    EMAIL_CHANGED = "email_changed", _("changed an e-mail address")
    IDENTITY_LINKED = "identity_linked", _("linked an account to an identity provider")
    IDENTITY_UNLINKED = "identity_unlinked", _("unlinked an account from an identity provider")
    REFUSED = "refused", _("asked for what is not shown to them")
    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")
    STEP = "step", _("took a step")
    UPLOAD_REFUSED = "upload_refused", _("sent an infected file")


class AuditEntry(models.Model):
    """One thing that was done; written by `portal.audit.chain.append`, rewritten by nobody."""

    # Given by the chain and not by a sequence, which would leave gaps.
    number = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    # The name on that day, whatever the account is called later; empty: the site's own work.
    actor_name = models.CharField(_("who"), max_length=500, blank=True)
    # Without choices: the database keeps words that a later version of the code may not know.
    action = models.CharField(_("action"), max_length=32)
    subject_label = models.CharField(_("kind of record"), max_length=100, blank=True)
    subject_pk = models.CharField(_("key of the record"), max_length=64, blank=True)
    subject_text = models.TextField(_("record"), blank=True)
    old = models.JSONField(_("old values"), default=dict)
    new = models.JSONField(_("new values"), default=dict)
    ip = models.CharField(
        _("network address"), max_length=45, blank=True, help_text=_("Of sign-ins only.")
    )
    previous_hash = models.CharField(_("hash of the row before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects: models.Manager["AuditEntry"] = models.Manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit record")
        ordering = ["-number"]
        # Only superusers read it, and nobody changes it: there is no right to give.
        default_permissions = ()
        indexes = [
            models.Index(fields=["subject_label", "subject_pk"], name="portal_audit_of_a_record"),
            # What is rare or long ago is found without reading a record of years from its end.
            models.Index(fields=["action", "number"], name="audit_auditentry_of_an_action"),
            models.Index(fields=["at"], name="audit_auditentry_of_a_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="portal_audit_counts_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.action_label} {self.subject_text}".rstrip()

    @property
    def action_label(self) -> str:
        return str(dict(Action.choices).get(self.action, self.action))


class Attempt(models.Model):
    """What failed again within an hour: counted, so that a flood is two entries and no more."""

    hour = models.DateTimeField()
    # A hash of who, from where and with what; one row of an hour holds all that are too many.
    key = models.CharField(max_length=64)
    action = models.CharField(max_length=32)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    ip = models.CharField(max_length=45, blank=True)
    details = models.JSONField(default=dict)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Attempt"]] = models.Manager()
    exclude_from_backup: ClassVar[str] = "The record has what was written of it."

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["hour", "key"], name="audit_attempt_one_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.times}"
