"""Matches between an offer and a request of shared infrastructure."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.infrastructure.models.listing import Direction, InfrastructureListing


class InfrastructureMatchQuerySet(models.QuerySet["InfrastructureMatch"]):
    def current(self) -> Self:
        """Return the matches that nobody has ended or declined."""
        return self.filter(ended_at=None)

    def made(self) -> Self:
        """Return the current matches that both owners, or the department, agreed to."""
        return self.current().filter(matched_at__isnull=False)

    def of_shown(self) -> Self:
        """Return the pairs of which readers see both listings now."""
        shown = InfrastructureListing.objects.public()
        return self.filter(*(Exists(shown.filter(pk=OuterRef(side))) for side in Direction.values))

    def for_department(self) -> Self:
        """Return the proposed pairs that the department answers, for an organisation's listing."""
        sides = Q(offer__organisation__isnull=False) | Q(request__organisation__isnull=False)
        return self.current().of_shown().filter(sides, matched_at=None)

    def of(self, listing: InfrastructureListing) -> Self:
        """Return the matches of a listing."""
        return self.filter(Q(offer=listing) | Q(request=listing))


class InfrastructureMatch(models.Model):
    """An offer and a request paired by their owners' agreement, or by the department."""

    offer = models.ForeignKey(
        InfrastructureListing,
        verbose_name=_("offer"),
        on_delete=models.CASCADE,
        related_name="matches_as_offer",
        help_text=_("Who has it. Saving notes the two as matched."),
    )
    request = models.ForeignKey(
        InfrastructureListing,
        verbose_name=_("request"),
        on_delete=models.CASCADE,
        related_name="matches_as_request",
        help_text=_("Who needs it. Saving notes the two as matched."),
    )
    offer_agreed_at = models.DateTimeField(
        _("agreed by who offers"), null=True, blank=True, editable=False
    )
    request_agreed_at = models.DateTimeField(
        _("agreed by who looks for it"), null=True, blank=True, editable=False
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    matched_at = models.DateTimeField(_("matched"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("proposed"), default=timezone.now, editable=False)

    objects = InfrastructureMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match of offer and request")
        verbose_name_plural = _("matches of offers and requests")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "request"],
                condition=Q(ended_at=None),
                name="infrastructure_infrastructurematch_once",
                violation_error_message=_("These two are paired already."),
            ),
            models.CheckConstraint(
                condition=~Q(offer=F("request")),
                name="infrastructure_infrastructurematch_is_of_two",
                violation_error_message=_("A listing is not paired with itself."),
            ),
            models.CheckConstraint(
                condition=Q(matched_at=None)
                | Q(noted_by__isnull=False)
                | Q(offer_agreed_at__isnull=False, request_agreed_at__isnull=False),
                name="infrastructure_infrastructurematch_is_agreed_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer} · {self.request}"

    def clean(self) -> None:
        """Raise ValidationError unless one side has what the other needs, and readers see both."""
        sides = (("offer", Direction.OFFER), ("request", Direction.REQUEST))
        for name, direction in sides:
            listing = getattr(self, name, None)
            if listing is not None and listing.direction != direction:
                message = _("Choose an offer on one side and a request on the other.")
                raise ValidationError({name: message})
        if self.offer_id and self.request_id:
            if self.matched_at is None:
                self.refuse_hidden()
            self._refuse_paired()

    def _refuse_paired(self) -> None:
        """Refuse a second row of the two: forms leave its constraint out, as it has `ended_at`."""
        rows = InfrastructureMatch.objects.current().exclude(pk=self.pk)
        other = rows.filter(offer=self.offer_id, request=self.request_id).first()
        if other is None or self.ended_at is not None:
            return
        if other.matched_at is not None:
            raise ValidationError(_("These two are paired already."))
        raise ValidationError(
            _("One side has proposed this pair. Open the proposal and save it: they match then.")
        )

    def refuse_hidden(self) -> None:
        """Nobody is said to be matched with what was closed: its contact is not to be reached."""
        shown = InfrastructureListing.objects.public()
        if shown.filter(pk__in=(self.offer_id, self.request_id)).count() < len(Direction):
            message = _("One of the two is not on the site now, so they are not matched.")
            raise ValidationError(message)

    def side_of(self, enterprise_id: int) -> str:
        """Return the enterprise's side: "offer", "request" or ""."""
        for name in ("offer", "request"):
            if getattr(self, name).enterprise_id == enterprise_id:
                return name
        return ""

    def waits_for(self, enterprise_id: int) -> bool:
        """Return whether it waits for this enterprise's answer."""
        side = self.side_of(enterprise_id)
        open_still = self.ended_at is None and self.matched_at is None
        return bool(side) and open_still and getattr(self, f"{side}_agreed_at") is None

    def agree(self, side: str, at: datetime) -> None:
        """Note that a side agrees; with both the two are matched."""
        setattr(self, f"{side}_agreed_at", at)
        if self.offer_agreed_at and self.request_agreed_at:
            self.matched_at = at


def is_matched() -> Exists:
    """Return the condition, for a query of listings, that a listing is matched."""
    made = InfrastructureMatch.objects.made()
    return Exists(made.filter(Q(offer=OuterRef("pk")) | Q(request=OuterRef("pk"))))


class ExpiryReminder(models.Model):
    """A reminder sent to the owner of a listing before its end; one for each end."""

    listing = models.ForeignKey(
        InfrastructureListing, on_delete=models.CASCADE, related_name="reminders"
    )
    ends_at = models.DateTimeField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "ends_at"], name="infrastructure_expiryreminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing} · {self.ends_at:%d/%m/%Y}"
