"""A meeting: briefing, forum or conference, with what was planned and what became of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.events.models.eventseries import EventSeries, Occasion
from enterprises.events.models.precision import Precision, day_of, end_of, year_of
from enterprises.events.models.querysets import MAX_LENGTH, EventQuerySet, EventStatus
from portal.kit.constraints import is_known
from portal.kit.postgres.keys import rows_by_keys
from portal.media.richtext.fields import RichTextField
from portal.publishing.models import Publication, PublicationManager
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.searched import Beside
from portal.publishing.models.state_now import StateNow, state_in_words

_STATUSES: Final = dict(EventStatus.choices)
_OCCASIONS: Final = dict(Occasion.choices)
_TONES: Final[dict[str, str]] = {
    EventStatus.CANCELLED: "stopped",
    EventStatus.MOVED: "ongoing",
    EventStatus.HELD: "done",
}


class Event(Publication):
    """A meeting of the department with enterprises, with its agenda and its files."""

    KIND: ClassVar[str] = "event"
    DETAIL_VIEW: ClassVar[str] = "enterprises:event"
    LIST_VIEW: ClassVar[str] = "enterprises:event_list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "events; meetings; forums; briefings; conferences; calendar of events"
    )
    DC_TYPE: ClassVar[str] = "Event"
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "agenda", "slots")
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {"series": ("name",)}
    PARTS_SEARCHED: ClassVar[tuple[str, ...]] = ("agenda.title",)
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "starts_at", "ends_at", "place", "status", "status_reason",
        "registration_opens_at", "registration_closes_at", "seats",
        "agenda.day", "agenda.at", "agenda.title", "agenda.speaker", "minutes",
    )  # fmt: skip
    FOLLOWED_IN_ENGLISH: ClassVar[tuple[str, ...]] = ("starts_at", "ends_at", "place", "minutes")

    publication_ptr = parent_link()
    series = models.ForeignKey(
        EventSeries,
        verbose_name=_("series of the event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text=_("The briefings or forums that it is one of; empty for a single meeting."),
    )
    occasion = models.CharField(
        _("kind of meeting"),
        max_length=16,
        choices=Occasion,
        default=Occasion.OTHER,
        help_text=_("Of an event in a series it is the series' own."),
    )
    starts_at = models.DateTimeField(_("begins"), help_text=_("Day and hour, as 30/01/2007 08:00."))
    ends_at = models.DateTimeField(
        _("ends at"), null=True, blank=True, help_text=_("Empty where it is not known yet.")
    )
    precision = models.CharField(
        _("what is known of the time"),
        max_length=8,
        choices=Precision,
        default=Precision.HOUR,
        help_text=_("Where a source tells only the day or the year, readers see no more."),
    )
    place = models.CharField(
        _("place"),
        max_length=300,
        blank=True,
        help_text=_("Room, house number, street: as somebody needs it who comes the first time."),
    )
    online_url = models.URLField(
        _("link to take part online"),
        max_length=500,
        blank=True,
        help_text=_("Shown to enterprises that have registered, and to nobody else."),
    )
    status = models.CharField(
        _("what became of it"),
        max_length=16,
        choices=EventStatus,
        default=EventStatus.PLANNED,
        help_text=_("Those who registered are told by mail when it is moved or cancelled."),
    )
    status_reason = models.CharField(
        _("why it is moved or cancelled"),
        max_length=300,
        blank=True,
        help_text=_("In a sentence; readers see it, and those who registered."),
    )
    moved_from = models.DateTimeField(
        _("was to begin"),
        null=True,
        blank=True,
        help_text=_("The time that was announced before; filled by itself when the time moves."),
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("When all are taken there is a waiting list. Empty: as many as come."),
    )
    seats_per_enterprise = models.PositiveSmallIntegerField(
        _("seats for one enterprise"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("How many people one enterprise may register."),
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens"),
        null=True,
        blank=True,
        help_text=_("Enterprises register on their desk from then on. Empty: nobody registers."),
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when it begins.")
    )

    minutes = RichTextField(
        _("minutes of the meeting"),
        blank=True,
        default="",
        help_text=_(
            "What was said and decided; readers see it on the page of the event once approved. "
            "A signed copy may be attached as a file."
        ),
    )

    objects: ClassVar = PublicationManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["starts_at", "publication_ptr"], name="events_event_time"),
            models.Index(
                fields=["series", "starts_at", "publication_ptr"], name="events_event_series"
            ),
        ]
        constraints = [
            is_known("occasion", Occasion, "events_event_occasion_is_known"),
            is_known("precision", Precision, "events_event_precision_is_known"),
            is_known("status", EventStatus, "events_event_status_is_known"),
            models.CheckConstraint(
                condition=Q(ends_at=None)
                | Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + MAX_LENGTH),
                name="events_event_ends_after_it_begins",
                violation_error_message=_("It ends after it begins, and within 31 days."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["cancelled", "moved"]) | ~Q(status_reason=""),
                name="events_event_says_why",
                violation_error_message=_("Say why it is moved or cancelled."),
            ),
            models.CheckConstraint(
                condition=~Q(status="moved") | Q(moved_from__isnull=False),
                name="events_event_moved_from_a_time",
                violation_error_message=_("Say when it was to begin."),
            ),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(seats__gte=1), name="events_event_has_seats"
            ),
            models.CheckConstraint(
                condition=Q(seats_per_enterprise__gte=1), name="events_event_has_seats_for_each"
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at=None)
                | Q(registration_opens_at__lt=F("registration_closes_at")),
                name="events_event_registration_closes_after_it_opens",
                violation_error_message=_("Registration closes after it opens."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.series is not None:
            self.occasion = self.series.occasion
        closes = self.registration_closes_at
        if closes is not None and self.registration_opens_at is None:
            raise ValidationError({"registration_opens_at": _("Say when registration opens.")})

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        rows = rows_by_keys(cls, keys, "status", "starts_at", "precision")
        return {row.pk: row._beside() for row in rows}

    def kept_back(self) -> Collection[str]:
        """Keep minutes back that were written before it begins."""
        return () if self.has_begun else ("minutes",)

    @classmethod
    def with_texts_for_later(cls, since: datetime) -> QuerySet[Any]:
        return cls.objects.filter(starts_at__gte=since).exclude(minutes="")

    def _beside(self) -> Beside:
        is_changed = self.is_cancelled or self.is_moved
        text = self.get_status_display() if is_changed else ""
        if self.precision == Precision.YEAR:
            return Beside(text)
        return Beside(text, timezone.localdate(self.starts_at), self._label_of_day())

    def _label_of_day(self) -> StrPromise:
        if self.is_cancelled:
            return _("was to be held on")
        return _("held on") if self.has_begun else _("takes place on")

    def state_now(self) -> StateNow:
        has_minutes = bool(self.minutes) and self.has_begun
        minutes = gettext("with minutes") if has_minutes else ""
        words = state_in_words(self._beside().text, minutes)
        return StateNow(f"{self.status} {has_minutes}", words)

    def search_extra(self) -> str:
        series = self.series.name if self.series else ""
        known = (self.place, series, self.get_occasion_display(), *self.parts_to_search())
        return " ".join(part for part in known if part)

    def get_occasion_display(self) -> str:  # type: ignore[no-redef]  # Django makes one without
        """Return what Django would, which makes all choices hashable for each event of a list."""
        return str(_OCCASIONS.get(self.occasion, self.occasion))

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # likewise
        """Return what Django would, as above."""
        return str(_STATUSES.get(self.status, self.status))

    @property
    def tone(self) -> str:
        """Return the tone of what became of it; "" where it is as planned."""
        return _TONES.get(self.status, "")

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    @property
    def is_moved(self) -> bool:
        return self.status == EventStatus.MOVED

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        """Return whether its day has passed, or the year where no more is known."""
        is_of_year = self.precision == Precision.YEAR and self.status != EventStatus.HELD
        return (self.ends_at or self.starts_at) < (year_of if is_of_year else day_of)()

    @property
    def begun_by(self) -> datetime:
        """Return when it has begun whatever its hour: of a day or a year alone, once it is over.

        Before that nothing is refused or left unsaid because it had begun.
        """
        is_held = self.status == EventStatus.HELD
        return end_of(self.starts_at, Precision.HOUR if is_held else self.precision)

    @property
    def registration_ends_at(self) -> datetime:
        """Return the moment from which nobody registers any more."""
        return min(self.registration_closes_at or self.begun_by, self.begun_by)

    def takes_registrations(self, at: datetime | None = None) -> bool:
        """Return whether enterprises may register people now."""
        now = at or timezone.now()
        opens = self.registration_opens_at
        open_now = opens is not None and opens <= now < self.registration_ends_at
        return open_now and self.is_public and not self.is_cancelled

    def takes_slot_requests(self, at: datetime | None = None) -> bool:
        """Return whether enterprises may still ask for one of its slots."""
        now = at or timezone.now()
        return self.is_public and not self.is_cancelled and now < self.begun_by
