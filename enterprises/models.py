"""The enterprises of the field: a directory that readers find them in."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.names import distinctive_part
from portal.publishing.models import Publication
from portal.text.normalize import nfc
from portal.text.slugs import slugify
from portal.text.syllables import split_tone

TAX_CODE = r"^[0-9]{10}(-[0-9]{3})?$"
TAX_CODE_RULE = _("A tax code has 10 digits; a branch adds “-” and 3 more.")
PHONE = r"^[0-9+(][0-9 .()-]{2,29}$"
PHONE_RULE = _("Write digits; spaces, dots and brackets may stand between.")


class Sector(models.Model):
    """A field of business that enterprises work in."""

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("The field of business, such as software or telecommunications."),
    )
    slug = models.SlugField(
        _("address word"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first.")
    )

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.slug = self.slug or slugify(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)


class Enterprise(Publication):
    """An enterprise with what the public may know of it."""

    KIND: ClassVar[str] = "enterprise"
    DETAIL_VIEW: ClassVar[str] = "enterprises:enterprise"
    LIST_VIEW: ClassVar[str] = "enterprises:list"
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "sectors")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "short_name", "tax_code", "sectors", "address", "website", "phone",
    )  # fmt: skip

    # Written out so that the portal has no attribute that names this app.
    publication_ptr = models.OneToOneField(
        Publication, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        blank=True,
        help_text=_("The abbreviation that people know it by; search finds it."),
    )
    tax_code = models.CharField(
        _("tax code"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(TAX_CODE, TAX_CODE_RULE)],
        help_text=_("10 digits; a branch adds “-” and 3 more. Each stands in the directory once."),
    )
    sectors = models.ManyToManyField(
        Sector,
        verbose_name=_("sectors"),
        blank=True,
        related_name="enterprises",
        help_text=_("What it does; one or two that fit best."),
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        help_text=_("Of the head office: house number, street, ward, province."),
    )
    website = models.URLField(
        _("website"),
        max_length=300,
        blank=True,
        help_text=_("With http:// or https://; readers get a link to it."),
    )
    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=_("Shown to everybody."),
    )

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        constraints = [
            models.CheckConstraint(
                condition=Q(tax_code=None) | Q(tax_code__regex=TAX_CODE),
                name="enterprises_enterprise_tax_code_has_its_digits",
                violation_error_message=TAX_CODE_RULE,
            ),
            models.CheckConstraint(
                condition=Q(website="") | Q(website__regex="^https?://"),
                name="enterprises_enterprise_website_is_on_the_web",
                violation_error_message=_("A website begins with http:// or https://."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.tax_code = self.tax_code or None
        self.short_name = nfc(self.short_name).strip()

    def name_to_sort_by(self) -> str:
        """The name that people look under: without "Công ty" and the like."""
        return distinctive_part(self.title)

    @property
    def initial(self) -> str:
        """The letter of the alphabet that the directory lists it under: Đ is one of its own."""
        return split_tone(self.name_to_sort_by())[0][:1].upper()

    @property
    def phone_digits(self) -> str:
        """The telephone number as a machine dials it."""
        return "".join(sign for sign in self.phone if sign in "+0123456789")

    def search_extra(self) -> str:
        return " ".join(part for part in (self.short_name, self.tax_code, self.address) if part)
