from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import ends_after_it_begins, is_on_the_web
from portal.kit.sorted_names import position_field
from portal.publishing.models import heavy_columns
from portal.publishing.models.sourced import SourcedRow
from portal.publishing.models.visibility import public_rule


class Role(models.TextChoices):
    """The role of a participant in a project."""

    OWNER = "owner", _("in charge")
    PARTNER = "partner", _("partner")
    BENEFICIARY = "beneficiary", _("beneficiary")
    MEMBER = "member", _("member")
    SUPPORTED = "supported", _("supported")
    SPONSOR = "sponsor", _("sponsor")


class PartState(models.TextChoices):
    """The state of a participant's share, as a source says."""

    UNKNOWN = "unknown", _("no information yet")
    PLANNED = "planned", _("to be carried out")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


# How a state looks beside its words; what has not begun has no tone.
_TONES = {
    PartState.RUNNING: "ongoing",
    PartState.DONE: "done",
    PartState.STOPPED: "stopped",
}


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def with_names(self) -> Self:
        """Select the participants and what says so in the same query."""
        rows = self.select_related("organisation", "enterprise", "evidence")
        return rows.defer(*heavy_columns("enterprise", "evidence"))

    def public(self) -> Self:
        """Return those of public projects whose participant readers are told, with the project."""
        now = timezone.now()
        is_public = Q(enterprise=None) | public_rule(now, "enterprise__")
        rows = self.filter(public_rule(now, "project__"), is_public).select_related("project")
        return rows.defer(*heavy_columns("project"))


class Participation(SourcedRow):
    """The participation of an organisation or enterprise in a project."""

    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="participations",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Either an organisation or an enterprise of the directory."),
    )
    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Either an organisation or an enterprise of the directory."),
    )
    role = models.CharField(
        _("role"),
        max_length=16,
        choices=Role,
        default=Role.MEMBER,
        help_text=_("What it is in the project."),
    )
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=PartState,
        default=PartState.UNKNOWN,
        help_text=_("As the source says it. “No information yet” is an honest answer."),
    )
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=15,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("Such as the number of people trained."),
    )
    quantity_unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("What is counted: người, máy.")
    )
    website = models.URLField(
        _("website"),
        max_length=300,
        blank=True,
        help_text=_("The address that came of it, beginning with http:// or https://."),
    )
    starts_on = models.DateField(
        _("from the day"), null=True, blank=True, help_text=_("Empty where it is not known.")
    )
    ends_on = models.DateField(
        _("until the day"), null=True, blank=True, help_text=_("Empty where it is not known.")
    )
    position = position_field()

    objects = ParticipationQuerySet.as_manager()

    class Meta(SourcedRow.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["position", "id"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation=None, enterprise__isnull=False)
                | Q(organisation__isnull=False, enterprise=None),
                name="work_participation_is_of_one",
                violation_error_message=_("Choose an organisation or an enterprise, one of them."),
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "role"],
                condition=Q(organisation__isnull=False),
                name="work_participation_organisation_once",
                violation_error_message=_("It takes part in this role already."),
            ),
            models.UniqueConstraint(
                fields=["project", "enterprise", "role"],
                condition=Q(enterprise__isnull=False),
                name="work_participation_enterprise_once",
                violation_error_message=_("It takes part in this role already."),
            ),
            models.CheckConstraint(
                condition=Q(quantity=None) | (Q(quantity__gte=0) & ~Q(quantity_unit="")),
                name="work_participation_quantity_has_a_unit",
                violation_error_message=_("A quantity is not negative, and it needs its unit."),
            ),
            is_on_the_web("website", "work_participation_website_is_on_the_web"),
            ends_after_it_begins("starts_on", "ends_on", "work_participation_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_tone(self) -> str:
        """Return the tone of the state: "ongoing", "done", "stopped" or ""."""
        return _TONES.get(PartState(self.state), "")

    @property
    def name(self) -> str:
        """Return the participant's name as the page writes it."""
        who = self.organisation or self.enterprise
        return str(who) if who else ""
