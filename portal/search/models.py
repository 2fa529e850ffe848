"""Models of the search: short forms, the site's words, picks, and misses."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Unpack

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.sorted_names import position_field
from portal.kit.text.normalize import nfc
from portal.kit.text.syllables import words
from portal.kit.typing import SaveOptions
from portal.publishing.models import Publication
from portal.search.abbreviations import folded_words


class Abbreviation(models.Model):
    """A short form that readers and writers use for longer words; the search asks for both."""

    short = models.CharField(
        _("short form"),
        max_length=30,
        unique=True,
        help_text=_("As people type it, such as CNTT."),
    )
    long = models.CharField(
        _("in full"),
        max_length=150,
        help_text=_("What it stands for; who searches for one finds the other."),
    )

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short"]

    def __str__(self) -> str:
        return f"{self.short} = {self.long}"


class SearchTerm(models.Model):
    """A folded word of the site, or two that stand side by side; made by `vocabulary.refresh`."""

    words = models.CharField(max_length=40, primary_key=True, editable=False, db_collation="C")
    pages = models.PositiveIntegerField(editable=False)
    # As most pages write it; of pairs nobody asks.
    shown = models.CharField(max_length=40, editable=False, blank=True)
    # A word without each of its letters in turn: words a slip apart have one of these in common.
    near = ArrayField(models.TextField(), null=True, editable=False)

    class Meta:
        verbose_name = _("word of the site")
        verbose_name_plural = _("words of the site")
        ordering = ["words"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & Q(pages__gte=1), name="portal_term_stands_somewhere"
            ),
        ]
        # Without a pending list: the table is made anew as a whole, and asked at once.
        indexes = [GinIndex(fields=["near"], name="portal_term_near", fastupdate=False)]

    def __str__(self) -> str:
        return self.words


class FileText(models.Model):
    """The words of an attached file, by its stored name; another file has another name."""

    exclude_from_backup: ClassVar[str] = "Read again from the files, in the background."

    file = models.CharField(max_length=200, primary_key=True, editable=False)
    # Empty where the file is a scan, locked, damaged or too large: it is not tried again.
    text = models.TextField(editable=False)
    search_vector = SearchVectorField(editable=False)
    read_at = models.DateTimeField(auto_now_add=True)

    objects: models.Manager["FileText"] = models.Manager()

    class Meta:
        verbose_name = _("text of an attached file")
        verbose_name_plural = _("texts of attached files")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(file=""), name="search_filetext_is_of_a_file"),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="search_filetext_words")]

    def __str__(self) -> str:
        return self.file


class PickedResultQuerySet(models.QuerySet["PickedResult"]):
    def on(self, day: date) -> "PickedResultQuerySet":
        """Return those that hold on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


class PickedResult(models.Model):
    """A page that the staff puts first where readers search for certain words."""

    words = models.CharField(
        _("words searched"),
        max_length=150,
        help_text=_(
            "As readers type them, such as “lịch cắt điện”. Capitals, marks and short forms do not "
            "matter; other words are another row."
        ),
    )
    page = models.ForeignKey(
        Publication,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The page that comes first for these words."),
    )
    position = position_field()
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("After this day the search is by itself again. Empty: without an end."),
    )
    key = models.CharField(max_length=200, editable=False)

    objects = PickedResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("picked result")
        verbose_name_plural = _("picked results")
        ordering = ["words", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key=""),
                name="portal_pick_has_words",
                violation_error_message=_("Write at least one word."),
            ),
            models.UniqueConstraint(
                fields=["key", "page"],
                name="portal_pick_once",
                violation_error_message=_("This page is picked for these words already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.page}"

    @property
    def holds(self) -> bool:
        """Return whether readers are shown it today, if its page is public."""
        return self.ends_on is None or self.ends_on >= timezone.localdate()

    def clean(self) -> None:
        self.words = nfc(self.words).strip()
        self.key = " ".join(folded_words(words(self.words)))

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Validate as always; an error of the key, which no form shows, goes to the words."""
        super().validate_constraints(exclude={*(exclude or ())} - {"key"})

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store it with the words in the form in which they are compared."""
        self.clean()
        super().save(**options)


class AnsweredBy(models.TextChoices):
    """What a search was answered by where no page has what was typed."""

    AS_TYPED = "", _("nothing")
    CORRECTED = "corrected", _("results of a correction")
    MOST_WORDS = "most_words", _("pages with most of the words")
    TITLES = "titles", _("pages with similar titles")


class UnfoundSearch(models.Model):
    """Words that readers searched on one day and that no page has; nothing tells who asked."""

    words = models.CharField(_("words"), max_length=80, editable=False)
    day = models.DateField(_("day"), editable=False)
    times = models.PositiveIntegerField(_("times"), default=1, editable=False)
    last_at = models.DateTimeField(_("last searched"), editable=False)
    handled_at = models.DateTimeField(_("dealt with"), null=True, editable=False)
    answer = models.CharField(
        _("answered by"),
        max_length=16,
        choices=AnsweredBy,
        default=AnsweredBy.AS_TYPED,
        db_default=AnsweredBy.AS_TYPED,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-day", "-times", "words"]
        constraints = [
            # By the day first: the days of a month are counted, and old ones go.
            models.UniqueConstraint(fields=["day", "words"], name="portal_unfound_once_a_day"),
            models.CheckConstraint(
                condition=~models.Q(words="") & models.Q(times__gte=1),
                name="portal_unfound_was_searched",
            ),
            is_known("answer", AnsweredBy, "portal_unfound_answer_is_known"),
        ]

    def __str__(self) -> str:
        return self.words
