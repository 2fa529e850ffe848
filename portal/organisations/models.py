"""Agencies and partners, and who came after whom; the body of today follows the rows."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.sorted_names import english_name_field, position_field
from portal.kit.text.normalize import nfc
from portal.kit.text.sorting import sort_key
from portal.kit.typing import SaveOptions


class OrganisationKind(models.TextChoices):
    """The kind of an organisation; the links page is grouped by it."""

    STATE = "state", _("state agency")
    PARTY = "party", _("Party body")
    SERVICE = "service", _("public service unit")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company outside the directory")
    OTHER = "other", _("other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def related_agencies(self) -> "OrganisationQuerySet":
        """Return those that the links page names, by kind, then position and name."""
        return self.filter(is_related=True).order_by("kind", "position", "sort_key")


class Organisation(models.Model):
    """An agency, issuer or partner that plans, projects and documents name."""

    name = models.CharField(
        _("name"), max_length=250, unique=True, help_text=_("In full, as it signs its papers.")
    )
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        blank=True,
        help_text=_("As tables and lists may write it: Sở BCVT."),
    )
    name_en = english_name_field(250)
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=OrganisationKind,
        default=OrganisationKind.STATE,
        help_text=_("The links page puts organisations of one kind together."),
    )
    website = models.URLField(
        _("website"),
        max_length=300,
        blank=True,
        help_text=_("Its home page, beginning with http:// or https://."),
    )
    # The report of 2007 speaks of ten agencies and names none; a row may say just that.
    is_unnamed = models.BooleanField(
        _("not named by its source"),
        default=False,
        help_text=_("The source counts it but does not name it; pages say so."),
    )
    is_related = models.BooleanField(
        _("on the links page"),
        default=False,
        help_text=_("Readers find it among related agencies."),
    )
    position = position_field()
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["position", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="organisations_organisation_has_a_name"
            ),
            is_known("kind", OrganisationKind, "organisations_organisation_kind_is_known"),
            models.CheckConstraint(
                condition=Q(website="") | Q(website__regex="^https?://"),
                name="organisations_organisation_website_is_on_the_web",
                violation_error_message=_("A website begins with http:// or https://."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({_('not named in the report')})" if self.is_unnamed else self.name

    def clean(self) -> None:
        self.name, self.short_name = nfc(self.name).strip(), nfc(self.short_name).strip()

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row with the key that alphabetical lists sort by."""
        self.name, self.short_name = nfc(self.name).strip(), nfc(self.short_name).strip()
        self.sort_key = sort_key(self.name)[:400]
        super().save(**options)

    @property
    def label(self) -> str:
        """Return the name as a table writes it: the short one where there is one."""
        return self.short_name or self.name


class Succession(models.Model):
    """An organisation that is no more, and the one that took its place."""

    former = models.OneToOneField(
        Organisation,
        verbose_name=_("former body"),
        on_delete=models.PROTECT,
        related_name="succession",
        help_text=_("The organisation that is no more; type to find it."),
    )
    successor = models.ForeignKey(
        Organisation,
        verbose_name=_("what took its place"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The very next one; where that is no more either, it has its own row."),
    )
    # The end of the chain; worked out from all rows, see `_update_today`.
    today = models.ForeignKey(
        Organisation,
        verbose_name=_("body of today"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    from_year = models.PositiveSmallIntegerField(
        _("from the year"), help_text=_("The year in which it took the place.")
    )
    from_day = models.DateField(
        _("from the day"), null=True, blank=True, help_text=_("Empty where only the year is known.")
    )
    document = models.CharField(
        _("by which document"),
        max_length=300,
        blank=True,
        help_text=_("Its number, day and issuer. Empty where it is not known."),
    )
    ran_this_site = models.BooleanField(
        _("the former body ran this site"),
        default=False,
        help_text=_("Pages published before carry a line on who published them."),
    )

    class Meta:
        verbose_name = _("succession of organisations")
        verbose_name_plural = _("successions of organisations")
        ordering = ["-from_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(former=F("successor")),
                name="organisations_succession_is_of_another",
                violation_error_message=_("A body cannot take its own place."),
            ),
            models.CheckConstraint(
                condition=Q(from_year__range=(1945, 2100)),
                name="organisations_succession_year_is_near",
                violation_error_message=_("Write a year between 1945 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(from_day=None) | Q(from_day__year=F("from_year")),
                name="organisations_succession_day_is_of_the_year",
                violation_error_message=_("The day is not of that year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor} ({self.from_year})"

    def clean(self) -> None:
        if self.former_id is None or self.successor_id is None:
            return
        later = dict(Succession.objects.exclude(pk=self.pk).values_list("former", "successor"))
        if end_of(self.successor_id, later | {self.former_id: self.successor_id}) is None:
            raise ValidationError(
                {"successor": _("By the other rows the former body took this one's place.")}
            )

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row; until the whole chain is worked out its end is the successor."""
        if self._state.adding:
            self.today_id = self.successor_id
        super().save(**options)


def end_of(body: int, later: dict[int, int]) -> int | None:
    """Return the body of today in the place of one; None if the rows lead in a ring."""
    seen = {body}
    while (following := later.get(body)) is not None:
        if following in seen:
            return None
        seen.add(body := following)
    return body


@receiver([post_save, post_delete], sender=Succession)
def _update_today(**rest: object) -> None:
    """Work out the end of each chain anew; there are a handful of rows."""
    if rest.get("raw"):
        return
    rows = list(Succession.objects.all())
    later = {row.former_id: row.successor_id for row in rows}
    for row in rows:
        # A ring, which two people can close at one moment, leaves the successor itself.
        today = end_of(row.successor_id, later) or row.successor_id
        if row.today_id != today:
            Succession.objects.filter(pk=row.pk).update(today=today)
