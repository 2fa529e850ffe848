"""Fields of business that enterprises work in."""

from typing import Unpack

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import english_name_field, position_field
from portal.kit.text.normalize import slugify
from portal.kit.typing import SaveOptions


class Sector(models.Model):
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

    def clean(self) -> None:
        self.slug = self.slug or slugify(self.name)

    def save(self, **options: Unpack[SaveOptions]) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(**options)
