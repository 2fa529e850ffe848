"""Requests of enterprises to join."""

from datetime import date
from typing import Final, Unpack

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.kit.tax_code import TAX_CODE, TAX_CODE_RULE, TaxCodeField
from portal.kit.constraints import is_known
from portal.kit.text.emails import SmallEmailField
from portal.kit.text.numbers import PHONE, PHONE_RULE
from portal.kit.typing import SaveOptions
from portal.obligations.models import work_calendar
from portal.obligations.working_days import WorkCalendar

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
