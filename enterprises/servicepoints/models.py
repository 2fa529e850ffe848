"""Where people are served near home: post offices and public points, by commune."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Locality
from portal.kit.constraints import is_known
from portal.kit.samples import sample_rule


class PointKind(models.TextChoices):
    """What a point is for."""

    POST_OFFICE = "post_office", _("post office")
    VILLAGE_POST = "village_post", _("commune post and culture point")
    INTERNET = "internet", _("public Internet access point")
    WIFI = "wifi", _("public Wi-Fi")


class ServicePoint(models.Model):
    """A post office or another point that serves the public; it stands on the map of communes."""

    name = models.CharField(_("name"), max_length=150, help_text=_("As it stands above its door."))
    kind = models.CharField(
        _("kind"), max_length=16, choices=PointKind, help_text=_("What people find there.")
    )
    locality = models.ForeignKey(
        Locality,
        verbose_name=_("locality"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The commune or ward; the map counts it there."),
    )
    address = models.CharField(
        _("address"),
        max_length=200,
        blank=True,
        help_text=_("House, street or hamlet; without the commune."),
    )
    hours = models.CharField(
        _("opening hours"),
        max_length=150,
        blank=True,
        help_text=_("In words: Monday to Friday, 7:30 to 17:00."),
    )
    is_shown = models.BooleanField(
        _("shown to readers"),
        default=True,
        help_text=_("Take the tick away where it is closed for good."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Made up for a demonstration; readers see it said.")
    )

    class Meta:
        verbose_name = _("service point")
        verbose_name_plural = _("service points")
        ordering = ["locality", "kind", "name", "pk"]
        constraints = [
            is_known("kind", PointKind, "servicepoints_servicepoint_kind_is_known"),
            models.UniqueConstraint(
                fields=["locality", "kind", "name"],
                name="servicepoints_servicepoint_stands_once",
                violation_error_message=_("There is one of this name and kind there already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_postal(self) -> bool:
        """Return whether letters and parcels are taken there."""
        return self.kind in (PointKind.POST_OFFICE, PointKind.VILLAGE_POST)

    def clean(self) -> None:
        """Keep names without spaces around them, so that none stands twice."""
        self.name = self.name.strip()


def shown_points() -> "models.QuerySet[ServicePoint, ServicePoint]":
    """Return the points that readers see, by kind and name."""
    return ServicePoint.objects.filter(sample_rule(), is_shown=True).order_by("kind", "name", "pk")
