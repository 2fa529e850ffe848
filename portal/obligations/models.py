"""Obligations, the days that do not count, and the duty that each page owes."""

from collections import defaultdict
from datetime import date
from typing import Unpack

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.near_days import is_near
from portal.kit.postgres.advisory import Lock
from portal.kit.text.normalize import nfc
from portal.kit.typing import SaveOptions
from portal.obligations.duties import DutyQuerySet
from portal.obligations.working_days import WorkCalendar

MAX_DAYS = 250


class TermStart(models.TextChoices):
    """The event that the days are counted from."""

    DECIDED = "decided", _("day of decision")
    SIGNED = "signed", _("day of signature")
    RECEIVED = "received", _("day of receipt")


class Obligation(models.Model):
    """A rule that something has to be public within so many working days.

    Where a rule changes, the row gets its last day and the new rule a row of its own.
    """

    name = models.CharField(
        _("name"),
        max_length=150,
        help_text=_("What has to be published, as people here call it."),
    )
    working_days = models.PositiveSmallIntegerField(
        _("working days"),
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DAYS)],
        help_text=_(
            "The day it is counted from is not one of them. Due days are worked out anew when this "
            "number changes."
        ),
    )
    event = models.CharField(
        _("counted from"),
        max_length=16,
        choices=TermStart,
        default=TermStart.DECIDED,
        help_text=_("The day that is asked for in the form of each page."),
    )
    source = models.TextField(
        _("source"),
        blank=True,
        help_text=_(
            "The words of the rule, with the number and date of the document that says so."
        ),
    )
    in_force_from = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Empty: it has always been in force."),
    )
    in_force_until = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is. Empty: it goes on."),
    )

    class Meta:
        verbose_name = _("publication obligation")
        verbose_name_plural = _("publication obligations")
        ordering = ["name", F("in_force_from").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="obligations_obligation_has_a_name"),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=MAX_DAYS),
                name="obligations_obligation_days_are_some",
                violation_error_message=_("Write a number of working days from 1 to 250."),
            ),
            is_known("event", TermStart, "obligations_obligation_event_is_known"),
            models.CheckConstraint(
                condition=Q(in_force_from=None)
                | Q(in_force_until=None)
                | Q(in_force_until__gte=F("in_force_from")),
                name="obligations_obligation_ends_after_it_begins",
                violation_error_message=_("It would end before it begins; mend one of the days."),
            ),
            models.UniqueConstraint(
                fields=["name", "in_force_from"],
                nulls_distinct=False,
                name="obligations_obligation_one_of_a_name_and_day",
                violation_error_message=_(
                    "An obligation of this name begins on this day already; mend that one."
                ),
            ),
        ]

    def __str__(self) -> str:
        details = {"name": self.name, "days": self.working_days}
        text = _("%(name)s (%(days)s working days)") % details
        if self.in_force_from or self.in_force_until:
            text += f", {self.in_force_label}"
        return str(text)

    @property
    def in_force_label(self) -> str:
        """Return the period in which it is in force, in words; "" if it is always."""
        begins, ends = self.in_force_from, self.in_force_until
        days = {"begins": begins and date_format(begins), "ends": ends and date_format(ends)}
        if begins and ends:
            return _("from %(begins)s to %(ends)s") % days
        if begins:
            return _("from %(begins)s on") % days
        return _("until %(ends)s") % days if ends else ""

    def is_in_force_on(self, day: date) -> bool:
        """Return whether the rule held on this day."""
        begins, ends = self.in_force_from or date.min, self.in_force_until or date.max
        return begins <= day <= ends

    def clean(self) -> None:
        self.name = nfc(self.name).strip()
        others = Obligation.objects.filter(name=self.name).exclude(pk=self.pk)
        if self.in_force_from:
            others = others.exclude(in_force_until__lt=self.in_force_from)
        if self.in_force_until:
            others = others.exclude(in_force_from__gt=self.in_force_until)
        if other := others.first():
            raise ValidationError(
                _("“%(other)s” holds on some of these days; give it its last day first.")
                % {"other": other}
            )


class DayKind(models.TextChoices):
    """Why a day is counted otherwise than its place in the week says."""

    HOLIDAY = "holiday", _("holiday")
    TET = "tet", _("holiday for the lunar new year (Tết)")
    HUNG_KINGS = "hung_kings", _("day of the Hùng Kings")
    MADE_UP = "made_up", _("worked on in exchange for another day")


