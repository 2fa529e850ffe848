"""Agencies and partners that pages speak of: rows, so that one name is written in one place."""

from typing import Unpack

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first.")
    )
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
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values),
                name="organisations_organisation_kind_is_known",
            ),
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
