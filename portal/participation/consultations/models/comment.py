"""Comments on a draft: read by the staff first, then shown or refused."""

from typing import Final, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.constraints import is_known
from portal.kit.text.emails import SmallEmailField
from portal.participation.consultations.models.consultation import Consultation
from portal.participation.publicforms.contacts import (
    PHONE_ONLY,
    REACHABLE,
    Reachable,
    ReachableQuerySet,
    called_once,
)
from portal.participation.publicforms.receipts import match_receipt, receipt_pattern
from portal.publishing.models.access import limits_of

MAX_TEXT_LENGTH: Final = 10_000
_TYPED: Final = receipt_pattern("gy", r"0*(\d{1,9})")  # zeros in front may be missing
MAX_ANSWER_LENGTH: Final = 5_000


class CommentState(models.TextChoices):
    """The state of a comment: waiting, shown to readers, or refused."""

    WAITING = "waiting", _("waits to be read by the staff")
    SHOWN = "shown", _("shown to readers")
    REFUSED = "refused", _("not shown")


class Verdict(models.TextChoices):
    """The drafting body's answer in a word."""

    TAKEN = "taken", _("taken up")
    PARTLY = "partly", _("taken up in part")
    EXPLAINED = "explained", _("not taken up, with the reason")


def parse_number(typed: str) -> int:
    """Return the key of a number as people type it; zero where it is no number."""
    found = match_receipt(_TYPED, typed)
    return int(found[1]) if found else 0


class CommentQuerySet(ReachableQuerySet["ConsultationComment"]):
    def waiting(self) -> Self:
        """Return the comments that nobody has read yet, the longest wait first."""
        return self.filter(state=CommentState.WAITING).order_by("received_at", "pk")

    def visible_to(self, user: User) -> Self:
        """Return what a member of the staff reads: all in their sections, if they edit."""
        if not edits(user):
            return self.none()
        limits = limits_of(user)
        return self.filter(consultation__section__in=limits) if limits else self.all()

    def numbered(self, typed: str) -> Self:
        """Return the comment with a number as people type it; none where it is no number."""
        key = parse_number(typed)
        return self.filter(pk=key) if key else self.none()

    def to_be_phoned(self) -> Self:
        """Return the decided comments whose sender somebody has to tell by telephone."""
        return self.filter(PHONE_ONLY, phoned_at=None).exclude(state=CommentState.WAITING)

    def shown(self) -> Self:
        """Return the comments that readers may see, in the order in which they came."""
        return self.filter(state=CommentState.SHOWN).order_by("received_at", "pk")


class ConsultationComment(Reachable):
    """The words of one person or body, the answer to them, and who decided."""

    consultation = models.ForeignKey(
        Consultation,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    name = models.CharField(_("full name"), max_length=120, help_text=_("Who says this."))
    email = SmallEmailField(
        _("e-mail"),
        max_length=200,
        blank=True,
        help_text=_("Letters about the comment go there. It is never shown."),
    )
    organisation = models.CharField(
        _("organisation"),
        max_length=200,
        blank=True,
        help_text=_("For which the person speaks."),
    )
    text = models.TextField(
        _("comment"),
        validators=[MaxLengthValidator(MAX_TEXT_LENGTH)],
        help_text=_("Word for word, as it came."),
    )
    name_is_shown = models.BooleanField(
        _("name beside the comment"),
        default=False,
        help_text=_("As the person wished when the comment was sent."),
    )
    # Of the form; letters to the sender are in it.
    language = models.CharField(max_length=2, default="vi", db_default="vi", editable=False)
    # The mark of the form that it came by: sent twice, it is here once.
    stamp = models.UUIDField(unique=True, editable=False)
    received_at = models.DateTimeField(_("received on"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=CommentState,
        default=CommentState.WAITING,
        help_text=_("Readers see a comment only once it is shown. The sender is told by e-mail."),
    )
    reason = models.TextField(
        _("why it is not shown"),
        blank=True,
        validators=[MaxLengthValidator(MAX_ANSWER_LENGTH)],
        help_text=_("Where it is refused: why. The sender reads it in a letter."),
    )
    verdict = models.CharField(
        _("what becomes of it"),
        max_length=16,
        choices=Verdict,
        blank=True,
        help_text=_("Readers see it together with the summary, not before."),
    )
    answer = models.TextField(
        _("our answer"),
        blank=True,
        validators=[MaxLengthValidator(MAX_ANSWER_LENGTH)],
        help_text=_("What is changed in the draft, or why nothing is; it stands by the comment."),
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    # When what names the person was erased.
    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["-received_at", "-id"]
        constraints = [
            is_known("state", CommentState, "portal_comment_state_is_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]),
                name="portal_comment_verdict_is_known",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | (~Q(name="") & ~Q(text="") & REACHABLE),
                name="portal_comment_is_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(
                    ~Q(state="waiting"),
                    decided_at__isnull=False,
                    decided_at__gte=F("received_at"),
                    decided_by__isnull=False,
                ),
                name="portal_comment_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused", reason=""),
                name="portal_comment_refused_with_a_reason",
                violation_error_message=_("Say why it is not shown; the sender reads it."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="", answer="") | Q(state="shown"),
                name="portal_comment_answered_where_shown",
                violation_error_message=_(
                    "Only a comment that is shown has an answer: show it, or take the answer out."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="") | Q(answer=""),
                name="portal_comment_answer_has_a_verdict",
                violation_error_message=_("Say, too, whether the comment is taken up."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["partly", "explained"]) | ~Q(answer=""),
                name="portal_comment_not_taken_with_words",
                violation_error_message=_("Say why it is not taken up, or not as a whole."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(email="", phone=""),
                name="portal_comment_erased_has_no_email",
            ),
            models.CheckConstraint(
                condition=called_once(), name="portal_comment_phoned_by_somebody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "received_at", "id"],
                condition=Q(state="shown"),
                name="portal_comment_shown",
            ),
            models.Index(
                fields=["received_at", "id"],
                condition=Q(state="waiting"),
                name="portal_comment_waiting",
            ),
            models.Index(fields=["email"], condition=~Q(email=""), name="portal_comment_email"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="portal_comment_phone"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_public(self) -> bool:
        """Return whether readers see it now: it is shown, and so is the page of the draft."""
        return self.state == CommentState.SHOWN and self.consultation.is_public

    @property
    def is_to_be_phoned(self) -> bool:
        """Return whether the decision waits to be told by telephone."""
        return self.state != CommentState.WAITING and self.is_phone_only and not self.phoned_at

    @property
    def number(self) -> str:
        """Return the number that letters and people on the telephone name."""
        return f"GY-{self.pk:05d}" if self.pk else "–"

    @property
    def excerpt(self) -> str:
        """Return how it begins, in one line; "" where its words were erased."""
        text = " ".join(self.text.split())
        return f"{text[:120]}…" if len(text) > 120 else text

    @property
    def shown_name(self) -> str:
        """Return the sender's name as readers see it; "" if the sender wished so."""
        if not self.name_is_shown:
            return ""
        return ", ".join(part for part in (self.name, self.organisation) if part)
