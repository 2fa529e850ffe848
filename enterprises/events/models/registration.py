"""Registrations of an enterprise's people for an event; never public."""

from typing import Unpack

from django.db import models
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.text.normalize import nfc
from portal.kit.typing import SaveOptions

# Stands where the name of a person was.
ERASED = "—"
MAX_NAME_LENGTH = 120


class Seat(models.TextChoices):
    """The seat of a registered person, or a place on the waiting list."""

    TAKEN = "taken", _("has a seat")
    WAITING = "waiting", _("on the waiting list")
    GIVEN_UP = "given_up", _("no longer coming")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> "RegistrationQuerySet":
        """Return the registrations that were not given up."""
        return self.exclude(seat=Seat.GIVEN_UP)

    def in_turn(self) -> "RegistrationQuerySet":
        """Return them in the order in which they registered."""
        return self.order_by("registered_at", "pk")

    def erase_people(self) -> int:
        """Take out who they were, of how many; that an enterprise came still counts."""
        # No two of one enterprise are the same person, not even without names.
        key = Concat(Value(f"{ERASED} "), Cast("pk", CharField()))
        named = self.exclude(name=ERASED, position="")
        return named.update(name=ERASED, position="", name_key=key)


class Registration(models.Model):
    """A person who comes to an event for an enterprise, or waits for a seat."""

    event = models.ForeignKey(
        "events.Event",
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    registered_by = models.ForeignKey(
        "profiles.Representative",
        verbose_name=_("registered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(
        _("full name"),
        max_length=MAX_NAME_LENGTH,
        help_text=_("Of the person who comes, as on the ID card."),
    )
    position = models.CharField(
        _("position in the enterprise"),
        max_length=120,
        blank=True,
        help_text=_("Such as: director, head of sales. Only the department sees it."),
    )
    # Capitals and spaces aside: the same person twice is one person.
    name_key = models.CharField(max_length=MAX_NAME_LENGTH, editable=False)
    seat = models.CharField(_("seat"), max_length=16, choices=Seat)
    attended = models.BooleanField(_("was there"), null=True)
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    given_up_at = models.DateTimeField(_("no longer coming since"), null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "enterprise", "name_key"],
                condition=~Q(seat="given_up"),
                name="events_registration_each_person_once",
                violation_error_message=_("This person is registered already."),
            ),
            is_known("seat", Seat, "events_registration_seat_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="events_registration_has_a_name"),
            models.CheckConstraint(
                condition=Q(seat="given_up", given_up_at__gte=F("registered_at"))
                | (~Q(seat="given_up") & Q(given_up_at=None)),
                name="events_registration_given_up_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "registered_at", "id"],
                condition=~Q(seat="given_up"),
                name="enterprises_reg_in_turn",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def tidy(self) -> None:
        """Bring the name into the form by which a person is known again."""
        self.name = " ".join(nfc(self.name).split())
        # Small letters may be more than the capitals were: ß becomes ss.
        self.name_key = self.name.casefold()[:MAX_NAME_LENGTH]

    def save(self, **options: Unpack[SaveOptions]) -> None:
        self.tidy()
        super().save(**options)
