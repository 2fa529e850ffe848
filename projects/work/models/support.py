"""Support for enterprises: calls of programmes, applications and their outcome."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import ends_after_it_begins
from portal.publishing.models.access import has_appeared


class SupportCall(models.Model):
    """A call for support: conditions, papers, and the days to apply in."""

    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="support_calls",
    )
    title = models.CharField(
        _("support"), max_length=300, help_text=_("What an enterprise gets, in a few words.")
    )
    conditions = models.TextField(_("conditions"), help_text=_("Who may ask for it."))
    papers = models.TextField(_("papers"), blank=True, help_text=_("What to hand in, one a line."))
    opens_on = models.DateField(_("open from"), help_text=_("The first day to ask for it."))
    closes_on = models.DateField(_("open until"), help_text=_("The last day to ask for it."))

    class Meta:
        verbose_name = _("call for support")
        verbose_name_plural = _("calls for support")
        ordering = ["-opens_on", "-id"]
        constraints = [
            ends_after_it_begins(
                "opens_on",
                "closes_on",
                "work_supportcall_closes_after_it_opens",
                known=["opens_on", "closes_on"],
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_public_words(self) -> bool:
        """Return whether readers have its words, or had them until the project's page ended.

        Else they may be under revision.
        """
        return has_appeared(self.project)

    @property
    def shown_title(self) -> str:
        """Return what it is called before an enterprise: no words that are under revision."""
        hidden = _("A call that is not on the site now")
        return self.title if self.has_public_words else str(hidden)


class ApplicationOutcome(models.TextChoices):
    WAITING = "waiting", _("waiting")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")


class Application(models.Model):
    """An enterprise's application for support; readers see granted ones, by year."""

    call = models.ForeignKey(
        SupportCall,
        verbose_name=_("call for support"),
        on_delete=models.PROTECT,
        related_name="applications",
        help_text=_("What is asked for."),
    )
    enterprise = models.ForeignKey(
        "profiles.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who asks for it."),
    )
    applied_on = models.DateField(_("asked on"), help_text=_("The day the papers came in."))
    text = models.TextField(
        _("what is asked for"), blank=True, help_text=_("In the enterprise's words; not public.")
    )
    outcome = models.CharField(
        _("result"),
        max_length=16,
        choices=ApplicationOutcome,
        default=ApplicationOutcome.WAITING,
        help_text=_("Readers see granted support only."),
    )
    decided_on = models.DateField(
        _("decided on"), null=True, blank=True, help_text=_("The day of the answer.")
    )
    comment = models.TextField(
        _("answer"), blank=True, help_text=_("What the enterprise is told, with the reason.")
    )

    class Meta:
        verbose_name = _("application for support")
        verbose_name_plural = _("applications for support")
        ordering = ["-applied_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "enterprise"],
                condition=~Q(outcome__in=["refused", "taken_back"]),
                name="work_application_one_open_per_enterprise",
                violation_error_message=_("This enterprise has asked for it already."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "taken_back"]) | Q(decided_on__isnull=False),
                name="work_application_decided_has_a_day",
                violation_error_message=_("Say on which day it was decided."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(comment=""),
                name="work_application_refused_says_why",
                violation_error_message=_("Say why it is refused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.call}"
