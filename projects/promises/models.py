from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.sorted_names import position_field
from portal.kit.text.normalize import slugify
from portal.publishing.models import Publication, heavy_columns
from projects.kit import quotes
from projects.kit.models import Due, TaskState, done_on_means_done, due_status_on


class PromiseKind(models.TextChoices):
    """How binding a promise is, in the report's order."""

    ASSIGNED = "assigned", _("assigned")
    WILL_DO = "will_do", _("will carry out")
    AGREED = "agreed", _("agreed")
    STRIVES = "strives", _("strives for")


# As the rows of one day stand one below the other.
BY_KIND = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(PromiseKind.values)),
    output_field=models.SmallIntegerField(),
)
_PAGES = ("article", "proof", "project", "indicator")


class PromiseQuerySet(models.QuerySet["Promise"]):
    def public(self, at: datetime | None = None) -> Self:
        """Return the public promises: tracked ones whose article is public."""
        readable = Publication.objects.public(at).values("pk")
        return self.filter(is_public=True, article__in=readable)

    def with_due_status(self, today: date, at: datetime | None = None) -> Self:
        """Annotate each with its `due_status`; UNKNOWN unless the proof is public."""
        proof = Publication.objects.public(at).filter(pk=OuterRef("proof"))
        return self.annotate(due_status=due_status_on(today, proved=Q(Exists(proof))))

    def about(self, page: int) -> Self:
        """Return the promises that a page holds, proves, carries out or measures."""
        # A page's key is its own among pages of all kinds.
        ways = (Q(**{way: page}) for way in _PAGES)
        return self.filter(reduce(or_, ways))

    def in_order(self) -> Self:
        """Order by day, the latest first, and by kind within a day."""
        return self.order_by("-said_on", BY_KIND, "position", "id")

    def with_links(self) -> Self:
        """Select owner, article, proof, project and indicator in the same query."""
        return self.select_related("owner", *_PAGES).defer(*heavy_columns(*_PAGES))


class Promise(Due):
    """A promise: the quoted sentence of a page, its kind, owner, term and outcome."""

    article = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("said in"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The page of this site that holds the sentence."),
    )
    quote = models.TextField(
        _("words of the source"), help_text=_("Word for word, misspellings included.")
    )
    title = models.CharField(
        _("in short"), max_length=300, help_text=_("What is promised, in a few words.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=PromiseKind,
        default=PromiseKind.WILL_DO,
        help_text=_("As the source puts it: assigned, will carry out, agreed, strives for."),
    )
    said_on = models.DateField(_("said on"), help_text=_("The day it was said."))
    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promises",
        help_text=_("Where it became one."),
    )
    indicator = models.ForeignKey(
        "indicators.Indicator",
        verbose_name=_("indicator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promises",
        help_text=_("What it is measured by."),
    )
    proof = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("proof"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of this site that tells what came of it."),
    )
    is_public = models.BooleanField(
        _("shown to readers"), default=True, help_text=_("Untick it to prepare one in peace.")
    )
    position = position_field()

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["-said_on", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quote="") & ~Q(title=""), name="promises_promise_has_words"
            ),
            is_known("kind", PromiseKind, "promises_promise_kind_is_known"),
            is_known("state", TaskState, "promises_promise_state_is_known"),
            done_on_means_done("promises_promise_done_on_means_done"),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "done", "dropped"]) | Q(proof__isnull=False),
                name="promises_promise_state_is_proved",
                violation_error_message=_(
                    "Name the page that tells what came of it; without one the state is"
                    " “no information yet”."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(proof=F("article")) | Q(proof=None),
                name="promises_promise_does_not_prove_itself",
                violation_error_message=_("The page that promises cannot be the proof."),
            ),
        ]
        indexes = [models.Index(fields=["article", "position"], name="promises_promise_article")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        self._check_days()
        quoted_anew = bool(self.article_id and self.quote) and self._is_quoted_anew()
        if quoted_anew and not quotes.stands_in(self.quote, self.article):
            message = _(
                "The page “%(page)s” does not hold these words. Copy them from it as they are."
            )
            raise ValidationError(
                {"quote": ValidationError(message, params={"page": self.article.title})}
            )

    def _check_days(self) -> None:
        said_on, done_on = self.said_on, self.done_on
        if said_on is not None and said_on > timezone.localdate() and self.has_new("said_on"):
            raise ValidationError({"said_on": _("This day is still to come.")})
        turned = said_on is not None and done_on is not None and done_on < said_on
        if turned and self.has_new("said_on", "done_on"):
            message = _("It cannot be done before it was said; compare the two days.")
            raise ValidationError({"done_on": message})

    def _is_quoted_anew(self) -> bool:
        """Return whether quote or article is new; a later correction may have cut old words."""
        taken = Promise.objects.filter(pk=self.pk, quote=self.quote, article=self.article_id)
        return self.pk is None or not taken.exists()

    @property
    def address(self) -> str:
        """Return the address of its page; the number alone decides, the words may change."""
        words = slugify(self.title)[:80].strip("-") or "cam-ket"
        return reverse("projects:promise", kwargs={"pk": self.pk, "slug": words})

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def place_in_article(self) -> str:
        """Return the address of the quoted words in their page."""
        return self.article.path + quotes.fragment_of(self.quote)
