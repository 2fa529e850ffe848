"""The meetings of the lived-in year: briefings, forums, and what was raised and settled there."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from enterprises.briefings.models import ActionItem, Progress
from enterprises.events.models import AgendaItem, Event, EventSeries, EventStatus, Occasion, Slot
from portal.organisations.models import Organisation
from portal.publishing.sample_pages import Row, html_of, moment_of, publish_sample, read_rows

TOPICS: Final = ["Bưu chính, viễn thông", "Công nghệ thông tin"]
BEFORE: Final = timedelta(days=10)
SLOT_MINUTES: Final = 20


def load(path: Path) -> Counter[str]:
    """Publish the meetings of a file; return what was new."""
    brought: Counter[str] = Counter()
    for row in read_rows(path):
        brought += _meeting(row)
    return brought


def _meeting(row: Row) -> Counter[str]:
    starts = moment_of(row["starts"])
    series = EventSeries.objects.filter(slug=row.get("series")).first()
    event = Event(
        series=series,
        occasion=series.occasion if series else Occasion.OTHER,
        starts_at=starts,
        ends_at=starts + timedelta(hours=row["hours"]),
        place=row["place"],
        status=EventStatus.CANCELLED if "cancelled" in row else EventStatus.HELD,
        status_reason=row.get("cancelled", ""),
        minutes=html_of(row.get("minutes", "")),
    )

    def add_parts(event: Event) -> None:
        _agenda(event, row)
        for place in range(row.get("slots", 0)):
            at = starts + place * timedelta(minutes=SLOT_MINUTES)
            Slot.objects.create(event=event, starts_at=at, minutes=SLOT_MINUTES, is_open=False)

    values = {"topics": TOPICS, "at": row["starts"] - BEFORE} | row
    if not publish_sample(event, values, parts=add_parts):
        return Counter()
    obstacles = row.get("obstacles", [])
    for obstacle in obstacles:
        _obstacle(event, *obstacle)
    return Counter({"sample events": 1, "sample obstacles": len(obstacles)})


def _agenda(event: Event, row: Row) -> None:
    for position, point in enumerate(row.get("agenda", []), start=1):
        what, speaker = point.split(" | ")
        at, title = what.split(" ", 1)
        time = datetime.strptime(at, "%H:%M").time()  # a time of day
        AgendaItem.objects.create(
            event=event, at=time, title=title, speaker=speaker, position=position
        )


def _obstacle(event: Event, subject: str, progress: str, day: date, result: str) -> None:
    """Record what was raised; `day` is when it was settled, or is due where it is not."""
    is_open = progress == Progress.OPEN
    ActionItem.objects.create(
        event=event,
        subject=subject,
        raised_on=event.starts_at.date(),
        progress=progress,
        organisation=Organisation.objects.filter(short_name="Sở BCVT").first(),
        person="Người phụ trách minh họa",
        due_on=day if is_open else None,
        closed_on=None if is_open else day,
        result=result,
        is_public=True,
    )
