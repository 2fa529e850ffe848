"""A draft on which everybody may comment from one day to another, and what came of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.postgres.keys import rows_by_keys
from portal.kit.text.html import plain_text
from portal.media.richtext.fields import RichTextField
from portal.obligations.working_days import WorkCalendar
from portal.organisations.models import Organisation
from portal.publishing.models import Publication, PublicationManager, PublicationQuerySet
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.searched import Beside
from portal.publishing.models.state_now import StateNow, state_in_words


class ConsultationPhase(models.TextChoices):
    """The phase of a consultation on a day; it follows from its days and its summary."""

    COMING = "coming", _("comments open later")
    OPEN = "open", _("open for comments")
    CLOSED = "closed", _("closed, the summary is awaited")
    DONE = "done", _("closed, with a summary")


class ConsultationQuerySet(PublicationQuerySet["Consultation"]):
    """Lists go by the last day for comments: an index of their own table gives the order."""

    def open(self, day: date) -> Self:
        """Return those open for comments on a day, the one that closes first at the head."""
        rows = self.filter(opens_on__lte=day, closes_on__gte=day)
        return rows.order_by("closes_on", "pk")

    def coming(self, day: date) -> Self:
        """Return those that open later, the next one first."""
        return self.filter(opens_on__gt=day).order_by("opens_on", "pk")

    def without_summary(self, day: date) -> Self:
        """Return those closed before the day and not summed up, the longest wait first."""
        return self.filter(closes_on__lt=day, outcome="").order_by("closes_on", "pk")

    def done(self, day: date) -> Self:
        """Return those closed and summed up, the last one first."""
        rows = self.filter(closes_on__lt=day).exclude(outcome="")
        return rows.order_by("-closes_on", "-pk")

    def for_lists(self) -> Self:
        return self.select_related("asker").defer("body", "outcome")


class Consultation(Publication):
    """A draft that is put before the public; the draft itself is an attached file."""

    KIND: ClassVar[str] = "consultation"
    DETAIL_VIEW: ClassVar[str] = "consultations:consultation"
    LIST_VIEW: ClassVar[str] = "consultations:list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "comments on drafts; drafts; have your say; give your opinion"
    )
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {"asker": ("name", "short_name")}
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "asker", "opens_on", "closes_on", "post_address", "comment_email",
        "outcome",
    )  # fmt: skip
    FOLLOWED_IN_ENGLISH: ClassVar[tuple[str, ...]] = ("closes_on", "outcome")

    publication_ptr = parent_link()
    asker = models.ForeignKey(
        Organisation,
        verbose_name=_("body that asks for comments"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The agency that drafts it and will answer; type to find it."),
    )
    opens_on = models.DateField(
        _("comments from"), help_text=_("The first day on which people may comment.")
    )
    closes_on = models.DateField(
        _("comments until"),
        help_text=_("The last day; the form stays open to its end, at midnight."),
    )
    post_address = models.TextField(
        _("by post"),
        blank=True,
        help_text=_("Where comments on paper go: unit, house number, street."),
    )
    comment_email = models.EmailField(
        _("by e-mail"),
        max_length=200,
        blank=True,
        help_text=_("A mailbox of the office, for those who would rather write there."),
    )
    outcome = RichTextField(
        _("summary of the comments"),
        blank=True,
        default="",
        help_text=_(
            "What was taken up, what was not, and why. Readers see it, and the answers to single "
            "comments, once the comments are closed and this text is approved."
        ),
    )
    issued = models.ForeignKey(
        Publication,
        verbose_name=_("what was issued"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of the document that came of the draft in the end."),
    )

    objects: ClassVar = PublicationManager.from_queryset(ConsultationQuerySet)()

    class Meta:
        verbose_name = _("consultation on a draft")
        verbose_name_plural = _("consultations on drafts")
        indexes = [
            models.Index(fields=["-closes_on", "-publication_ptr"], name="consultations_closing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="consultations_consultation_closes_after_it_opens",
                violation_error_message=_("It would close before it opens; compare the two days."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.issued_id is not None and self.issued_id == self.pk:
            raise ValidationError({"issued": _("Choose the page of the document, not this one.")})

    def derive(self) -> None:
        # The editor leaves an empty paragraph behind, which would sum up nothing.
        if not plain_text(self.outcome) and "<img" not in self.outcome:
            self.outcome = ""
        super().derive()

    def search_extra(self) -> str:
        return f"{self.asker.name} {self.asker.short_name}"

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        rows = rows_by_keys(cls, keys, "opens_on", "closes_on", "outcome")
        return {row.pk: Beside(row.phase_label) for row in rows}

    def state_now(self) -> StateNow:
        return StateNow(self.phase, state_in_words(self.phase_label))

    def kept_back(self) -> Collection[str]:
        """Keep the summary back while anybody may still comment."""
        return () if self.is_over else ("outcome",)

    @classmethod
    def with_texts_for_later(cls, since: datetime) -> QuerySet[Any]:
        return cls.objects.filter(closes_on__gte=timezone.localdate(since)).exclude(outcome="")

    def phase_on(self, day: date) -> ConsultationPhase:
        """Return the phase on a day."""
        if day < self.opens_on:
            return ConsultationPhase.COMING
        if day <= self.closes_on:
            return ConsultationPhase.OPEN
        return ConsultationPhase.DONE if self.outcome else ConsultationPhase.CLOSED

    @property
    def phase(self) -> ConsultationPhase:
        """Return the phase of today."""
        return self.phase_on(timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Return whether the last day for comments has passed."""
        return self.closes_on < timezone.localdate()

    @property
    def phase_label(self) -> str:
        """Return the phase in words, with how long people may still comment."""
        today = timezone.localdate()
        phase = self.phase_on(today)
        if phase == ConsultationPhase.OPEN:
            return days_left(self.closes_on, today)
        if phase == ConsultationPhase.COMING:
            return gettext("comments open on %(day)s") % {"day": f"{self.opens_on:%d/%m/%Y}"}
        return str(phase.label)

    @property
    def takes_comments(self) -> bool:
        """Return whether people may comment today."""
        return self.phase == ConsultationPhase.OPEN

    @property
    def shown_outcome(self) -> str:
        """Return the summary once nobody can comment any more, else ""."""
        return self.outcome if self.phase == ConsultationPhase.DONE else ""

    def summary_due_on(self, calendar: WorkCalendar, working_days: int) -> date:
        """Return the day by which the summary should be there."""
        return calendar.due(self.closes_on, working_days)


def days_left(closes_on: date, today: date) -> str:
    """Return how long people may still comment, in words."""
    days = (closes_on - today).days
    if days == 0:
        return gettext("open, today is the last day")
    if days == 1:
        return gettext("open, until tomorrow")
    return gettext("open, %(days)s days left") % {"days": days}
