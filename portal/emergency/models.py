"""Declarations of emergency with their two signatures, duty contacts, notices, what works."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.kit.constraints import is_known
from portal.kit.samples import sample_rule
from portal.kit.text.numbers import dialled

# A warning that nobody ends is believed by nobody; one that goes on is declared anew.
MAX_LENGTH: Final = timedelta(days=30)
# What was said of a network longer ago is not what holds tonight.
STATUS_HOLDS: Final = timedelta(hours=24)
# A notice of the last storm is not what to know in this one.
NOTICE_HOLDS: Final = timedelta(days=7)
# So many fit on the light page, beside its notices.
MAX_CONTACTS: Final = 40
MAX_LIFELINES: Final = 10


class Level(models.IntegerChoices):
    """The levels of disaster risk of Quyết định 18/2021/QĐ-TTg, Article 4."""

    LOW = 1, _("Level 1: low risk")
    MEDIUM = 2, _("Level 2: medium risk")
    HIGH = 3, _("Level 3: high risk")
    VERY_HIGH = 4, _("Level 4: very high risk")
    DISASTER = 5, _("Level 5: disaster")


class EmergencyQuerySet(models.QuerySet["Emergency"]):
    def waiting(self) -> "EmergencyQuerySet":
        """Return what one person has asked for and nobody has confirmed yet; one row at most."""
        return self.filter(confirmed_at=None, ended_at=None)

    def declared(self) -> "EmergencyQuerySet":
        """Return what is or will be in force, the one that was confirmed last first."""
        over = Q(ends_at__isnull=False, ends_at__lte=timezone.now())
        rows = self.filter(confirmed_at__isnull=False, ended_at=None).exclude(over)
        return rows.order_by("-confirmed_at", "-pk")


def _person() -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )


def announced_end(starts_at: datetime, ends_at: datetime | None) -> datetime | None:
    """Return the end that somebody said; the limit of what was left open is none."""
    return None if ends_at == starts_at + MAX_LENGTH else ends_at


class Emergency(models.Model):
    """One declaration; it counts from its start to its end once a second person confirmed it."""

    level = models.PositiveSmallIntegerField(_("disaster risk level"), choices=Level)
    headline = models.CharField(_("what is happening"), max_length=120)
    advice = models.TextField(_("what to do"), max_length=1000, blank=True)
    # Visitors read no Vietnamese; where nobody has time to write these, they see the above.
    headline_en = models.CharField(
        _("what is happening, in English"), max_length=120, blank=True, default=""
    )
    advice_en = models.TextField(
        _("what to do, in English"), max_length=1000, blank=True, default=""
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    # From the command line: whoever may log in to the server needs no second person.
    from_command = models.BooleanField(default=False)
    requested_by = _person()
    requested_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = _person()
    confirmed_at = models.DateTimeField(null=True)
    end_requested_by = _person()
    ended_by = _person()
    ended_at = models.DateTimeField(null=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency")
        verbose_name_plural = _("emergencies")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(1, 5)), name="emergency_emergency_has_a_level"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="emergency_emergency_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(requested_by__isnull=False) & ~Q(confirmed_by=F("requested_by")),
                name="emergency_emergency_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | Q(from_command=True)
                | Q(confirmed_by__isnull=False),
                name="emergency_emergency_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | Q(ended_by=None)
                | Q(end_requested_by__isnull=False) & ~Q(ended_by=F("end_requested_by")),
                name="emergency_emergency_ended_by_another",
            ),
            # Of what waits, `from_command` is never true: so this lets one row wait.
            models.UniqueConstraint(
                fields=["from_command"],
                condition=Q(confirmed_at=None, ended_at=None),
                name="emergency_emergency_one_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.headline}"


class DutyContactQuerySet(models.QuerySet["DutyContact"]):
    def public(self) -> "DutyContactQuerySet":
        """Return what readers may see: samples only while the site shows them."""
        return self.filter(sample_rule())

    def to_call(self) -> "DutyContactQuerySet":
        """Return those with a telephone; the light page has no line for what has radio alone."""
        return self.public().exclude(phone="")


class DutyContact(models.Model):
    """An agency on duty in storms and floods: its line on the light home page and the A4 sheet."""

    name = models.CharField(
        _("agency on duty"), max_length=150, help_text=_("As people know it; no names of persons.")
    )
    phone = models.CharField(
        _("duty telephone"),
        max_length=30,
        blank=True,
        help_text=_("A number that somebody answers day and night, with its area code."),
    )
    radio = models.CharField(
        _("radio"),
        max_length=80,
        blank=True,
        help_text=_("Call sign and channel in the radio network; only what may be public."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=10, help_text=_("Smaller numbers stand first.")
    )

    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        db_default=False,
        help_text=_("Made up to show the sheet: nobody answers there."),
    )

    objects = DutyContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty contact")
        verbose_name_plural = _("duty contacts")
        default_permissions = ()
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(radio=""),
                name="emergency_dutycontact_can_be_reached",
                violation_error_message=_("Write a telephone number, a radio call sign, or both."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what a telephone could not dial; older rows show it as text."""
        if self.phone and not dialled(self.phone):
            rule = _(
                "Write one number, in digits; an extension or a second number stands in the name."
            )
            raise ValidationError({"phone": rule})


