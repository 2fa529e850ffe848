"""The facts of the department as a whole: name, duties, address, telephones."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.department.bilingual import Bilingual, english
from portal.department.models.abstract import UNKNOWN_HELP, ContactDetails
from portal.kit.text.numbers import PHONE, PHONE_RULE


class Department(Bilingual, ContactDetails):
    """The department as a whole; there is one row."""

    ONLY: ClassVar[int] = 1

    name = models.CharField(
        _("name of the department"),
        max_length=250,
        blank=True,
        help_text=_("In full, as its seal says. Empty: the name in the operator's settings."),
    )
    name_en = english(models.CharField, _("name of the department"), max_length=250)
    short_name = models.CharField(
        _("short name"),
        max_length=40,
        blank=True,
        help_text=_(
            "Such as Sở KH&CN: before the subject of letters and below the icon on phones. "
            "Empty: the full name."
        ),
    )
    short_name_en = english(models.CharField, _("short name"), max_length=40)
    description = models.CharField(
        _("what this site is"),
        max_length=200,
        blank=True,
        help_text=_("One sentence for search engines, and for the first page in English."),
    )
    description_en = english(models.CharField, _("what this site is"), max_length=200)
    functions = models.TextField(
        _("functions and duties"),
        blank=True,
        help_text=_("As the document that establishes the department says; a line for each duty."),
    )
    functions_en = english(models.TextField, _("functions and duties"))
    basis = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("document that says so"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of this site with the decision on functions and structure."),
    )
    address = models.CharField(
        _("office address"), max_length=300, blank=True, help_text=UNKNOWN_HELP
    )
    address_en = english(models.CharField, _("office address"), max_length=300)
    office_hours = models.CharField(
        _("office hours"),
        max_length=200,
        blank=True,
        help_text=_("Days and hours at which somebody is there, in one line."),
    )
    office_hours_en = english(models.CharField, _("office hours"), max_length=200)
    hotline = models.CharField(
        _("hotline"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=_("A number that is really answered; a wrong one is worse than none."),
    )
    hotline_note = models.CharField(
        _("about the hotline"),
        max_length=200,
        blank=True,
        help_text=_("What it is for and when somebody answers, in one line."),
    )
    hotline_note_en = english(models.CharField, _("about the hotline"), max_length=200)
    press_phone = models.CharField(
        _("telephone for the press"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=UNKNOWN_HELP,
    )
    press_email = models.EmailField(_("e-mail for the press"), blank=True, help_text=UNKNOWN_HELP)
    press_note = models.TextField(
        _("for the press"),
        blank=True,
        help_text=_("How journalists ask and when they are answered."),
    )
    press_note_en = english(models.TextField, _("for the press"))
    responsible = models.ForeignKey(
        "department.Post",
        verbose_name=_("who is responsible for this site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The post that answers for what is published; it stands below every page."),
    )
    rights = models.CharField(
        _("how the texts may be used"),
        max_length=300,
        blank=True,
        help_text=_("In one sentence, for libraries and search engines. Empty: with the source."),
    )
    rights_en = english(models.CharField, _("how the texts may be used"), max_length=300)
    footer_note = models.CharField(
        _("last line of every page"),
        max_length=300,
        blank=True,
        help_text=_("Such as the number of the site's licence, or how its words may be quoted."),
    )
    footer_note_en = english(models.CharField, _("last line of every page"), max_length=300)

    class Meta:
        verbose_name = _("facts of the department")
        verbose_name_plural = _("facts of the department")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="department_department_there_is_one")
        ]

    def __str__(self) -> str:
        return self.name or str(_("The department"))
