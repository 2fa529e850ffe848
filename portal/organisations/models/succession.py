"""Successions of bodies: what a former one published is shown under its own name."""

from typing import Self, Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kit.typing import SaveOptions
from portal.organisations.models.organisation import Organisation


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def of_this_site(self) -> Self:
        """Return those of the bodies that ran this site, the earliest first."""
        return self.filter(ran_this_site=True).order_by("from_year", "from_day", "pk")


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
    # The end of the chain; worked out from all rows, see portal.organisations.signals.
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

    objects = SuccessionQuerySet.as_manager()

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
