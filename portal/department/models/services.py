"""Ways to the department's services: when citizens are received, and where services are online."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.department.bilingual import Bilingual, english
from portal.department.models.structure import Post
from portal.department.models.week import Weekday
from portal.kit.near_days import NOT_NEAR, YEARS

LAST_DAY = 28


class IfOff(models.TextChoices):
    """How a reception on a day off is handled: left out or moved."""

    LEFT_OUT = "left_out", _("is left out")
    NEXT = "next", _("is moved to the next working day")


class ReceptionTime(Bilingual):
    """A rule of reception: on a day of each week, of each month, or on one day."""

    weekday = models.PositiveSmallIntegerField(
        _("each week on"),
        choices=Weekday,
        null=True,
        blank=True,
        help_text=_("Choose one of the three: each week, each month, or one day."),
    )
    day_of_month = models.PositiveSmallIntegerField(
        _("each month on day"), null=True, blank=True, help_text=_("A number from 1 to 28.")
    )
    day = models.DateField(
        _("on one day"), null=True, blank=True, help_text=_("For a reception out of turn.")
    )
    starts_at = models.TimeField(_("starts at"), help_text=_("Such as 7:30."))
    ends_at = models.TimeField(_("ends at"), help_text=_("Such as 11:00."))
    place = models.CharField(
        _("place"), max_length=300, help_text=_("The room of reception, with its address.")
    )
    place_en = english(models.CharField, _("place"), max_length=300)
    post = models.ForeignKey(
        Post,
        verbose_name=_("who receives"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The post of whoever receives citizens."),
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("What to bring, how to register, in one line. May be empty."),
    )
    note_en = english(models.CharField, _("note"), max_length=300)
    if_off = models.CharField(
        _("where it is a day off, it"),
        max_length=16,
        choices=IfOff,
        default=IfOff.NEXT,
        help_text=_("Holidays come from the list by which due days are reckoned."),
    )

    objects: models.Manager["ReceptionTime"] = models.Manager()

    class Meta:
        verbose_name = _("reception of citizens")
        verbose_name_plural = _("receptions of citizens")
        ordering = ["day", "day_of_month", "weekday", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, day_of_month=None, day=None)
                | Q(weekday=None, day_of_month__isnull=False, day=None)
                | Q(weekday=None, day_of_month=None, day__isnull=False),
                name="portal_reception_has_one_rule",
                violation_error_message=_(
                    "Choose one of the three: a day of the week, a day of the month, or one day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__range=(0, 6)),
                name="portal_reception_day_is_of_the_week",
            ),
            models.CheckConstraint(
                condition=Q(day_of_month=None) | Q(day_of_month__range=(1, LAST_DAY)),
                name="portal_reception_day_is_of_every_month",
                violation_error_message=_("Write a day from 1 to 28, which every month has."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="portal_reception_ends_after_it_begins",
                violation_error_message=_("Write an end that is after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(day=None) | Q(day__year__range=YEARS),
                name="portal_reception_day_is_near",
                violation_error_message=NOT_NEAR,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Write an end that is after the beginning.")})

    @property
    def rule(self) -> str:
        """Return the days of the rule in words."""
        if self.weekday is not None:
            days = gettext("%(day)s of each week") % {"day": Weekday(self.weekday).label}
        elif self.day_of_month is not None:
            days = gettext("day %(day)s of each month") % {"day": self.day_of_month}
        else:
            days = date_format(self.day, "DATE_FORMAT") if self.day else ""
        return days[:1].upper() + days[1:]


class ServiceLink(Bilingual):
    """A place elsewhere at which citizens and enterprises are served; it is checked regularly."""

    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("As the place calls itself.")
    )
    name_en = english(models.CharField, _("name"), max_length=200)
    about = models.CharField(
        _("what for"),
        max_length=300,
        blank=True,
        help_text=_("What readers can do there, in one sentence."),
    )
    about_en = english(models.CharField, _("what for"), max_length=300)
    url = models.URLField(
        _("address"),
        max_length=300,
        help_text=_("An official address only; the site checks whether it answers."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=10, help_text=_("Smaller numbers stand first.")
    )

    objects: models.Manager["ServiceLink"] = models.Manager()

    class Meta:
        verbose_name = _("link to public services")
        verbose_name_plural = _("links to public services")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="department_servicelink_has_a_name"),
            models.CheckConstraint(
                condition=Q(url__regex="^https?://"),
                name="department_servicelink_is_on_the_web",
                violation_error_message=_("An address begins with http:// or https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
