"""An enterprise of the field: what the public may know of it."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from enterprises.kit.names import distinctive_part
from enterprises.kit.tax_code import TAX_CODE, TAX_CODE_RULE, TaxCodeField
from enterprises.profiles.models.contact import PrivateContact
from enterprises.profiles.models.locality import Locality
from enterprises.profiles.models.representative import Representative
from enterprises.profiles.models.sector import Sector
from portal.accounts.models import User
from portal.kit.constraints import is_on_the_web
from portal.kit.sorted_names import in_order
from portal.kit.text.normalize import nfc
from portal.kit.text.numbers import PHONE, PHONE_RULE
from portal.kit.text.sorting import initial_of, sort_key
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link


class EnterpriseSize(models.TextChoices):
    """Size bands of Decree 80/2021/NĐ-CP, Article 5, by staff in trade and services."""

    MICRO = "micro", _("micro: up to 10 people")
    SMALL = "small", _("small: up to 50 people")
    MEDIUM = "medium", _("medium: up to 100 people")
    LARGE = "large", _("large: more than 100 people")


class Enterprise(Publication):
    """An enterprise with what the public may know of it."""

    KIND: ClassVar[str] = "enterprise"
    DETAIL_VIEW: ClassVar[str] = "enterprises:enterprise"
    LIST_VIEW: ClassVar[str] = "enterprises:list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "directory of enterprises; companies; firms"
    )
    # Fields that the desk's forms call otherwise than the staff's.
    DESK_LABELS: ClassVar[dict[str, StrPromise]] = {
        "title": _("Full name of the enterprise"),
        "summary": _("The enterprise in two or three sentences"),
        "body": _("Full description"),
    }
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "sectors")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "short_name", "tax_code", "licence", "sectors", "address", "size", "founded_year",
        "capabilities", "website", "phone", "email",
    )  # fmt: skip

    NUMBERS_NOT_CHECKED: ClassVar[tuple[str, ...]] = ("licence", "phone")

    publication_ptr = parent_link()
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        blank=True,
        help_text=_("The abbreviation that people know it by; search finds it."),
    )
    tax_code = TaxCodeField(
        _("tax code"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
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
    licence = models.CharField(
        _("business licence"),
        max_length=300,
        blank=True,
        help_text=_("Number, day and issuer of the certificate or licence, in one line."),
    )
    locality = models.ForeignKey(
        Locality,
        verbose_name=_("locality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The commune or ward of the head office; the directory is filtered by it."),
    )
    size = models.CharField(
        _("size of the enterprise"),
        max_length=16,
        blank=True,
        choices=EnterpriseSize,
        help_text=_("By the number of people who work there."),
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, help_text=_("The year, such as 1997.")
    )
    capabilities = models.TextField(
        _("capabilities"),
        blank=True,
        help_text=_("What it can do, one thing a line: design, assembly, training."),
    )
    logo = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown beside the name; choose it with the lens from the library."),
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
    email = models.EmailField(_("public e-mail"), blank=True, help_text=_("Shown to everybody."))

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        constraints = [
            models.CheckConstraint(
                condition=Q(tax_code=None) | Q(tax_code__regex=TAX_CODE),
                name="profiles_enterprise_tax_code_has_its_digits",
                violation_error_message=TAX_CODE_RULE,
            ),
            is_on_the_web("website", "profiles_enterprise_website_is_on_the_web"),
            models.CheckConstraint(
                condition=Q(size__in=["", *EnterpriseSize.values]),
                name="profiles_enterprise_size_is_known",
            ),
            models.CheckConstraint(
                condition=Q(founded_year=None) | Q(founded_year__gte=1800, founded_year__lte=2100),
                name="profiles_enterprise_founded_in_a_likely_year",
                violation_error_message=_("Write the year with four digits, such as 1997."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.tax_code = self.tax_code or None
        self.short_name = nfc(self.short_name).strip()

    def name_to_sort_by(self) -> str:
        """Return the name that people look under: without "Công ty" and the like."""
        return distinctive_part(self.title)

    @property
    def initial(self) -> str:
        """Return the letter under which the directory lists it; Đ is a letter of its own."""
        return initial_of(sort_key(self.name_to_sort_by()))

    @property
    def listed_sectors(self) -> list[Sector]:
        """Return its sectors in the order of lists."""
        return in_order(self.sectors.all())

    @property
    def capability_list(self) -> list[str]:
        """Return the capabilities, one a line of the text."""
        lines = (line.strip(" \t-•*") for line in self.capabilities.splitlines())
        return [line for line in lines if line]

    def search_extra(self) -> str:
        known = (self.short_name, self.tax_code, self.address, self.capabilities)
        return " ".join(part for part in known if part)

    def addresses_to_remind(self) -> list[str]:
        """Return the addresses of the representatives and of the contact person."""
        named = PrivateContact.objects.with_mailbox().filter(enterprise=self.pk)
        return [*self.representatives.mailboxes(), *named.values_list("email", flat=True)]

    def is_kept_by(self, user: User) -> bool:
        """Return whether the person speaks for this enterprise now."""
        rows = Representative.objects.current().filter(user_id=user.pk)
        return self.pk is not None and rows.filter(enterprise_id=self.pk).exists()

    @property
    def has_keeper(self) -> bool:
        """Return whether somebody speaks for it who gets its letters; one query."""
        return Representative.objects.with_mailbox().filter(enterprise_id=self.pk).exists()


def can_be_reminded(enterprise: str = "pk") -> Q:
    """Return the condition that the enterprise has addresses to remind."""
    people = (Representative.objects.with_mailbox(), PrivateContact.objects.with_mailbox())
    speaks, named = (Exists(rows.filter(enterprise=OuterRef(enterprise))) for rows in people)
    return Q(speaks) | Q(named)
