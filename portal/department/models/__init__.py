"""Models of the About pages."""

from portal.department.models.department import Department
from portal.department.models.page import Page
from portal.department.models.services import IfOff, ReceptionTime, ServiceLink
from portal.department.models.structure import Post, Unit
from portal.department.models.week import Weekday, WorkItem, WorkWeek

__all__ = [
    "Department",
    "IfOff",
    "Page",
    "Post",
    "ReceptionTime",
    "ServiceLink",
    "Unit",
    "Weekday",
    "WorkItem",
    "WorkWeek",
]
