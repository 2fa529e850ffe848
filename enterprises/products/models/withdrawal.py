"""Requests of enterprises to take a product off the site."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WithdrawalOutcome(models.TextChoices):
    """The outcome of a withdrawal request."""

    GRANTED = "granted", _("taken off the site")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back by the enterprise")


class WithdrawalRequestQuerySet(models.QuerySet["WithdrawalRequest"]):
    def waiting(self) -> "WithdrawalRequestQuerySet":
        """Return the requests that wait for an answer."""
        return self.filter(closed_at=None)


class WithdrawalRequest(models.Model):
    """A request to take a product off the site; one waits at a time."""

    product = models.ForeignKey(
        "products.Product",
        verbose_name=_("product"),
        on_delete=models.CASCADE,
        related_name="withdrawal_requests",
    )
    reason = models.TextField(
        _("reason"), max_length=2000, help_text=_("Why it should go; the department reads it.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=WithdrawalOutcome, blank=True, default=""
    )
    answer = models.TextField(
        _("answer"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Only to refuse: why it stays; the enterprise gets it by mail. To grant the request, "
            "withdraw the product itself."
        ),
    )
    closed_at = models.DateTimeField(_("answered on"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = WithdrawalRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to take a product off")
        verbose_name_plural = _("requests to take products off")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(closed_at=None),
                name="enterprises_withdrawal_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None)
                | Q(outcome__in=WithdrawalOutcome.values, closed_at__isnull=False),
                name="enterprises_withdrawal_answered_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused", answer=""),
                name="enterprises_withdrawal_refusal_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(closed_at=None),
                name="enterprises_withdrawal_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {timezone.localtime(self.asked_at):%d/%m/%Y}"
