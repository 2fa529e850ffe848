"""The provincial informatics association: what is known of it, its posts and its members."""

from datetime import date
from typing import ClassVar, Final, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _

from enterprises.kit.periods import holds_on
from portal.kit.constraints import ends_after_it_begins, is_known, is_on_the_web
from portal.kit.text.numbers import PHONE, PHONE_RULE
from portal.publishing.models.sourced import SourcedRow

# What it is called where nothing is known of it.
NAME_UNKNOWN: Final = _("Provincial informatics association")


class Association(SourcedRow):
    """The association itself, in one row; what is unknown is empty."""

    ONLY: ClassVar[int] = 1

    name = models.CharField(_("name"), max_length=250, help_text=_("In full, as it signs."))
    about = models.TextField(
        _("about the association"),
        blank=True,
        help_text=_("Since when, by which decision, what for. Empty: no information yet."),
    )
    how_to_join = models.TextField(
        _("how to join"),
        blank=True,
        help_text=_("Who may, what to hand in, to whom. Empty: no information yet."),
    )
    statute = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("statute"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of this site that holds the statute, as a text or as a file."),
    )
    address = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("Where its office is.")
    )
    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=_("Shown to everybody."),
    )
    email = models.EmailField(_("public e-mail"), blank=True, help_text=_("Shown to everybody."))
    website = models.URLField(
        _("website"),
        max_length=300,
        blank=True,
        help_text=_("With http:// or https://; readers get a link to it."),
    )

    class Meta(SourcedRow.Meta):
        verbose_name = _("informatics association")
        verbose_name_plural = _("informatics association")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="association_association_there_is_one"),
            is_on_the_web("website", "association_association_website_is_on_the_web"),
            *SourcedRow.Meta.constraints,
        ]

    def __str__(self) -> str:
        return self.name


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date) -> Self:
        """Return the rows that hold on a day; one without a first day began before."""
        return self.filter(holds_on(day))


class WithConsent(models.Model):
    """A person of the association, for a term; named to the public only with their consent."""

    person = models.CharField(
        _("person"), max_length=120, blank=True, help_text=_("Shown only with a day of consent.")
    )
    consent_on = models.DateField(
        _("consent given on"),
        null=True,
        blank=True,
        help_text=_("The day on which the person agreed in writing to be named on the site."),
    )
    since = models.DateField(
        _("from the day"), null=True, blank=True, help_text=_("Empty where it is not known.")
    )
    until = models.DateField(
        _("until the day"),
        null=True,
        blank=True,
        help_text=_("The first day after the term. Empty: the term goes on."),
    )

    class Meta:
        abstract = True
        constraints = [
            ends_after_it_begins(
                "since", "until", "%(app_label)s_%(class)s_ends_after_it_begins", how="gt"
            ),
            models.CheckConstraint(
                condition=Q(consent_on=None) | ~Q(person=""),
                name="%(app_label)s_%(class)s_consent_is_somebodys",
                violation_error_message=_("Say who gave the consent."),
            ),
        ]

    @property
    def shown_name(self) -> str:
        """Return the person's name; "" without consent."""
        return self.person if self.consent_on else ""


class AssociationOffice(models.TextChoices):
    """An office in the association, the first one first."""

    CHAIR = "1-chair", _("chair")
    VICE = "2-vice", _("vice chair")
    SECRETARY = "3-secretary", _("secretary general")
    BOARD = "4-board", _("member of the board")
    AUDIT = "5-audit", _("member of the audit board")


class AssociationPost(WithConsent):
    """A person who holds an office of the association, for a term."""

    office = models.CharField(
        _("office"), max_length=16, choices=AssociationOffice, help_text=_("As the statute has it.")
    )

    objects = DatedQuerySet.as_manager()

    class Meta(WithConsent.Meta):
        verbose_name = _("post in the association")
        verbose_name_plural = _("posts in the association")
        ordering = ["office", "-since", "id"]
        constraints = [
            *WithConsent.Meta.constraints,
            is_known("office", AssociationOffice, "association_associationpost_office_is_known"),
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(until=None, office="1-chair"),
                name="association_associationpost_one_chair",
                violation_error_message=_("There is a chair already; end that term first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} · {self.person or '…'}"


class PersonalMember(WithConsent):
    """A person who is a member of the association without being an enterprise."""

    work = models.CharField(
        _("where the person works"),
        max_length=200,
        blank=True,
        help_text=_("Shown beside the name, with the same consent."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta(WithConsent.Meta):
        verbose_name = _("personal member of the association")
        verbose_name_plural = _("personal members of the association")
        ordering = ["person", "id"]
        constraints = [
            *WithConsent.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person=""),
                name="association_personalmember_is_somebody",
                violation_error_message=_("Say who it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> "MembershipQuerySet":
        return self.filter(holds_on(day, since="joined_on", until="left_on"))

    def with_association(self) -> "MembershipQuerySet":
        """Return the rows with the association's name as `association_name`; None: unknown."""
        return self.annotate(association_name=Subquery(Association.objects.values("name")[:1]))


class Membership(models.Model):
    """Membership of an enterprise, from a day on and perhaps until one."""

    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="memberships",
        help_text=_("The member; it stands on the association's page while its profile is public."),
    )
    joined_on = models.DateField(_("member since"), help_text=_("The day of joining."))
    left_on = models.DateField(
        _("member until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it was no member. Empty: it is one."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership in the association")
        verbose_name_plural = _("memberships in the association")
        ordering = ["-joined_on", "-id"]
        constraints = [
            ends_after_it_begins(
                "joined_on",
                "left_on",
                "association_membership_ends_after_it_begins",
                how="gt",
                known=["joined_on"],
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(left_on=None),
                name="association_membership_one_at_a_time",
                violation_error_message=_("It is a member already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.joined_on:%d/%m/%Y}"
