"""Infrastructure to share: what one offers and another looks for, so that it is built once."""

from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from enterprises.kit.coordinates import (
    COORDINATES,
    CoordinatesField,
    Point,
    normal_coordinates,
    points_of,
)
from enterprises.profiles.models import Enterprise, Locality
from portal.accounts.models import User
from portal.kit.constraints import ends_after_it_begins, is_known
from portal.kit.text.numbers import PHONE, PHONE_RULE
from portal.organisations.models import Organisation
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link


class Direction(models.TextChoices):
    """The direction of a listing: offered or needed."""

    OFFER = "offer", _("offer to share")
    REQUEST = "request", _("request to share")

    @property
    def opposite(self) -> "Direction":
        return Direction.REQUEST if self is Direction.OFFER else Direction.OFFER


class Facility(models.TextChoices):
    """The kind of infrastructure."""

    MAST = "mast", _("antenna mast")
    DUCT = "duct", _("cable duct")
    POLE = "pole", _("cable pole")
    FIBRE = "fibre", _("optical fibre")
    STATION = "station", _("station building")
    OTHER = "other", _("other infrastructure")


def term_from(moment: datetime) -> datetime:
    """Return the end of the term of a listing that is added or extended at a moment."""
    return moment + timedelta(days=settings.INFRASTRUCTURE_TERM_DAYS)


