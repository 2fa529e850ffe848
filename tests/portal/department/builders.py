"""Rows of the department for tests, each from one plain call."""

from datetime import date, time
from typing import Any

from portal.department.models import (
    Page,
    Post,
    ReceptionTime,
    ServiceLink,
    Unit,
    WorkItem,
    WorkWeek,
)
from portal.publishing import services
from portal.publishing.models import State
from tests.builders import FEBRUARY

MONDAY = date(2007, 2, 5)


def unit(name: str = "Phòng Công nghệ thông tin", **fields: Any) -> Unit:
    return Unit.objects.create(name=name, **fields)


def post(title: str = "Giám đốc", **fields: Any) -> Post:
    return Post.objects.create(title=title, **fields)


def week(monday: date = MONDAY, **fields: Any) -> WorkWeek:
    """A week that readers see, unless the fields say otherwise."""
    return WorkWeek.objects.create(**({"monday": monday, "is_public": True} | fields))


def item(of: WorkWeek, what: str = "Họp giao ban", **fields: Any) -> WorkItem:
    """A meeting on Tuesday at eight, unless the fields say otherwise."""
    known = {"weekday": 1, "starts_at": time(8), "ends_at": time(10)}
    return WorkItem.objects.create(week=of, what=what, **(known | fields))


def reception(**fields: Any) -> ReceptionTime:
    """Citizens are received in the morning, by a rule that the fields say."""
    known = {"starts_at": time(7, 30), "ends_at": time(11), "place": "Phòng 1"}
    return ReceptionTime.objects.create(**(known | fields))


def service(name: str = "Cổng thử", url: str = "https://cong-thu.example/") -> ServiceLink:
    return ServiceLink.objects.create(name=name, url=url)


def page(title: str = "Lịch sử hình thành", **fields: Any) -> Page:
    """A public page about the department, unless the fields say otherwise."""
    fields = {"state": State.PUBLISHED, "published_at": FEBRUARY} | fields
    return services.save(Page(title=title, **fields), by=None)
