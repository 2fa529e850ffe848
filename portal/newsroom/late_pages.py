"""Pages that should have been public before today, and texts that went out in a hurry."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.newsroom.dashboard import MAX_ROWS
from portal.obligations.duties import DutyQuerySet
from portal.obligations.models import Duty
from portal.publishing.models import EnglishVersion, ForcedPublication, State
from portal.publishing.models.access import reach_rule, section_rule
from portal.publishing.models.kinds import admin_address, kind_label
from portal.publishing.models.querysets import heavy_columns


@dataclass(frozen=True, slots=True)
class LatePage:
    """A page that should have been public before today."""

    title: str
    address: str
    kind: str
    who: User | None
    obligation: str
    due_on: date


def duties_of(user: User) -> DutyQuerySet[Duty]:
    """Return the duties of one's own pages, or of all in reach."""
    return Duty.objects.filter(reach_rule(user, "publication__"))


def overdue_duties(user: User) -> DutyQuerySet[Duty]:
    """Return those of them that should be met and are not."""
    return duties_of(user).overdue()


def late_pages(user: User, *, most: int = MAX_ROWS) -> list[LatePage]:
    """Return what should have been public before today, the longest overdue first."""
    return [
        LatePage(
            page.title,
            admin_address(page.kind, page.pk),
            kind_label(page.kind),
            page.created_by,
            duty.obligation.name,
            duty.due_on,
        )
        for duty in overdue_duties(user).with_pages()[:most]
        for page in [duty.publication]
    ]


def forced_rows(user: User) -> QuerySet[ForcedPublication]:
    """Return what went out with one pair of eyes and waits for a second, oldest first.

    Of a page that was taken away since, readers have nothing before them any more.
    """
    rows = ForcedPublication.objects.unread().filter(
        section_rule(user, "publication__"), publication__state=State.PUBLISHED
    )
    rows = rows.select_related("publication", "by").defer(*heavy_columns("publication"))
    rows = rows.order_by("at", "id")
    return rows if user.has_perm(PUBLISH) else rows.none()


def outdated_english(user: User) -> QuerySet[EnglishVersion]:
    """Return English texts that readers see and whose Vietnamese says more, of one's own or all."""
    rows = EnglishVersion.objects.outdated().public()
    rows = rows.filter(reach_rule(user)).defer("body")
    return rows.order_by("translation_of__updated_at", "pk")