class InfrastructureListing(Publication):
    """An offer or a request of shared infrastructure; readers see it until its term is over."""

    KIND: ClassVar[str] = "infrastructure"
    DETAIL_VIEW: ClassVar[str] = "enterprises:infrastructure"
    LIST_VIEW: ClassVar[str] = "enterprises:infrastructure_list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "infrastructure; shared use of masts, ducts and cables"
    )
    DESK_VIEW: ClassVar[str] = "enterprises:desk_infrastructure_one"
    # The desk's form, with its fields.
    DESK_FORMS: ClassVar[dict[str, tuple[str, ...]]] = {
        "enterprises:desk_infrastructure_edit": (
            "direction", "facility", "title", "summary", "place", "locality", "coordinates",
            "quantity", "unit", "available_from", "available_until",
        )
    }  # fmt: skip
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {
        "enterprise": ("title",),
        "organisation": ("name",),
    }
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED,
        "direction", "facility", "place", "coordinates", "quantity", "unit",
        "available_from", "available_until",
    )  # fmt: skip

    publication_ptr = parent_link()
    direction = models.CharField(
        _("offer or request"),
        max_length=16,
        choices=Direction,
        help_text=_("Whether the owner has it, or looks for it."),
    )
    facility = models.CharField(
        _("kind of infrastructure"),
        max_length=16,
        choices=Facility,
        help_text=_("What is shared; offers and requests of one kind are brought together."),
    )
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="infrastructure_listings",
        help_text=_("Either an enterprise of the directory or an organisation."),
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Either an organisation or an enterprise of the directory."),
    )
    place = models.CharField(
        _("place or route"),
        max_length=300,
        help_text=_("In words that a technician understands: from where to where, beside what."),
    )
    locality = models.ForeignKey(
        Locality,
        verbose_name=_("locality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The commune or ward; offers and requests of one locality meet."),
    )
    coordinates = CoordinatesField(
        _("coordinates"),
        blank=True,
        help_text=_(
            "If you know them: latitude, comma, longitude (16.4637, 107.5909). "
            "For a route one point a line."
        ),
    )
    quantity = models.DecimalField(
        _("capacity"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("How much of it: a number."),
    )
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("What is counted: cột, km, sợi, m².")
    )
    available_from = models.DateField(
        _("usable from"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    available_until = models.DateField(
        _("usable until"), null=True, blank=True, help_text=_("Empty: without an end.")
    )

    class Meta:
        verbose_name = _("infrastructure listing")
        verbose_name_plural = _("shared infrastructure")
        constraints = [
            is_known("direction", Direction, "enterprises_infrastructure_direction_is_known"),
            is_known("facility", Facility, "enterprises_infrastructure_facility_is_known"),
            models.CheckConstraint(
                condition=Q(organisation=None, enterprise__isnull=False)
                | Q(organisation__isnull=False, enterprise=None),
                name="enterprises_infrastructure_is_of_one",
                violation_error_message=_("Choose an organisation or an enterprise, one of them."),
            ),
            models.CheckConstraint(
                condition=Q(coordinates__regex=COORDINATES),
                name="enterprises_infrastructure_coordinates_are_points",
                violation_error_message=_("Write one point a line: latitude, comma, longitude."),
            ),
            models.CheckConstraint(
                condition=Q(quantity=None, unit="")
                | (Q(quantity__isnull=False, quantity__gt=0, quantity__lt=10**10) & ~Q(unit="")),
                name="enterprises_infrastructure_quantity_has_a_unit",
                violation_error_message=_("Write the capacity and its unit, or neither."),
            ),
            ends_after_it_begins(
                "available_from",
                "available_until",
                "enterprises_infrastructure_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "direction", "locality"], name="enterprises_infra_meets"
            )
        ]

    def clean(self) -> None:
        super().clean()
        # What is none is said by the field's own check.
        with suppress(ValidationError):
            self.coordinates = normal_coordinates(self.coordinates)

    def derive(self) -> None:
        """Set the end of the term, where there is none."""
        super().derive()
        if self.lapses_at is None:
            now = timezone.now()
            self.lapses_at = term_from(max(now, self.published_at or now))

    def get_parent_page_id(self) -> int | None:
        """Return the key of the enterprise, if any: its listings are public only with it."""
        enterprise: int | None = self.enterprise_id
        return enterprise

    @property
    def listed_until(self) -> datetime | None:
        """Return the end of the listing: its term, or an earlier day that somebody set."""
        return min((end for end in (self.expires_at, self.lapses_at) if end), default=None)

    def search_extra(self) -> str:
        known = (self.place, self.get_facility_display(), self.owner_name)
        return " ".join(str(part) for part in known if part)

    def is_kept_by(self, user: User) -> bool:
        """Return whether the person speaks for the enterprise whose listing it is."""
        return self.enterprise is not None and self.enterprise.is_kept_by(user)

    @property
    def has_keeper(self) -> bool:
        """Return whether an enterprise has it; what an organisation has is the department's."""
        return self.enterprise is not None and self.enterprise.has_keeper

    @property
    def owner_name(self) -> str:
        return str(self.enterprise or self.organisation or "")

    @property
    def amount(self) -> Decimal | None:
        """Return the capacity without the zeros that end it."""
        if self.quantity is None:
            return None
        is_integer = self.quantity == self.quantity.to_integral_value()
        return self.quantity.quantize(Decimal(1)) if is_integer else self.quantity.normalize()

    @property
    def points(self) -> list[Point]:
        """Return the coordinates: one point is a place, more are a route."""
        return points_of(self.coordinates)


class ListingContact(models.Model):
    """The contact of a listing: in no version and no search, and never public."""

    listing = models.OneToOneField(
        InfrastructureListing,
        verbose_name=_("infrastructure listing"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="contact",
        help_text=_("Which offer or request it is about."),
    )
    name = models.CharField(
        _("person to ask for"),
        max_length=120,
        blank=True,
        help_text=_("Seen by the staff and by signed-in enterprises only."),
    )
    phone = models.CharField(
        _("telephone to call"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=_("Seen by the staff and by signed-in enterprises only."),
    )
    email = models.EmailField(
        _("e-mail to write to"),
        blank=True,
        help_text=_("Seen by the staff and by signed-in enterprises only."),
    )

    # The form that the listing came from: sent twice, it makes one listing.
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("contact of a listing")
        verbose_name_plural = _("contacts of listings")

    def __str__(self) -> str:
        return self.name or str(self.listing)
