"""The index as readers see it: each item with its place, its last change, and if it is late."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.obligations.models import Duty
from portal.published_index.models import IndexGroup, PublishedItem
from portal.publishing.models.kinds import kinds
from portal.publishing.references import targets_of


class IndexStatus(models.TextChoices):
    """The status of an item of the index."""

    ON_TIME = "on_time", _("on time")
    LATE = "late", _("late")
    NO_TERM = "no_term", _("published, no term is set")
    # The site knows no more of an address than that there is a page.
    PLACE = "place", _("has its page, whose content is not followed here")
    UNKNOWN = "unknown", _("no information yet")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An item of the index with its place and status today."""

    item: PublishedItem
    # Where readers find it; nothing where it is nowhere.
    path: str
    changed_at: datetime | None
    status: IndexStatus
    # Pages that should be public by now and are not.
    overdue: int
    # The day by which something there has to change.
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OverdueCounts:
    """The overdue pages, each with its obligation, kind and section."""

    pages: list[tuple[int, str, int | None, int]]

    def of(self, item: PublishedItem) -> int:
        """Return how many an item answers for: of its obligation, and its kind, section or page."""
        return sum(
            obligation == item.obligation_id
            and (not item.kind or kind == item.kind)
            and (item.section_id is None or section == item.section_id)
            and (item.page_id is None or page == item.page_id)
            for obligation, kind, section, page in self.pages
        )


def overdue_pages() -> OverdueCounts:
    """Return what is overdue now; one query."""
    rows: Any = Duty.objects.overdue().order_by()
    keys = ("obligation_id", "publication__kind", "publication__section_id", "publication_id")
    return OverdueCounts(list(rows.values_list(*keys)))


def entries(items: Iterable[PublishedItem], today: date | None = None) -> list[IndexEntry]:
    """Return items that came `with_changes`, each as it stands on the day."""
    overdue, day, rows = overdue_pages(), today or timezone.localdate(), list(items)
    # Those at which a topic or a section was.
    found = targets_of({item.address for item in rows if item.address})
    gone = {path for path, key in found.items() if key is None}
    return [_entry(item, overdue.of(item), day, gone) for item in rows]


def _entry(item: PublishedItem, overdue: int, today: date, gone: set[str]) -> IndexEntry:
    path, changed_at = path_of(item), item.changed_at
    path = "" if path in gone else path
    due_on = None
    if item.renewed_within and changed_at:
        due_on = timezone.localdate(changed_at) + timedelta(days=item.renewed_within)
    if overdue or (due_on is not None and due_on < today):
        status = IndexStatus.LATE
    elif not path or (changed_at is None and item.is_watched):
        # An empty list is a page, but nothing is published there.
        status = IndexStatus.UNKNOWN
    elif due_on is not None or item.obligation_id:
        status = IndexStatus.ON_TIME
    else:
        status = IndexStatus.NO_TERM if item.is_watched else IndexStatus.PLACE
    return IndexEntry(item, path, changed_at, status, overdue, due_on)


def path_of(item: PublishedItem) -> str:
    """Return the path at which readers find an item, or ""."""
    if item.address:
        return item.address
    if item.kind:
        model = kinds().get(item.kind)
        return reverse(model.LIST_VIEW) if model is not None and model.LIST_VIEW else ""
    if item.section is not None:
        return str(item.section.path)
    return item.page.path if item.page is not None and item.page.is_public else ""


def group_entries(found: Iterable[IndexEntry]) -> list[tuple[IndexGroup, list[IndexEntry]]]:
    """Return the entries under their headings; a heading without entries is left out."""
    rows = list(found)
    groups = [(group, [row for row in rows if row.item.group == group]) for group in IndexGroup]
    return [(group, members) for group, members in groups if members]


def count_by_status(found: Iterable[IndexEntry]) -> dict[IndexStatus, int]:
    """Return the number of entries by status, without zeros."""
    counts = Counter(entry.status for entry in found)
    return {status: counts[status] for status in IndexStatus if status in counts}


SOON: Final = timedelta(days=7)
MAX_ROWS: Final = 20


def out_of_date() -> models.QuerySet[Any, Any]:
    """Return the items whose place should have changed by now."""
    return _to_be_renewed().filter(renewed_by__lt=timezone.localdate())


def due_soon() -> models.QuerySet[Any, Any]:
    """Return the items whose place has to change within the next days."""
    today = timezone.localdate()
    return _to_be_renewed().filter(renewed_by__gte=today, renewed_by__lte=today + SOON)


def first_entries(items: models.QuerySet[Any, Any]) -> list[IndexEntry]:
    """Return the entries of such items, the first day at the head; two queries at most."""
    rows = list(items.order_by("renewed_by", "pk")[:MAX_ROWS])
    return entries(rows) if rows else []


def _to_be_renewed() -> models.QuerySet[Any, Any]:
    # Those with a term of days, each with `renewed_by`, the last day of it.
    rows = PublishedItem.objects.filter(renewed_within__isnull=False).with_changes()
    last_day = ExpressionWrapper(
        TruncDate("changed_at") + F("renewed_within"), output_field=models.DateField()
    )
    return rows.annotate(renewed_by=last_day)
