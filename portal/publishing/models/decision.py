from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeDecision(models.Model):
    """What was decided about one field or part of a change, and why it was refused.

    Written by `portal.publishing.deciding.decide` only; a change decided as a whole has none.
    """

    change_set = models.ForeignKey(
        "publishing.ChangeSet",
        verbose_name=_("change"),
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    # The column or the part, as a version names it.
    field = models.CharField(_("field or part"), max_length=64)
    accepted = models.BooleanField(_("accepted"))
    comment = models.TextField(_("word"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("decision on a field")
        verbose_name_plural = _("decisions on fields")
        ordering = ["change_set", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "field"], name="publishing_changedecision_one_per_field"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(comment=""),
                name="publishing_changedecision_refused_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_set_id} · {self.field}"
