"""The index as readers see it: each item with its place, its last change, and if it is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.obligations.models import Duty
from portal.published_index.models import Group, PublishedItem
from portal.publishing.models.kinds import kinds


class Standing(models.TextChoices):
    """Whether an item is published as it should be."""

    ON_TIME = "on_time", _("on time")
    LATE = "late", _("late")
    NO_TERM = "no_term", _("published, no term is set")
    # The site knows no more of an address than that there is a page.
    PLACE = "place", _("has its page, whose content is not followed here")
    UNKNOWN = "unknown", _("no information yet")


@dataclass(frozen=True, slots=True)
class Line:
    """One item today."""

    item: PublishedItem
    # Where readers find it; nothing where it is nowhere.
    path: str
    changed_at: datetime | None
    standing: Standing
    # Pages that should be public by now and are not.
    overdue: int
    # The day by which something there has to change.
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many pages are overdue, by obligation, kind and section."""

    counts: dict[tuple[int, str, int | None], int]

    def of(self, item: PublishedItem) -> int:
        """Those that an item answers for: of its obligation, and of its kind or section."""
        return sum(
            number
            for (obligation, kind, section), number in self.counts.items()
            if obligation == item.obligation_id
            and (not item.kind or kind == item.kind)
            and (item.section_id is None or section == item.section_id)
        )


def overdue_pages() -> Overdue:
    """What is overdue now, counted in one query."""
    rows: Any = Duty.objects.overdue().order_by()
    keys = ("obligation_id", "publication__kind", "publication__section_id")
    groups = rows.values_list(*keys).annotate(number=Count("pk"))
    return Overdue({(rule, kind, section): number for rule, kind, section, number in groups})


def lines(items: Iterable[Any], today: date | None = None) -> list[Line]:
    """Items that came `with_changes`, each as it stands on the day."""
    overdue, day = overdue_pages(), today or timezone.localdate()
    return [_line(item, overdue.of(item), day) for item in items]


def _line(item: Any, overdue: int, today: date) -> Line:
    path, changed_at = path_of(item), item.changed_at
    due_on = None
    if item.renewed_within and changed_at:
        due_on = timezone.localdate(changed_at) + timedelta(days=item.renewed_within)
    is_watched = bool(item.kind or item.section_id or item.page_id)
    if overdue or (due_on is not None and due_on < today):
        standing = Standing.LATE
    elif not path or (changed_at is None and (is_watched or item.renewed_within)):
        # An empty list is a page, but nothing is published there.
        standing = Standing.UNKNOWN
    elif due_on is not None or item.obligation_id:
        standing = Standing.ON_TIME
    else:
        standing = Standing.NO_TERM if is_watched else Standing.PLACE
    return Line(item, path, changed_at, standing, overdue, due_on)


def path_of(item: PublishedItem) -> str:
    """Where readers find an item; nothing where it is nowhere."""
    if item.address:
        return item.address
    if item.kind:
        model = kinds().get(item.kind)
        return reverse(model.LIST_VIEW) if model is not None and model.LIST_VIEW else ""
    if item.section is not None:
        return str(item.section.path)
    return item.page.path if item.page is not None and item.page.is_public else ""


def grouped(found: Iterable[Line]) -> list[tuple[Group, list[Line]]]:
    """The lines under their headings; a heading without lines is left out."""
    told = list(found)
    groups = [(group, [line for line in told if line.item.group == group]) for group in Group]
    return [(group, rows) for group, rows in groups if rows]


def counted(found: Iterable[Line]) -> dict[Standing, int]:
    """How many lines stand how, those that are anything."""
    told = [line.standing for line in found]
    return {each: told.count(each) for each in Standing if each in told}
