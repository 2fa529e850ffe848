"""Who comes to speak for an enterprise: invitations, and requests to join."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final, Unpack

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.kit.tax_code import TAX_CODE, TAX_CODE_RULE, TaxCodeField
from enterprises.profiles.models import RepresentativeRole
from portal.kit.constraints import is_known
from portal.kit.secret_links import hash_token
from portal.kit.text.emails import SmallEmailField
from portal.kit.text.numbers import PHONE, PHONE_RULE
from portal.kit.typing import SaveOptions
from portal.obligations.models import work_calendar
from portal.obligations.working_days import WorkCalendar


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
        """Set a new token and return it; only its hash is stored."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_token(token)
        return token


MAX_MESSAGE_LENGTH: Final = 2000


class JoinState(models.TextChoices):
    WAITING = "waiting", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        """Return the unanswered requests, the longest wait first."""
        return self.filter(state=JoinState.WAITING).order_by("created_at", "pk")


class JoinRequest(models.Model):
    """A request of an enterprise to join; read by the staff only."""

    name = models.CharField(
        _("name of the enterprise"),
        max_length=200,
        help_text=_("In full, as on the certificate of registration."),
    )
    tax_code = TaxCodeField(
        _("tax code"), max_length=14, help_text=_("10 digits; a branch adds “-” and 3 more.")
    )
    person = models.CharField(
        _("your name"), max_length=120, help_text=_("Who writes for the enterprise here.")
    )
    email = SmallEmailField(
        _("work e-mail"), max_length=200, help_text=_("Our answer and the invitation go there.")
    )
    phone = models.CharField(
        _("telephone at work"),
        max_length=30,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=_("In case we have a question."),
    )
    message = models.TextField(
        _("what you want to tell us"),
        blank=True,
        validators=[MaxLengthValidator(MAX_MESSAGE_LENGTH)],
        help_text=_("What the enterprise does, or a question."),
    )
    # The mark of the form that it came by: sent twice, it is here once.
    stamp = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(_("received on"), default=timezone.now, editable=False)
    # As a letter promised it: holidays that are entered later change no promise. Of requests from
    # before it was kept there is none.
    promised_on = models.DateField(null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=JoinState, default=JoinState.WAITING, editable=False
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    comment = models.TextField(_("our word"), blank=True, editable=False)
    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-created_at", "-id"]
        constraints = [
            is_known("state", JoinState, "people_joinrequest_state_is_known"),
            models.CheckConstraint(
                condition=Q(tax_code__regex=TAX_CODE),
                name="people_joinrequest_tax_code_has_its_digits",
                violation_error_message=TAX_CODE_RULE,
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(
                    ~Q(state="waiting"),
                    decided_at__isnull=False,  # a check that comes out NULL would pass
                    decided_at__gte=F("created_at"),
                    decided_by__isnull=False,
                ),
                name="people_joinrequest_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused", comment=""),
                name="people_joinrequest_refused_with_a_word",
                violation_error_message=_("Say why; the enterprise reads it."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state="waiting"), name="enterprises_join_waiting"
            ),
            models.Index(fields=["tax_code"], name="enterprises_join_tax_code"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    def save(self, **options: Unpack[SaveOptions]) -> None:
        if self._state.adding and self.promised_on is None:
            self.promised_on = self.due_by(work_calendar())
        super().save(**options)

    @property
    def number(self) -> str:
        """Return the number of the request for letters and the telephone."""
        return f"DK-{self.pk:05d}"

    @property
    def due_on(self) -> date:
        """Return the last day by which it is to be answered."""
        return self.promised_on or self.due_by(work_calendar())

    def due_by(self, calendar: WorkCalendar) -> date:
        """Return the promised day, else the last day of the service time by this calendar."""
        if self.promised_on is not None:
            return self.promised_on
        received = timezone.localdate(self.created_at)
        return calendar.due(received, settings.JOIN_REQUEST_WORKING_DAYS)
