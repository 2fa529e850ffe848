"""Invitations to speak for an enterprise."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.profiles.models import RepresentativeRole
from portal.kit.constraints import is_known
from portal.kit.secret_links import hash_token


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        """Return invitations neither accepted nor revoked, also expired ones."""
        return self.filter(used_at=None, revoked_at=None)

    def ran_out_before(self, moment: datetime) -> "InvitationQuerySet":
        """Return invitations that nobody took, and that were good till before a moment."""
        return self.filter(used_at=None, expires_at__lt=moment)

    def requested_again(self) -> "InvitationQuerySet":
        """Return invitations for which a new letter is asked, the longest wait first."""
        return (
            self.unanswered()
            .filter(requested_again_at__isnull=False)
            .order_by("requested_again_at")
        )

    def with_token(self, token: str) -> "Invitation | None":
        """Return the invitation with this token, open or not."""
        return self.filter(token_hash=hash_token(token)).select_related("enterprise").first()


class Invitation(models.Model):
    """An invitation to one address, for one enterprise and role, until a day."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="invitations",
        help_text=_("For which enterprise the person is to speak."),
    )
    email = models.EmailField(
        _("e-mail of the person"),
        max_length=200,
        help_text=_("The invitation goes there; the person signs in with it later."),
    )
    role = models.CharField(
        _("role"),
        max_length=16,
        choices=RepresentativeRole,
        default=RepresentativeRole.EDITOR,
        help_text=_("An owner also invites others and takes their access away."),
    )
    # None until the letter is written: the secret is made there.
    token_hash = models.CharField(  # noqa: DJ001  # unique: an empty text would stand once only
        max_length=64, null=True, unique=True, editable=False
    )
    created_at = models.DateTimeField(_("invited on"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("ends"), editable=False)
    sent_at = models.DateTimeField(_("letter sent on"), null=True, editable=False)
    used_at = models.DateTimeField(_("taken on"), null=True, editable=False)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    # When the invited person asked for a new letter because this one had ended.
    requested_again_at = models.DateTimeField(_("asked for again on"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "email"],
                condition=Q(used_at=None, revoked_at=None),
                name="people_invitation_one_at_a_time",
                violation_error_message=_("This address is invited already; send it again."),
            ),
            is_known("role", RepresentativeRole, "people_invitation_role_is_known"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="people_invitation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None),
                name="people_invitation_taken_or_revoked",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="people_invitation_taken_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_again_at"],
                condition=Q(requested_again_at__isnull=False, used_at=None, revoked_at=None),
                name="people_inv_requested_again",
            )
        ]

    def __str__(self) -> str:
        # The audit record keeps it for good: whose address it is stays out of it.
        return f"#{self.pk} · {self.enterprise}"

    @property
    def has_ended(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Return whether it may still be accepted."""
        return self.used_at is None and self.revoked_at is None and not self.has_ended

    @property
    def state_label(self) -> StrPromise:
        if self.used_at:
            return _("invitation taken")
        if self.revoked_at:
            return _("invitation revoked")
        if self.requested_again_at:
            return _("ran out; asked for again")
        return _("invitation ran out") if self.has_ended else _("invitation open")

    def renew(self) -> None:
        """Let it run anew from now; an earlier letter's link leads nowhere any more."""
        now = timezone.now()
        # A clock that was ahead may have made it.
        self.created_at = min(self.created_at, now)
        self.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
        self.token_hash = self.sent_at = self.requested_again_at = None

    def new_token(self) -> str:
        """Set the token of this letter and return it; only its hash is stored.

        A retry has the same: the mail server may have taken the letter and its answer be lost.
        """
        # Each renewal ends at another moment, down to the microsecond.
        value = f"{self.enterprise_id} {self.email} {self.expires_at.timestamp()}"
        token = salted_hmac("enterprises.people.invitation", value, algorithm="sha256").hexdigest()
        self.token_hash = hash_token(token)
        return token
