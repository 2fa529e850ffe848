"""A question as somebody sent it: who asked, by when it is answered, and what was said."""

from datetime import date
from typing import Final, Self, Unpack

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import WRITE, edits
from portal.kit.constraints import is_known
from portal.kit.moments import now_after
from portal.kit.text.emails import SmallEmailField
from portal.kit.text.phones import NOT_VIETNAMESE, STORED
from portal.kit.typing import SaveOptions
from portal.obligations.models import work_calendar
from portal.participation.publicforms.contacts import (
    PHONE_ONLY,
    REACHABLE,
    Reachable,
    ReachableQuerySet,
    called_once,
)
from portal.participation.publicforms.receipts import match_receipt, receipt_pattern
from portal.participation.questions.models.answer import Answer
from portal.publishing.models import Section
from portal.publishing.models.access import limits_of

MAX_TEXT_LENGTH: Final = 4000
MAX_REPLY_LENGTH: Final = 10_000
# Hyphens and zeros in front may be missing.
_TYPED: Final = receipt_pattern("hd", r"(20\d{2})[\s./-]*0*(\d{1,9})")
# What tells of a person, or holds their words and those to them.
ERASED: Final = ("text", "name", "email", "phone", "reply")


class QuestionState(models.TextChoices):
    RECEIVED = "received", _("received")
    ASSIGNED = "assigned", _("being answered")
    ANSWERED = "answered", _("replied to")
    REFUSED = "refused", _("not answered, with a reason")
    FORWARDED = "forwarded", _("forwarded to another body")
    WITHDRAWN = "withdrawn", _("withdrawn by who asked")


OPEN: Final = (QuestionState.RECEIVED, QuestionState.ASSIGNED)
CLOSED: Final = tuple(state for state in QuestionState if state not in OPEN)
# What the department says itself, in a letter and on the page of the question.
REPLIED: Final = (QuestionState.ANSWERED, QuestionState.REFUSED, QuestionState.FORWARDED)
# For who left only a number the reply is the call: the receipt names a day for that.
TO_BE_PHONED: Final = PHONE_ONLY & Q(state__in=REPLIED, phoned_at=None)


def parse_number(typed: str) -> tuple[int, int]:
    """Return year and key of a number as people type it; zeros where it is no number."""
    found = match_receipt(_TYPED, typed)
    return (int(found[1]), int(found[2])) if found else (0, 0)


class QuestionQuerySet(ReachableQuerySet["Question"]):
    def open(self) -> Self:
        """Return the questions that wait for a reply, the one due first at the head."""
        return self.filter(state__in=OPEN).order_by("due_on", "pk")

    def due_by(self, day: date) -> Self:
        """Return the questions to be answered on this day at the latest, if only by a call."""
        return (self.open() | self.to_be_phoned()).filter(due_on__lte=day)

    def to_be_phoned(self) -> Self:
        """Return the questions whose reply somebody has to pass on by telephone."""
        return self.filter(TO_BE_PHONED)

    def numbered(self, typed: str) -> Self:
        """Return the question with a number as people type it; none where it is no number."""
        year, key = parse_number(typed)
        return self.filter(pk=key, year=year) if key else self.none()

    def visible_to(self, user: User) -> Self:
        """Return what the person may read: all if they reply, else what is given to them."""
        given = Q(assignee=user, state=QuestionState.ASSIGNED)
        if not edits(user):
            return self.filter(given) if user.has_perm(WRITE) else self.none()
        if limits := limits_of(user):
            return self.filter(Q(section__in=limits) | given)
        return self.all()


