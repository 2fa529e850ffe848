"""What matters now: pages that the staff sets before all others on the home page, for a while."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import position_field
from portal.kit.text.normalize import nfc
from portal.publishing.models.publication import Publication

# Longer, and nobody would look again whether it still matters.
MAX_DAYS = 92
# More would be a second list of news.
MAX_ROWS = 3


class FeatureQuerySet(models.QuerySet["Feature"]):
    def on(self, day: date) -> "FeatureQuerySet":
        """Return those that readers are shown on a day, while their page is public."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Feature(models.Model):
    """A page on top of the home page for some days: what matters now ends by itself."""

    page = models.ForeignKey(
        Publication,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The page that stands on top of the home page, whatever its kind."),
    )
    words = models.CharField(
        _("why it matters now"),
        max_length=160,
        blank=True,
        help_text=_(
            "One sentence that says to citizens what to do or to know. Empty: the page’s summary."
        ),
    )
    starts_on = models.DateField(
        _("first day"),
        default=timezone.localdate,
        help_text=_("From this day on it stands on the home page."),
    )
    ends_on = models.DateField(
        _("last day"),
        help_text=_(
            "After this day it goes from the home page by itself; three months after the first at "
            "most. The page stays where it is."
        ),
    )
    position = position_field()

    objects = FeatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("featured page")
        verbose_name_plural = _("featured pages")
        ordering = ["-ends_on", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"))
                & Q(ends_on__lte=F("starts_on") + timedelta(days=MAX_DAYS)),
                name="publishing_feature_ends_soon",
                violation_error_message=_(
                    "The last day comes after the first, and three months after it at most."
                ),
            ),
            models.UniqueConstraint(
                fields=["page", "starts_on"],
                name="publishing_feature_once",
                violation_error_message=_("This page is featured from that day on already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def holds(self) -> bool:
        """Return whether today is one of its days."""
        return self.starts_on <= timezone.localdate() <= self.ends_on

    def clean(self) -> None:
        self.words = nfc(self.words).strip()


@dataclass(frozen=True, slots=True)
class Featured:
    """A public page and the words that set it before the others."""

    page: Publication
    words: str


def featured_now() -> list[Featured]:
    """Return the public pages featured today, in the order that the staff gave them.

    In one query.
    """
    public = Publication.objects.public().values("pk")
    rows = Feature.objects.on(timezone.localdate()).filter(page__in=public).select_related("page")
    rows = rows.defer("page__body", "page__search_vector").order_by("position", "ends_on", "id")
    found: dict[int, Featured] = {}
    for row in rows[: 2 * MAX_ROWS]:
        found.setdefault(row.page_id, Featured(row.page, row.words or row.page.summary))
    return list(found.values())[:MAX_ROWS]
