"""Administrative units as dated data: they are merged and renamed; the district level ended."""

from datetime import date
from typing import Unpack

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.kit.periods import holds_on
from portal.kit.constraints import ends_after_it_begins, is_known
from portal.kit.text.normalize import nfc, slugify
from portal.kit.text.sorting import sort_key
from portal.kit.typing import SaveOptions

# Columns and rows of the schematic map: more would be too small to read on a phone.
MAX_PLACE = 19
# What names begin with.
_LEVELS = ("phường ", "xã ", "thị trấn ", "đặc khu ")


class LocalityLevel(models.TextChoices):
    """The level of an administrative unit; there are no districts after 1 July 2025."""

    PROVINCE = "province", _("province or centrally-run city")
    DISTRICT = "district", _("district (until 2025)")
    COMMUNE = "commune", _("commune or ward")


class LocalityQuerySet(models.QuerySet["Locality"]):
    def on(self, day: date) -> "LocalityQuerySet":
        """Return the units that existed on a day."""
        return self.filter(holds_on(day))


class Locality(models.Model):
    """An administrative unit as long as it existed, and what took its place."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("In full with its level: phường Thuận Hóa.")
    )
    slug = models.SlugField(
        _("address word"),
        max_length=140,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    level = models.CharField(
        _("level"),
        max_length=16,
        choices=LocalityLevel,
        default=LocalityLevel.COMMUNE,
        help_text=_("On which level of administration it stands, or stood."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The unit above it."),
    )
    since = models.DateField(
        _("from the day"), null=True, blank=True, help_text=_("Empty: longer than records go.")
    )
    until = models.DateField(
        _("until the day"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer existed. Empty: it exists."),
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text=_("The unit that its enterprises are found under since."),
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("The resolution that made, merged or ended it."),
    )
    map_column = models.PositiveSmallIntegerField(
        _("column on the map"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_PLACE)],
        help_text=_("On the schematic map, from the west, counted from 0. Empty: not on it."),
    )
    map_row = models.PositiveSmallIntegerField(
        _("row on the map"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_PLACE)],
        help_text=_("On the schematic map, from the north, counted from 0. Empty: not on it."),
    )
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        ordering = ["level", "sort_key", "id"]
        constraints = [
            is_known("level", LocalityLevel, "profiles_locality_level_is_known"),
            ends_after_it_begins(
                "since", "until", "profiles_locality_ends_after_it_begins", how="gt"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(until__isnull=False),
                name="profiles_locality_replaced_has_an_end",
                violation_error_message=_("Say on which day another unit took its place."),
            ),
            models.CheckConstraint(
                condition=Q(map_column=None, map_row=None)
                | Q(
                    map_column__isnull=False,
                    map_row__isnull=False,
                    map_column__lte=MAX_PLACE,
                    map_row__lte=MAX_PLACE,
                ),
                name="profiles_locality_has_a_whole_place",
                violation_error_message=_("Say both the column and the row, up to 19, or neither."),
            ),
            # Of those that exist: what took the place of another may stand where that stood.
            models.UniqueConstraint(
                fields=["map_column", "map_row"],
                condition=Q(until=None),
                name="profiles_locality_place_is_its_own",
                violation_error_message=_("Another unit stands there on the map."),
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=F("id")) & ~Q(parent=F("id")),
                name="profiles_locality_points_at_others",
                violation_error_message=_("A unit is not part of itself, nor replaced by itself."),
            ),
        ]

    def __str__(self) -> str:
        if self.until is None:
            return self.name
        return _("%(name)s (until %(day)s)") % {
            "name": self.name,
            "day": self.until.strftime("%d/%m/%Y"),
        }

    @property
    def short_name(self) -> str:
        """Return the name without its level, as people say it."""
        name = self.name
        for level in _LEVELS:
            name = name.removeprefix(level)
        return name

    def exists_on(self, day: date) -> bool:
        """Return whether it exists on a day; the row's own form of `on`."""
        has_begun = self.since is None or self.since <= day
        return has_begun and (self.until is None or day < self.until)

    def successor_on(self, day: date) -> "Locality | None":
        """Return what has taken its place by a day; a merger may be written down before its own."""
        is_over = self.until is not None and self.until <= day
        return self.replaced_by if is_over else None

    @property
    def of_today(self) -> "Locality":
        """Return the unit that took its place, followed to the end; itself where it exists."""
        return self.followed_to(timezone.localdate())

    def followed_to(self, day: date) -> "Locality":
        """Return what stands in its place on a day, followed to the end; itself before its own."""
        unit, passed = self, {self.pk}
        while (successor := unit.successor_on(day)) is not None and successor.pk not in passed:
            unit = successor
            passed.add(unit.pk)
        return unit

    def clean(self) -> None:
        self.name = nfc(self.name).strip()
        self.slug = self.slug or slugify(self.name)
        for step in ("parent", "replaced_by"):
            self._refuse_circle(step)

    def _refuse_circle(self, step: str) -> None:
        seen, unit = {self.pk}, getattr(self, step)
        while unit is not None:
            if unit.pk in seen:
                raise ValidationError({step: _("This would lead round in a circle.")})
            seen.add(unit.pk)
            unit = getattr(unit, step)

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row with the key that alphabetical lists sort by."""
        self.name = nfc(self.name).strip()
        self.slug = self.slug or slugify(self.name)
        self.sort_key = sort_key(self.name)[:400]
        super().save(**options)
