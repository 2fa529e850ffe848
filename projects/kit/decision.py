from django.db import models
from django.utils.translation import gettext_lazy as _


class Decided(models.Model):
    """Something that a decision approved; its file is an attachment of the page."""

    decision_number = models.CharField(
        _("number of the decision"),
        max_length=100,
        blank=True,
        help_text=_("As it stands on the paper, such as 12/2007/QĐ-UBND."),
    )
    decided_on = models.DateField(
        _("day of the decision"), null=True, blank=True, help_text=_("The day it was signed.")
    )
    issuer = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who decided, such as the People's Committee of the province."),
    )

    class Meta:
        abstract = True
