"""The register of obstacles: what is raised, who deals with it by when, and what came of it."""

from datetime import date, datetime
from typing import Unpack
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.postgres.advisory import Lock
from portal.kit.samples import optional_sample_rule
from portal.kit.text.normalize import nfc
from portal.kit.typing import SaveOptions


class Progress(models.TextChoices):
    """The department's progress with an obstacle."""

    RAISED = "raised", _("received by the department")
    OPEN = "open", _("being dealt with")
    DONE = "done", _("has been dealt with")
    DECLINED = "declined", _("cannot be dealt with")


OPEN_STATES = (Progress.RAISED, Progress.OPEN)


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def open(self) -> "ActionItemQuerySet":
        """Return the items that are not closed."""
        return self.filter(progress__in=OPEN_STATES)

    def overdue(self, today: date | None = None) -> "ActionItemQuerySet":
        """Return the open items due before today, the longest late first."""
        late = self.open().filter(due_on__lt=today or timezone.localdate())
        return late.order_by("due_on", "pk")

    def public(self) -> "ActionItemQuerySet":
        """Return the public items; details and the enterprise stay confidential.

        Those of a made-up meeting or enterprise are shown as long as samples are.
        """
        rules = (optional_sample_rule(of) for of in ("event", "enterprise"))
        return self.filter(*rules, is_public=True)

    def with_sample_mark(self) -> "ActionItemQuerySet":
        """Annotate `is_sample`: whether the meeting or the enterprise is made up."""
        made_up = Q(event__is_sample=True) | Q(enterprise__is_sample=True)
        return self.annotate(is_sample=made_up)

    def of_briefing(self, day: date, *, since: date) -> "ActionItemQuerySet":
        """Return the agenda of a briefing on a day: all open items, and those closed after `since`.

        So whatever is not answered is carried over by itself, however many briefings go by.
        """
        raised = self.filter(raised_on__lte=day)
        return raised.filter(Q(progress__in=OPEN_STATES) | Q(closed_on__gt=since))


class ActionItem(models.Model):
    """Something that stands in an enterprise's way, and what the department does about it."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    # What a form is marked with when it is handed out: sent twice it is one row.
    form_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    subject = models.CharField(
        _("obstacle"),
        max_length=200,
        help_text=_("In one line. Readers see it where the row is public, so name nobody in it."),
    )
    details = models.TextField(
        _("what hinders"),
        blank=True,
        max_length=5000,
        help_text=_("Where, since when, what was tried. Never public."),
    )
    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("raised by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        help_text=_("It sees the row and the answer on its desk. Never public. Empty: a meeting."),
    )
    event = models.ForeignKey(
        "events.Event",
        verbose_name=_("raised at"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        help_text=_("The meeting at which it came up. Empty: it came between meetings."),
    )
    raised_on = models.DateField(
        _("raised on"),
        default=timezone.localdate,
        help_text=_("The day on which it came up; its number counts within this year."),
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    progress = models.CharField(
        _("progress of the obstacle"),
        max_length=16,
        choices=Progress,
        default=Progress.RAISED,
        help_text=_("To deal with it takes somebody and a day; to close it takes a result."),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("who deals with it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The agency in charge; readers see it where the row is public."),
    )
    person = models.CharField(
        _("person in charge"),
        max_length=120,
        blank=True,
        help_text=_("Name and office. The enterprise sees it on its desk; it is never public."),
    )
    due_on = models.DateField(
        _("answer due on"),
        null=True,
        blank=True,
        help_text=_("After this day it stands on the staff's desk as overdue."),
    )
    result = models.TextField(
        _("result"),
        blank=True,
        max_length=5000,
        help_text=_("What was done, or why it cannot be done. The enterprise gets it by mail."),
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_(
            "Everybody may then read the obstacle, who deals with it, the day and the result; "
            "not the details, and not who raised it."
        ),
    )
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("obstacle raised")
        verbose_name_plural = _("obstacles raised")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="briefings_actionitem_number_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(year=F("raised_on__year")),
                name="briefings_actionitem_counts_in_its_year",
                violation_error_message=_(
                    "Its number counts within the year in which it was raised."
                ),
            ),
            is_known("progress", Progress, "briefings_actionitem_progress_is_known"),
            models.CheckConstraint(
                condition=~Q(subject=""), name="briefings_actionitem_has_a_subject"
            ),
            models.CheckConstraint(
                condition=~Q(progress="open")
                | (Q(due_on__isnull=False) & (~Q(person="") | Q(organisation__isnull=False))),
                name="briefings_actionitem_open_has_somebody_and_a_day",
                violation_error_message=_("Say who deals with it and by which day."),
            ),
            models.CheckConstraint(
                condition=~Q(progress__in=["done", "declined"]) | ~Q(result=""),
                name="briefings_actionitem_closed_has_a_result",
                violation_error_message=_("Say what came of it; the enterprise reads it."),
            ),
            models.CheckConstraint(
                condition=Q(progress__in=["raised", "open"], closed_on=None)
                | Q(progress__in=["done", "declined"], closed_on__gte=F("raised_on")),
                name="briefings_actionitem_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("raised_on")),
                name="briefings_actionitem_due_after_it_was_raised",
                violation_error_message=_("The day is before the one on which it was raised."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(progress__in=["raised", "open"]),
                name="enterprises_action_open",
            ),
            models.Index(fields=["enterprise", "-year", "-number"], name="enterprises_action_own"),
            models.Index(
                fields=["-year", "-number"],
                condition=Q(is_public=True),
                name="enterprises_action_public",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.subject}" if self.number else self.subject

    @property
    def label(self) -> str:
        """Return the number with its year: 12/2007."""
        return f"{self.number}/{self.year}"

    @property
    def is_open(self) -> bool:
        return self.progress in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        """Return whether it should have been answered before today."""
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def answer(self) -> tuple[object, ...]:
        """Return the values whose change is sent to the enterprise by mail."""
        who = (self.enterprise_id, self.organisation_id, self.person)
        return (*who, self.progress, self.due_on, self.result)

    def clean(self) -> None:
        for name in ("subject", "person", "result", "details"):
            setattr(self, name, nfc(getattr(self, name)).strip())
        if self.year and self.raised_on and self.raised_on.year != self.year:
            raise ValidationError(
                {"raised_on": _("Its number counts within the year in which it was raised.")}
            )
        self._refuse_raised_after_closing()
        self._derive()

    def _refuse_raised_after_closing(self) -> None:
        """Refuse it in words: forms leave its constraint out, as it has `closed_on`."""
        if not self.is_open and self.closed_on is not None and self.raised_on > self.closed_on:
            message = _("It was closed on %(day)s; it was not raised after that.")
            day = {"day": f"{self.closed_on:%d/%m/%Y}"}
            raise ValidationError({"raised_on": ValidationError(message, params=day)})

    def _derive(self, now: datetime | None = None) -> None:
        """Keep the day of closing in step with the progress, and the year with the day."""
        self.year = self.year or self.raised_on.year
        if self.is_open:
            self.closed_on = None
        else:
            self.closed_on = self.closed_on or max(timezone.localdate(now), self.raised_on)

    @transaction.atomic
    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row; a new one gets the next number of its year."""
        self._derive()
        if not self.number:
            with connection.cursor() as cursor:
                lock = [Lock.ITEM_NUMBERS, self.year]
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", lock)
            of_year = ActionItem.objects.filter(year=self.year)
            self.number = (of_year.aggregate(last=models.Max("number"))["last"] or 0) + 1
        super().save(**options)
