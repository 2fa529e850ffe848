"""Time on a forum's stage: what staff open, what enterprises ask for, and what is granted."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known


class Slot(models.Model):
    """A time at an event in which one enterprise presents something."""

    event = models.ForeignKey(
        "events.Event", verbose_name=_("event"), on_delete=models.CASCADE, related_name="slots"
    )
    starts_at = models.DateTimeField(_("begins"), help_text=_("Day and hour, as 30/01/2007 08:00."))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
        help_text=_("How long an enterprise may speak, questions included."),
    )
    is_open = models.BooleanField(
        _("may be asked for"),
        default=True,
        help_text=_("Enterprises see it on their desk and ask for it until it is granted."),
    )

    class Meta:
        verbose_name = _("presentation slot")
        verbose_name_plural = _("presentation slots")
        ordering = ["starts_at", "id"]
        constraints = [
            # Looked at when all are written: slots that move together pass through each other.
            models.UniqueConstraint(
                fields=["event", "starts_at"],
                deferrable=models.Deferrable.DEFERRED,
                name="events_slot_one_at_a_time",
                violation_error_message=_("The event has a slot at this time already."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=240),
                name="events_slot_has_minutes",
                violation_error_message=_("A slot has 5 to 240 minutes."),
            ),
        ]

    def __str__(self) -> str:
        moment = timezone.localtime(self.starts_at)
        return _("%(time)s, %(minutes)s minutes") % {
            "time": f"{moment:%d/%m/%Y %H:%M}",
            "minutes": self.minutes,
        }


class SlotAnswer(models.TextChoices):
    ASKED = "asked", _("waits for an answer")
    GRANTED = "granted", _("slot granted")
    REFUSED = "refused", _("slot refused")
    TAKEN_BACK = "taken_back", _("request taken back")


class SlotRequestQuerySet(models.QuerySet["SlotRequest"]):
    def granted(self) -> "SlotRequestQuerySet":
        return self.filter(answer=SlotAnswer.GRANTED)

    def open(self) -> "SlotRequestQuerySet":
        """Return the unanswered and granted requests."""
        return self.filter(answer__in=[SlotAnswer.ASKED, SlotAnswer.GRANTED])


class SlotRequest(models.Model):
    """A request of an enterprise to present something at an event, and the answer."""

    event = models.ForeignKey(
        "events.Event",
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="slot_requests",
    )
    # Whose event it is, the database checks: see the migration.
    slot = models.ForeignKey(
        Slot,
        verbose_name=_("presentation slot"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        help_text=_("Empty: whichever is free."),
    )
    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="slot_requests",
    )
    requested_by = models.ForeignKey(
        "profiles.Representative",
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    topic = models.CharField(
        _("what the presentation is about"),
        max_length=200,
        help_text=_("One line; it stands in the public agenda once the slot is granted."),
    )
    shows = models.TextField(
        _("what you will show"),
        blank=True,
        max_length=2000,
        help_text=_("Product, demonstration, what you need in the room. Only the department sees."),
    )
    product = models.ForeignKey(
        "products.Product",
        verbose_name=_("product"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("One of your own; the public agenda links to its page."),
    )
    answer = models.CharField(
        _("answer to the request"), max_length=16, choices=SlotAnswer, default=SlotAnswer.ASKED
    )
    comment = models.TextField(
        _("word to the enterprise"),
        blank=True,
        help_text=_("It stands in the mail and on the enterprise's desk; a refusal needs one."),
    )
    requested_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # The time that the last letter to the enterprise named; another goes out where the slot moves.
    notified_starts_at = models.DateTimeField(null=True, editable=False)

    objects = SlotRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a slot")
        verbose_name_plural = _("requests for slots")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=Q(answer="granted"),
                name="events_slotrequest_one_granted",
                violation_error_message=_("This slot is granted to another enterprise."),
            ),
            models.UniqueConstraint(
                fields=["event", "enterprise"],
                condition=Q(answer__in=["asked", "granted"]),
                name="events_slotrequest_one_open",
                violation_error_message=_("Your enterprise has asked for a slot here already."),
            ),
            is_known("answer", SlotAnswer, "events_slotrequest_answer_is_known"),
            models.CheckConstraint(
                condition=~Q(answer="granted") | Q(slot__isnull=False),
                name="events_slotrequest_granted_has_a_slot",
                violation_error_message=_("Choose the slot that is granted."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(comment=""),
                name="events_slotrequest_refused_says_why",
                violation_error_message=_("Say why it is refused."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("requested_at")),
                name="events_slotrequest_answered_after_asked",
            ),
            models.CheckConstraint(condition=~Q(topic=""), name="events_slotrequest_has_a_topic"),
        ]
        indexes = [
            models.Index(fields=["enterprise", "-requested_at"], name="enterprises_slotreq_own")
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.topic}"

    @property
    def is_open(self) -> bool:
        """Return whether it is unanswered or granted."""
        return self.answer in (SlotAnswer.ASKED, SlotAnswer.GRANTED)
