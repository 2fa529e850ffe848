from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProgressNote(models.Model):
    """The progress of a project on a day, with the moment of entry: back-dating shows.

    A typed percentage stands against the one worked out from milestones; it needs reason and proof.
    """

    # The column with the moment of entry: whoever puts other words sets it anew.
    DATED_ANEW: ClassVar[str] = "entered_at"

    project = models.ForeignKey(
        "work.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="progress_notes",
    )
    noted_on = models.DateField(_("as of"), help_text=_("The day that the words are true for."))
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    text = models.TextField(_("progress"), help_text=_("What was done, what hinders."))
    percent = models.DecimalField(
        _("progress in %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("Leave empty: it is worked out from the milestones. Else say why, with proof."),
    )
    reason = models.CharField(
        _("why a typed figure"),
        max_length=300,
        blank=True,
        help_text=_("Needed where a percentage is typed."),
    )
    proof = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("proof"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of this site that shows it, with its attached paper."),
    )

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ["-noted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="work_progressnote_percent_is_one",
                violation_error_message=_("A percentage of progress lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | (~Q(reason="") & Q(proof__isnull=False)),
                name="work_progressnote_typed_percent_is_proved",
                violation_error_message=_("A typed percentage needs a reason and a proof."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noted_on:%d/%m/%Y}"
