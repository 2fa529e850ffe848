"""Looking at a page again: who may say that it is still right, and when it is asked next."""

from calendar import monthrange
from datetime import date
from typing import Final

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.accounts.roles import writes
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.kit.near_days import LATEST
from portal.ownership.models import Ownership
from portal.publishing.models import Publication
from portal.publishing.models.access import works_in


class Interval(models.IntegerChoices):
    """After how many months a page is looked at again."""

    QUARTER = 3, _("in 3 months")
    HALF_YEAR = 6, _("in 6 months")
    YEAR = 12, _("in a year")
    NEVER = 0, _("not again")


MONTHS_OF_YEAR: Final = 12


def may_answer_for(user: User, page: Publication, section_id: int | None) -> bool:
    """Return whether somebody may be named for a page in a section: who can change its text."""
    is_own = page.created_by_id == user.pk
    may_write = user.is_active and writes(user, own=is_own)
    return may_write and works_in(user, section_id)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last one where the month is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_YEAR)
    year, month = day.year + years, month + 1
    return min(date(year, month, min(day.day, monthrange(year, month)[1])), LATEST)


@transaction.atomic
def confirm(key: int, *, seen: date | None, interval: Interval, by: User) -> Ownership | None:
    """Note that somebody has looked at a page that waits for them and found it right.

    `seen` is the day for which it was asked, so that an answer counts once. None where the page
    waits for this person no more.
    """
    waiting = Ownership.objects.waiting_for(by).filter(pk=key, check_on=seen)
    row = waiting.select_for_update(of=("self",)).first()
    if row is None:
        return None
    before, now = snapshot(row), timezone.now()
    row.checked_at, row.checked_by = now, by
    today = timezone.localdate(now)
    row.check_on = months_after(today, interval) if interval != Interval.NEVER else None
    row.save()
    record_saved(row, before=before, by=by)
    return row


def named_pages(user: User) -> Held:
    """Return pages that the person is named for, of whoever wrote them."""
    rows = Ownership.objects.filter(owner=user).order_by("pk")

    def give(to: User, by: User) -> None:
        for row in rows.with_pages().select_for_update(of=("self",)):
            _give(row, to=to, by=by)

    label = _(
        "pages of others that they answer for; where the colleague may not change one, its author "
        "answers for it"
    )
    return Held(name="owned", label=label, count_rows=rows.count, give=give)


def _give(row: Ownership, *, to: User, by: User) -> None:
    """Name a colleague for a page that they may change; else nobody, as the form of the page."""
    before, page = snapshot(row), row.publication
    row.owner = to if may_answer_for(to, page, page.section_id) else None
    row.save()
    record_saved(row, before=before, by=by)