class SpecialDay(models.Model):
    """A holiday, or a Saturday or Sunday that is worked on."""

    day = models.DateField(_("day"), unique=True, help_text=_("As dd/mm/yyyy."))
    name = models.CharField(
        _("name"), max_length=150, help_text=_("Such as: second day of Tết, exchanged for 2 May.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=DayKind,
        default=DayKind.HOLIDAY,
        help_text=_("Days of Tết are marked as such: the desk tells which year has none yet."),
    )
    every_year = models.BooleanField(
        _("every year"),
        default=False,
        help_text=_("A holiday on the same day and month in this year and all that follow."),
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("The announcement or law that says so, with its number."),
    )

    class Meta:
        verbose_name = _("holiday or made-up working day")
        verbose_name_plural = _("holidays and made-up working days")
        ordering = ["-day"]
        constraints = [
            is_known("kind", DayKind, "obligations_specialday_kind_is_known"),
            models.CheckConstraint(
                condition=Q(every_year=False) | Q(kind=DayKind.HOLIDAY),
                name="obligations_specialday_only_fixed_holidays_repeat",
                violation_error_message=_(
                    "Only a holiday with a fixed day of the solar year comes every year; the days "
                    "of Tết, of the Hùng Kings and made-up days are written for each year."
                ),
            ),
            is_near("day", "obligations_specialday_is_near"),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.day)} · {self.name}"


def work_calendar() -> WorkCalendar:
    """Return the calendar as the staff has it now."""
    rows = list(SpecialDay.objects.values_list("day", "kind", "every_year"))
    return WorkCalendar(
        off=frozenset(day for day, kind, _every in rows if kind != DayKind.MADE_UP),
        made_up=frozenset(day for day, kind, _every in rows if kind == DayKind.MADE_UP),
        yearly={(day.month, day.day): day.year for day, _kind, every in rows if every},
    )


class Duty(models.Model):
    """A page that has to be public by a day; no part of the text and of its versions."""

    publication = models.OneToOneField(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="duty",
    )
    obligation = models.ForeignKey(
        Obligation,
        verbose_name=_("publication obligation"),
        on_delete=models.PROTECT,
        related_name="duties",
    )
    counted_from = models.DateField(_("counted from"))
    # Worked out from the day, the obligation and the holidays, anew when one of them changes.
    due_on = models.DateField(_("due on"), editable=False)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication deadline")
        verbose_name_plural = _("publication deadlines")
        constraints = [
            is_near("counted_from", "obligations_duty_day_is_near"),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("counted_from")), name="obligations_duty_is_due_later"
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="obligations_duty_due")]

    def __str__(self) -> str:
        return f"{self.publication} · {date_format(self.due_on)}"

    def save(self, *, holds_days: bool = False, **options: Unpack[SaveOptions]) -> None:
        """Store the duty with the day on which it is due; `holds_days` after `lock_days`."""
        if not holds_days:
            lock_days(is_shared=True)
        self.due_on = work_calendar().due(self.counted_from, self.obligation.working_days)
        super().save(**options)


def lock_days(*, is_shared: bool = False) -> None:
    """Hold the rules of due days still, to reckon by them, or wait until nobody does, to change.

    Before any row is locked: whoever changes the rules goes on to rows of those who reckon.
    """
    kind = "_shared" if is_shared else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [Lock.DUE_DAYS])


@receiver([pre_save, pre_delete], sender=SpecialDay)
@receiver(pre_save, sender=Obligation)
def _rules_change(**_rest: object) -> None:
    # Before the row, which stands on public pages, moves the generation on: pages with a duty
    # to be saved want that last.
    lock_days()


@receiver(post_save, sender=Obligation)
def _obligation_saved(instance: Obligation, created: bool, raw: bool, **_rest: object) -> None:
    if not created and not raw:
        update_due_days(Duty.objects.filter(obligation=instance))


@receiver([post_save, post_delete], sender=SpecialDay)
def _calendar_changed(instance: SpecialDay, **rest: object) -> None:
    if rest.get("raw"):
        return
    # The day that the row had before is not known here, and there is one such change a month.
    update_due_days(Duty.objects.all())


@transaction.atomic
def update_due_days(duties: DutyQuerySet[Duty]) -> None:
    """Work out anew when these are due, after `lock_days`; rows change only where the day does."""
    calendar, known = work_calendar(), dict[tuple[date, int], date]()
    moved = defaultdict[date, list[int]](list)
    rows = duties.values_list("pk", "counted_from", "obligation__working_days", "due_on")
    for key, start, days, due in rows.iterator():
        if (start, days) not in known:
            known[start, days] = calendar.due(start, days)
        if known[start, days] != due:
            moved[known[start, days]].append(key)
    for due, keys in moved.items():
        Duty.objects.filter(pk__in=keys).update(due_on=due)
