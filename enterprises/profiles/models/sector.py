"""Fields of business that enterprises work in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import english_name_field, position_field
from portal.publishing.models.addresses import SluggedByName


class Sector(SluggedByName):
    """A field of business that enterprises work in."""

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("The field of business, such as software or telecommunications."),
    )
    name_en = english_name_field(100)
    slug = models.SlugField(
        _("address word"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
