"""The working calendar of the leaders, week by week; weeks that are over stay."""

from datetime import date, datetime, timedelta
from typing import Unpack

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.department.models.structure import Post
from portal.kit.near_days import NOT_NEAR, YEARS
from portal.kit.typing import SaveOptions


class Weekday(models.IntegerChoices):
    """The days of a week, as it is counted here."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def monday_of(day: date) -> date:
    """Return the Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


class WorkWeekQuerySet(models.QuerySet["WorkWeek"]):
    def public(self) -> "WorkWeekQuerySet":
        """Return the weeks that readers may see, the latest first."""
        return self.filter(is_public=True).order_by("-monday")


class WorkWeek(models.Model):
    """A week, shown to readers once the staff says so."""

    monday = models.DateField(
        _("week from Monday"), unique=True, help_text=_("The day on which the week begins.")
    )
    is_public = models.BooleanField(
        _("shown to readers"), default=False, help_text=_("Tick it once the week is agreed on.")
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("One line above the days, such as a change of the week. May be empty."),
    )
    # Rises with each save: calendar programs take the higher number.
    number = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    objects = WorkWeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week of the working calendar")
        verbose_name_plural = _("weeks of the working calendar")
        ordering = ["-monday"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1),
                name="department_workweek_begins_on_monday",
                violation_error_message=_("Write the day of a Monday."),
            ),
            models.CheckConstraint(
                condition=Q(monday__year__range=YEARS),
                name="department_workweek_is_near",
                violation_error_message=NOT_NEAR,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monday:%d/%m/%Y} – {self.sunday:%d/%m/%Y}"

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the week under the next number."""
        self.number += 1
        self.changed_at = timezone.now()
        super().save(**options)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


class WorkItem(models.Model):
    """An entry of the working calendar, on a day of a week."""

    week = models.ForeignKey(
        WorkWeek, verbose_name=_("week"), on_delete=models.CASCADE, related_name="items"
    )
    weekday = models.PositiveSmallIntegerField(
        _("day"), choices=Weekday, help_text=_("The day of the week.")
    )
    starts_at = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("Such as 8:00. Empty: all day.")
    )
    ends_at = models.TimeField(
        _("ends at"), null=True, blank=True, help_text=_("May be empty where the end is open.")
    )
    what = models.CharField(
        _("what"), max_length=300, help_text=_("The meeting or the work, in one line.")
    )
    post = models.ForeignKey(
        Post,
        verbose_name=_("who is in charge"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The post that is in charge."),
    )
    others = models.CharField(
        _("with whom"),
        max_length=300,
        blank=True,
        help_text=_("Units or posts that take part; no private persons."),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("The room, or the address elsewhere.")
    )
    is_cancelled = models.BooleanField(
        _("cancelled"),
        default=False,
        help_text=_("It stays, struck through; those who have subscribed are told."),
    )

    objects: models.Manager["WorkItem"] = models.Manager()

    class Meta:
        verbose_name = _("entry of the working calendar")
        verbose_name_plural = _("entries of the working calendar")
        ordering = ["weekday", F("starts_at").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="department_workitem_says_what"),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="department_workitem_day_is_of_the_week"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="department_workitem_ends_after_it_begins",
                violation_error_message=_("Write an end that is after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def day(self) -> date:
        return self.week.monday + timedelta(days=self.weekday)

    @property
    def begins(self) -> datetime | None:
        """Return the moment it begins, where an hour is known."""
        if self.starts_at is None:
            return None
        return timezone.make_aware(datetime.combine(self.day, self.starts_at))

    @property
    def ends(self) -> datetime | None:
        """Return the moment it ends, where an hour is known."""
        if self.ends_at is None:
            return None
        return timezone.make_aware(datetime.combine(self.day, self.ends_at))
