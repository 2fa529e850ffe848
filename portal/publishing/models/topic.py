from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import SortedByName, english_name_field
from portal.publishing.models.addresses import SluggedByName


class Topic(SluggedByName, SortedByName):
    """A subject that joins publications of any kind, such as telephone density."""

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_(
            "A subject that readers would look for; look first whether there is one already."
        ),
    )
    name_en = english_name_field(100)
    slug = models.SlugField(
        _("address word"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_(
            "Made from the name when left empty; links to the old address break on a change."
        ),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("A sentence that opens the topic's page."),
    )

    class Meta(SortedByName.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", kwargs={"slug": self.slug})
