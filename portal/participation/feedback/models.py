"""How many found a page of use, and what they wrote to the staff; nothing of who they are."""

from typing import ClassVar, Final, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.accounts.roles import edits, works_here
from portal.ownership.models import Ownership
from portal.publishing.models import Publication
from portal.publishing.models.access import section_rule

MAX_WORD: Final = 500


def pages_of(user: User, prefix: str) -> Q:
    """Return the rule for pages whose answers a person reads: own ones, for editors all."""
    if not works_here(user):
        return Q(pk__in=[])
    if edits(user):
        return section_rule(user, prefix)
    return owned_by(user, prefix)


def owned_by(user: User, prefix: str) -> Q:
    """Return the rule for pages that a person answers for: as named, else as their author."""
    named = Ownership.objects.filter(publication=OuterRef(f"{prefix}pk"), owner__isnull=False)
    own = Exists(named.filter(owner=user))
    return Q(own) | (Q(**{f"{prefix}created_by": user}) & ~Q(Exists(named)))


class PageFeedbackQuerySet(models.QuerySet["PageFeedback"]):
    def visible_to(self, user: User) -> Self:
        """Return the pages whose answers the person may read."""
        return self.filter(pages_of(user, "publication__"))

    def with_waiting(self) -> Self:
        """Annotate the number of words that nobody has read; counted for the rows shown alone."""
        unread = FeedbackWord.objects.unread().filter(feedback=OuterRef("pk")).order_by()
        counted = unread.values("feedback").annotate(number=Count("pk")).values("number")
        return self.annotate(waiting=Coalesce(Subquery(counted), 0))


class PageFeedback(models.Model):
    """The answers to the question below one page, counted."""

    publication = models.OneToOneField(
        Publication, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )
    useful = models.PositiveIntegerField(_("of use"), default=0)
    not_useful = models.PositiveIntegerField(_("of no use"), default=0)
    last_at = models.DateTimeField(_("last answer"), default=timezone.now)

    objects = PageFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("readers' answers about a page")
        verbose_name_plural = _("readers' answers about pages")
        ordering = ["-last_at", "-id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["-last_at", "-id"], name="feedback_page_newest")]

    def __str__(self) -> str:
        return self.publication.title

    def add(self, *, is_useful: bool) -> None:
        """Count one answer more."""
        column = "useful" if is_useful else "not_useful"
        rows = PageFeedback.objects.filter(pk=self.pk)
        rows.update(**{column: F(column) + 1}, last_at=timezone.now())


class FeedbackWordQuerySet(models.QuerySet["FeedbackWord"]):
    def unread(self) -> Self:
        """Return the words that nobody of the staff has read."""
        return self.filter(read_at=None)

    def visible_to(self, user: User) -> Self:
        """Return the words about pages whose answers the person may read."""
        return self.filter(pages_of(user, "feedback__publication__"))

    def for_owner(self, user: User) -> Self:
        """Return the words about pages that the person answers for."""
        return self.filter(owned_by(user, "feedback__publication__"))


class FeedbackWord(models.Model):
    """A word of a reader to the staff; nobody knows of whom, and it is erased in time."""

    feedback = models.ForeignKey(
        PageFeedback, verbose_name=_("page"), on_delete=models.CASCADE, related_name="words"
    )
    is_useful = models.BooleanField(_("found it of use"))
    text = models.TextField(
        pgettext_lazy("of a reader", "word"), validators=[MaxLengthValidator(MAX_WORD)]
    )
    # The mark of the answer that it belongs to: sent twice, it is here once.
    stamp = models.UUIDField(unique=True, editable=False)
    given_at = models.DateTimeField(_("received on"), default=timezone.now)
    read_at = models.DateTimeField(_("read on"), null=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("read by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = FeedbackWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader's word about a page")
        verbose_name_plural = _("readers' words about pages")
        ordering = ["-given_at", "-id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="feedback_word_says_something"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="feedback_word_read_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["given_at"], condition=Q(read_at=None), name="feedback_word_unread"
            )
        ]

    def __str__(self) -> str:
        return " ".join(self.text.split())[:80]
