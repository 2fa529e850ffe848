from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from portal.publishing.models.state import State
from portal.publishing.models.transition import Transition

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication

MAX_LENGTH = 1000


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def with_comparisons(self) -> Self:
        """Tell of each whether readers may see the text before it beside the one after it.

        What a later correction closes, or a withdrawal took away, earlier texts hold as well.
        """
        page = OuterRef("publication_id")
        closing = Correction.objects.filter(
            Q(hides_earlier=True) | Q(earlier_number=None),
            publication_id=page,
            number__gte=OuterRef("number"),
        )
        withdrawn = Transition.objects.endings().filter(publication_id=page, at__gt=OuterRef("at"))
        return self.annotate(can_be_compared=~Exists(closing) & ~Exists(withdrawn))


class Correction(models.Model):
    """What was wrong on a page that readers had seen, and since when it is right.

    Written by `portal.publishing.corrections.take_up` only: it stays, whatever is edited later.
    """

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="corrections",
        editable=False,
    )
    text = models.TextField(_("correction"), max_length=MAX_LENGTH, editable=False)
    at = models.DateTimeField(_("corrected at"), default=timezone.now, editable=False)
    # The version that readers had seen; empty where the page had been withdrawn in between.
    earlier_number = models.PositiveIntegerField(_("earlier version"), null=True, editable=False)
    number = models.PositiveIntegerField(_("version"), editable=False)
    hides_earlier = models.BooleanField(
        _("the earlier text stays closed"),
        default=False,
        help_text=_("Readers cannot compare with it: for what nobody should read again."),
    )

    objects = CorrectionQuerySet.as_manager()

    # Known of rows that are found `with_comparisons`.
    can_be_compared = False

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["-at", "-id"], name="publishing_correction_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="publishing_correction_says_what_was_wrong"
            ),
            models.CheckConstraint(
                condition=models.Q(earlier_number=None)
                | models.Q(earlier_number__lt=models.F("number")),
                name="publishing_correction_is_later_than_what_it_corrects",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def comparison_path(self) -> str:
        """Return the address of the two texts beside each other, below the page's own."""
        return f"{self.publication.path}dinh-chinh/{self.pk}/"

    @property
    def anchor(self) -> str:
        """Return the name of its place on the page."""
        return f"dinh-chinh-{self.pk}" if self.pk else "dinh-chinh-cho-duyet"


class Correctable(models.Model):
    """A page that may be corrected: what is typed with a change becomes a dated correction."""

    # Empty on a live page: what goes live with it is taken up as a row of its own.
    correction = models.TextField(
        _("correction"),
        blank=True,
        max_length=MAX_LENGTH,
        help_text=_(
            "What was wrong and what is right. Readers see it with its date as soon as the change "
            "is in place. Empty: no correction, just a change."
        ),
    )
    hides_earlier = models.BooleanField(
        _("keep the earlier text closed"),
        default=False,
        help_text=_(
            "Readers then cannot compare: for what nobody should read again, such as a private "
            "person's number."
        ),
    )
    corrected_at = models.DateTimeField(_("corrected at"), null=True, editable=False)

    class Meta:
        abstract = True

    @cached_property
    def shown_corrections(self) -> list[Correction]:
        """Return what the page tells readers of its corrections, oldest first.

        It asks only where there are any. Rows that were prefetched stay as they are.

        In a preview the one that waits is the last, with the moment of looking.
        """
        page: Any = self
        shown = self._stored_corrections() if self.corrected_at else []
        if self.correction:
            shown.append(Correction(publication=page, text=self.correction, number=0))
        return shown

    def _stored_corrections(self) -> list[Correction]:
        page: Any = self
        rows = page.corrections.all()
        if "corrections" not in getattr(self, "_prefetched_objects_cache", {}):
            rows = rows.with_comparisons()
        return list(rows)

    def was_seen(self) -> bool:
        """Return whether readers may have read a version of it before."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        if page.live_number is None:
            return False
        # What is not live may have a moment that somebody has typed for the next time.
        is_live = page.state == State.PUBLISHED
        began, ended = (page.published_at, None) if is_live else _last_shown(page)
        return began is not None and began <= (ended or timezone.now())


def _last_shown(page: "Publication") -> tuple[datetime | None, datetime | None]:
    """Return from when readers had a page that is not live now, and when it was taken away."""
    ends = Transition.objects.endings().filter(publication_id=OuterRef("publication_id"))
    rows = page.revisions.filter(number=page.live_number or 0)
    rows = rows.annotate(ended=Subquery(ends.order_by("-at", "-id").values("at")[:1]))
    known = rows.values_list("data__fields__published_at", "ended").first()
    if known is None:
        return page.published_at, None  # Loaded by the thousand, and not saved since.
    return parse_datetime(known[0] or ""), known[1]
