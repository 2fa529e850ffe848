from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portal.publishing.models.state import State

# The moment of a step is taken within its transaction: whoever tells of what happened up to a
# moment looks so much later, when all of it is committed.
SETTLED: Final = timedelta(minutes=2)
# Keys and moments grow together, but for what is written at once, or by a clock that is set.
_APART: Final = timedelta(hours=1)


class TransitionQuerySet(models.QuerySet["Transition"]):
    def after(self, moment: datetime) -> Self:
        """Return the steps after a moment, read from the newest key back: no index has `at`."""
        before = Transition.objects.filter(at__lte=moment - _APART).order_by("-pk").values("pk")
        return self.filter(pk__gt=Coalesce(Subquery(before[:1]), 0), at__gt=moment)

    def endings(self) -> Self:
        """Return the steps by which pages were taken away from readers."""
        return self.filter(change_set=None, from_state=State.PUBLISHED)


class Transition(models.Model):
    """One step in the life of a publication: who took it, when, and with what word."""

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="transitions",
    )
    change_set = models.ForeignKey(
        "publishing.ChangeSet",
        verbose_name=_("change"),
        on_delete=models.CASCADE,
        null=True,
        related_name="transitions",
    )
    from_state = models.CharField(_("from"), max_length=16)
    to_state = models.CharField(_("to"), max_length=16)
    comment = models.TextField(_("word"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # The day by which a letter has promised an answer to who sent the page in.
    promised_on = models.DateField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = TransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["publication", "at", "id"]

    @property
    def from_label(self) -> str:
        return str(State(self.from_state).label)

    @property
    def to_label(self) -> str:
        return str(State(self.to_state).label)

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
