"""Who answers for a page, and the day on which to look whether it is still right."""

from datetime import date, datetime
from typing import Final, Self, Unpack

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.kit.near_days import is_near
from portal.kit.typing import SaveOptions
from portal.obligations.models import SpecialDay, work_calendar
from portal.publishing.models import heavy_columns
from portal.publishing.models.access import section_rule
from portal.publishing.models.visibility import public_rule

# Working days that a page waits for its owner alone; after them it comes to the publishers, too.
PATIENCE: Final = 5


class OwnershipQuerySet(models.QuerySet["Ownership"]):
    """Pages by whom they wait for to be looked at again."""

    def due(self, now: datetime | None = None) -> Self:
        """Return pages that readers see and whose day has come."""
        now = now or timezone.now()
        shown = public_rule(now, "publication__")
        return self.filter(shown, check_on__lte=timezone.localdate(now))

    def waiting_for(self, user: User, now: datetime | None = None) -> Self:
        """Return due pages of one's own; for publishers also those that their owners left lying.

        Where nobody at work answers for a page, it waits for them from the day itself.
        """
        now = now or timezone.now()
        # The author answers where nobody is named.
        rule = Q(owner=user) | Q(owner=None, publication__created_by=user)
        if user.has_perm(PUBLISH):
            named = Q(owner__is_active=True)
            author = Q(owner=None, publication__created_by__is_active=True)
            left_lying = Q(escalates_on__lte=timezone.localdate(now)) | ~(named | author)
            rule |= left_lying & section_rule(user, "publication__")
        return self.due(now).filter(rule).order_by("check_on", "pk")

    def with_pages(self) -> Self:
        """Select the pages with who answers for them, without the long columns."""
        rows = self.select_related("publication__created_by", "owner")
        return rows.defer(*heavy_columns("publication"))


class Ownership(models.Model):
    """The person and the day of a page; no part of its text and of its versions."""

    publication = models.OneToOneField(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="ownership",
    )
    # Empty: the author, whoever that is by then.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person responsible"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    check_on = models.DateField(_("check again on"), null=True)
    # Worked out from the day and the holidays, anew when one of them changes.
    escalates_on = models.DateField(_("told to publishers from"), null=True, editable=False)
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last checked by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility for a page")
        verbose_name_plural = _("responsibilities for pages")
        constraints = [
            is_near("check_on", "ownership_ownership_day_is_near"),
            models.CheckConstraint(
                condition=Q(check_on=None, escalates_on=None)
                | Q(
                    check_on__isnull=False,
                    escalates_on__isnull=False,
                    escalates_on__gt=F("check_on"),
                ),
                name="ownership_ownership_escalates_later",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="ownership_ownership_check_has_its_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_on", "id"],
                condition=Q(check_on__isnull=False),
                name="ownership_ownership_check",
            )
        ]

    def __str__(self) -> str:
        day = date_format(self.check_on) if self.check_on else _("no day")
        return f"{self.publication} · {day}"

    @property
    def person(self) -> User | None:
        """Return who answers for the page."""
        return self.owner or self.publication.created_by

    def waits_from(self, user: User) -> date | None:
        """Return the day from which on it waits for somebody, by the rule of `waiting_for`."""
        person = self.person
        is_asked_first = person is None or not person.is_active or person == user
        return self.check_on if is_asked_first else self.escalates_on

    @property
    def is_due(self) -> bool:
        """Return whether the day has come."""
        return self.check_on is not None and self.check_on <= timezone.localdate()

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row with the day from which on it is told to publishers."""
        day = self.check_on
        self.escalates_on = work_calendar().due(day, PATIENCE) if day else None
        super().save(**options)


@receiver([post_save, post_delete], sender=SpecialDay)
def _calendar_changed(instance: SpecialDay, **rest: object) -> None:
    """Work out anew when pages are told to publishers; rows change only where the day does."""
    if rest.get("raw"):
        return
    calendar = work_calendar()
    days = Ownership.objects.exclude(check_on=None).values_list("check_on", "escalates_on")
    for day, stored in days.distinct():
        assert day is not None  # noqa: S101  # excluded in the query
        if (moved := calendar.due(day, PATIENCE)) != stored:
            Ownership.objects.filter(check_on=day).update(escalates_on=moved)