class EmergencyNoticeQuerySet(models.QuerySet["EmergencyNotice"]):
    def current(self, now: datetime, *, since: datetime | None) -> "EmergencyNoticeQuerySet":
        """Return those of the last days that are due; of the emergency `since` then, all."""
        begins = now - NOTICE_HOLDS
        return self.filter(at__lte=now, at__gte=min(begins, since or begins))


class EmergencyNotice(models.Model):
    """A few sentences for the light home page, newest first."""

    text = models.TextField(
        _("notice to readers"),
        max_length=600,
        help_text=_("Where, what, until when: three sentences, the most important one first."),
    )
    at = models.DateTimeField(
        _("time"),
        default=timezone.now,
        help_text=_("Readers see it beside the notice; nothing appears before it."),
    )

    objects = EmergencyNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency notice")
        verbose_name_plural = _("emergency notices")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="emergency_notice_newest")]

    def __str__(self) -> str:
        return self.text[:80]


class LifelineStatus(models.TextChoices):
    """How a network or a supply does, as people on the spot would say it."""

    UNKNOWN = "unknown", pgettext_lazy("network", "not known")
    WORKS = "works", pgettext_lazy("network", "works")
    PARTLY = "partly", pgettext_lazy("network", "works in part")
    DOWN = "down", pgettext_lazy("network", "does not work")


class Lifeline(models.Model):
    """What people rest on in a storm, such as telephones: whether it works, what to do without."""

    name = models.CharField(
        _("name"), max_length=80, help_text=_("As people call it: mobile phones, power, radio.")
    )
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=LifelineStatus,
        default=LifelineStatus.UNKNOWN,
        help_text=_(
            "Readers see it with its hour, for 24 hours after you saved it; save it again."
        ),
    )
    place = models.CharField(
        _("where"),
        max_length=150,
        blank=True,
        help_text=_("Communes and wards, where it is not the same everywhere."),
    )
    advice = models.TextField(
        _("what to do"),
        max_length=300,
        blank=True,
        help_text=_("What always helps, two sentences; where to charge or call, once you know it."),
    )
    name_en = models.CharField(
        _("name in English"), max_length=80, blank=True, help_text=_("For visitors, below /en/.")
    )
    advice_en = models.TextField(
        _("what to do, in English"),
        max_length=300,
        blank=True,
        help_text=_("Where it is empty, the English page shows the Vietnamese."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=10, help_text=_("Smaller numbers stand first.")
    )
    status_at = models.DateTimeField(_("status of"), auto_now=True)

    objects: models.Manager["Lifeline"] = models.Manager()

    class Meta:
        verbose_name = _("what works in a storm")
        verbose_name_plural = _("what works in a storm")
        default_permissions = ()
        ordering = ["position", "name"]
        constraints = [is_known("status", LifelineStatus, "emergency_lifeline_status_is_known")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        """Return whether its status is known and not older than a day."""
        is_known_now = self.status != LifelineStatus.UNKNOWN
        return is_known_now and timezone.now() < self.status_at + STATUS_HOLDS