class Question(Reachable):
    """A citizen's question; only those who answer read it, and it is erased when it is over."""

    section = models.ForeignKey(
        Section,
        verbose_name=_("field"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What your question is about. Not sure? Leave it open."),
    )
    text = models.TextField(
        _("your question"),
        validators=[MaxLengthValidator(MAX_TEXT_LENGTH)],
        help_text=_("What you want to know, and where and when it is about. Text only, no files."),
    )
    name = models.CharField(
        _("your name"), max_length=120, help_text=_("So that we know how to address you.")
    )
    email = SmallEmailField(
        _("your e-mail"),
        max_length=200,
        blank=True,
        help_text=_("Our answer goes there. An e-mail address or a telephone number is enough."),
    )
    phone = models.CharField(
        _("your telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(STORED, NOT_VIETNAMESE)],
        help_text=_("Without an e-mail address we call you to say the answer."),
    )
    # Of the form; letters to who asked are in it.
    language = models.CharField(max_length=2, default="vi", editable=False)
    # The mark of the form that it came by: sent twice, it is here once.
    stamp = models.UUIDField(unique=True, editable=False)
    received_at = models.DateTimeField(_("received on"), default=timezone.now, editable=False)
    # The year of the number; a question keeps its number in whatever zone it is read.
    year = models.PositiveSmallIntegerField(editable=False)
    # As it was promised: holidays that are entered later change no promise.
    due_on = models.DateField(_("to be answered by"), editable=False)
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=QuestionState,
        default=QuestionState.RECEIVED,
        editable=False,
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given to"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    # While the question is open, a draft that only the staff reads.
    reply = models.TextField(
        _("our reply"),
        blank=True,
        editable=False,
        validators=[MaxLengthValidator(MAX_REPLY_LENGTH)],
    )
    # While the question is open, of the draft.
    forwarded_to = models.CharField(_("forwarded to"), max_length=200, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("replied by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    published_as = models.OneToOneField(
        Answer,
        verbose_name=_("published as"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    reminded_on = models.DateField(null=True, editable=False)
    erased_at = models.DateTimeField(_("erased on"), null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question from a citizen")
        verbose_name_plural = _("questions from citizens")
        ordering = ["-received_at", "-id"]
        # Rights are those of publications; see `visible_to`; editors and publishers reply.
        default_permissions = ()
        constraints = [
            is_known("state", QuestionState, "questions_question_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_at=None)
                | Q(state__in=CLOSED, closed_at__gte=F("received_at")),
                name="questions_question_closed_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="assigned", assignee=None),
                name="questions_question_assigned_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=REPLIED, erased_at=None, reply=""),
                name="questions_question_closed_with_a_word",
                violation_error_message=_("Write the reply; who asked reads it."),
            ),
            models.CheckConstraint(
                condition=~Q(state="forwarded", forwarded_to=""),
                name="questions_question_forwarded_to_somebody",
                violation_error_message=_("Say which body deals with it."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | (~Q(text="") & REACHABLE),
                name="questions_question_asks_and_can_be_answered",
            ),
            models.CheckConstraint(
                condition=called_once(), name="questions_question_phoned_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(state__in=CLOSED, text="", name="", email="", phone="", reply=""),
                name="questions_question_erased_keeps_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=OPEN),
                name="questions_question_open",
            ),
            models.Index(fields=["email"], condition=~Q(email=""), name="questions_question_email"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="questions_question_phone"),
            models.Index(
                fields=["closed_at"],
                condition=PHONE_ONLY & Q(phoned_at=None, state__in=REPLIED),
                name="questions_question_to_phone",
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(erased_at=None, closed_at__isnull=False),
                name="questions_question_to_erase",
            ),
            models.Index(fields=["-received_at", "-id"], name="questions_question_newest"),
            # The order of the staff's list: what is not closed (PostgreSQL puts nothing before
            # all days then) by the day it is due, then what was closed last.
            models.Index(fields=["-closed_at", "due_on", "id"], name="questions_question_listed"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number that letters and people on the telephone name; it opens nothing."""
        return f"HD-{self.year}-{self.pk:06d}" if self.pk else "HD"

    @property
    def beginning(self) -> str:
        """Return the first words of the question, on one line."""
        return Truncator(" ".join(self.text.split())).chars(80)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_late(self) -> bool:
        """Return whether it should have been answered before today."""
        waits = self.is_open or self.is_to_be_phoned
        return waits and self.due_on < timezone.localdate()

    @property
    def is_to_be_phoned(self) -> bool:
        """Return whether the reply waits to be passed on by telephone."""
        return self.state in REPLIED and self.is_phone_only and self.phoned_at is None

    @property
    def can_be_published(self) -> bool:
        return (
            self.state == QuestionState.ANSWERED
            and self.erased_at is None
            and self.published_as is None
        )

    def save(self, **options: Unpack[SaveOptions]) -> None:
        if self._state.adding:
            received = timezone.localdate(self.received_at)
            self.year = self.year or received.year
            if self.due_on is None:
                self.due_on = work_calendar().due(received, settings.QUESTION_WORKING_DAYS)
        super().save(**options)

    def erase(self) -> None:
        """Take out who asked, what was asked and what was said; number, days and state stay."""
        if self.is_open:
            self.closed_at, self.forwarded_to = now_after(self.received_at), ""
        if self.is_open or self.is_to_be_phoned:
            # Nobody was told a reply, and no figure counts one.
            self.state = QuestionState.WITHDRAWN
        self.text = self.name = self.email = self.phone = self.reply = ""
        self.erased_at = timezone.now()
        # Whatever else was decided since the question was read stays.
        self.save(update_fields=[*ERASED, "state", "closed_at", "forwarded_to", "erased_at"])
