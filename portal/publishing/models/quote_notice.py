from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.media.richtext import figures


class QuoteNotice(models.Model):
    """A figure was corrected that a page quotes: readers of the page are to be told.

    Open until a correction of the page names the new number, or the text quotes it no longer.
    """

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="quote_notices",
    )
    reference = models.CharField(_("reference"), max_length=200)
    # The page that the figure belongs to.
    figure_page = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("page of the figure"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("figure"), max_length=600)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    old = models.CharField(_("was"), max_length=60)
    new = models.CharField(_("is now"), max_length=60)
    at = models.DateTimeField(_("figure corrected at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True)
    correction = models.ForeignKey(
        "publishing.Correction",
        verbose_name=_("correction"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("page that quotes a corrected figure")
        verbose_name_plural = _("pages that quote corrected figures")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "reference"],
                condition=Q(closed_at=None),
                name="publishing_quotenotice_one_open_per_quote",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-at", "-id"],
                condition=Q(closed_at=None),
                name="publishing_quotenotice_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sentence(self) -> str:
        """Return what a correction of the page says of it, as a draft for who writes one."""
        language = self.publication.language
        old, new = (figures.written_in(language, number) for number in (self.old, self.new))
        with translation.override(language):
            text = gettext("%(name)s: not %(old)s %(unit)s but %(new)s %(unit)s.")
        values = {"name": self.name, "old": old, "new": new, "unit": self.unit}
        return " ".join((text % values).split()).replace(" .", ".")
