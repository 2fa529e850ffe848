"""The working calendar for readers and for calendar programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as CalendarEntry

from portal.department.models import Weekday, WorkItem, WorkWeek
from portal.department.models.week import monday_of
from portal.exchange.calendars import calendar_file, entry_of, utc
from portal.kit.site_names import site_name

# Calendar programs get so many weeks back; the pages keep all.
WEEKS_BACK: Final = 26


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a week, and what is done on it."""

    day: date
    name: str
    items: list[WorkItem]


def week_to_show(today: date | None = None) -> WorkWeek | None:
    """Return the week of today, else the next one that is public, else the last one that was."""
    monday = monday_of(today or timezone.localdate())
    weeks = WorkWeek.objects.public()
    coming = weeks.filter(monday__gte=monday).order_by("monday").first()
    return coming or weeks.first()


def days_of(week: WorkWeek) -> list[Day]:
    """Return Monday to Friday, and the other days on which something is done."""
    items = list(week.items.select_related("post"))
    for item in items:
        item.week = week
    days = []
    for number, name in Weekday.choices:
        held = [item for item in items if item.weekday == number]
        if held or number < Weekday.SATURDAY:
            days.append(Day(week.monday + timedelta(days=number), str(name), held))
    return days


def feed_items() -> QuerySet[WorkItem]:
    """Return the items for calendar programs: those of public weeks, the latest first."""
    earliest = timezone.localdate() - timedelta(weeks=WEEKS_BACK)
    rows = WorkItem.objects.filter(week__is_public=True, week__monday__gte=earliest)
    return rows.select_related("week", "post").order_by("-week__monday", "weekday", "id")


def calendar_of(items: Iterable[WorkItem]) -> bytes:
    """Return the entries as a calendar file."""
    name = f"{_('Working calendar')} – {site_name('vi')}"
    return calendar_file(map(_entry, items), name=name)


def _entry(item: WorkItem) -> CalendarEntry:
    week = item.week
    entry = entry_of(f"lich-cong-tac-{item.pk}", changed=week.changed_at, sequence=week.number)
    if item.begins is None:
        entry.add("dtstart", item.day)
        entry.add("dtend", item.day + timedelta(days=1))
    else:
        entry.add("dtstart", utc(item.begins))
        if item.ends is not None:
            entry.add("dtend", utc(item.ends))
    title = _("Cancelled: %(title)s") if item.is_cancelled else "%(title)s"
    entry.add("summary", title % {"title": item.what})
    who = [item.post.title if item.post else "", item.others]
    address = settings.SITE_URL + reverse("work_week", kwargs={"monday": f"{week.monday:%Y-%m-%d}"})
    entry.add("description", "\n".join(part for part in (*who, address) if part))
    if item.place:
        entry.add("location", item.place)
    entry.add("url", address)
    entry.add("status", "CANCELLED" if item.is_cancelled else "CONFIRMED")
    return entry
