"""The deadlines in the admin: overdue pages, coming ones, and how those of a month were met."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.roles import edits, reviews, staff, works_here
from portal.exchange.sheets.writing import WRITERS
from portal.kit.admin import BoundedPaginator
from portal.kit.admin_pages import show_own_page
from portal.newsroom.calendar import parse_month
from portal.newsroom.late_pages import duties_of
from portal.obligations.duties import DutyQuerySet, DutyStatus
from portal.obligations.figures import due_between, figures
from portal.obligations.holidays import missing_tet
from portal.obligations.models import Duty, work_calendar
from portal.obligations.working_days import WorkCalendar
from portal.publishing.models.kinds import admin_address, kind_label

ROWS = 50


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A duty as people read it."""

    duty: Duty
    address: str
    kind: str
    status: DutyStatus
    appeared_on: date | None
    # Working days after the due day: until it appeared, or until today.
    days_late: int


def lines(duties: Iterable[Duty]) -> list[DeadlineLine]:
    """Return the duties, with status and pages, as lines; with how late each is."""
    calendar, today = work_calendar(), timezone.localdate()
    return [_line(duty, calendar, today) for duty in duties]


def _line(duty: Any, calendar: WorkCalendar, today: date) -> DeadlineLine:
    page, status = duty.publication, DutyStatus(duty.status)
    is_met = status in (DutyStatus.ON_TIME, DutyStatus.LATE)
    appeared_on = timezone.localdate(duty.appeared_at) if is_met else None
    late = calendar.between(duty.due_on, appeared_on or today)
    address, kind = admin_address(page.kind, page.pk), kind_label(page.kind)
    return DeadlineLine(duty, address, kind, status, appeared_on, late)


def deadlines_view(request: HttpRequest) -> HttpResponseBase:
    """Show what is overdue, or coming (`?xem=sap-den-han`); with `?tai=csv` as a file."""
    if not works_here(request.user):
        raise Http404
    duties = duties_of(staff(request))
    coming = request.GET.get("xem") == "sap-den-han"
    rows = duties.open().filter(due_on__gte=timezone.localdate()).order_by("due_on", "id")
    rows = rows if coming else duties.overdue()
    if "tai" in request.GET:
        return _file(request, "sap-den-han" if coming else "qua-han", rows)
    page = BoundedPaginator(rows.with_status().with_pages(), ROWS).get_page(
        request.GET.get("trang")
    )
    context = {"coming": coming, "page": page, "lines": lines(page)}
    return _answer(request, "deadlines", _("Publication deadlines"), context)


def month_of_deadlines_view(request: HttpRequest) -> HttpResponseBase:
    """Show how a month's deadlines (`?thang=2026-11`) were met; `?tai=csv` gives each page."""
    if not reviews(request.user):
        raise Http404
    first = parse_month(request.GET.get("thang"))
    following = (first + timedelta(days=31)).replace(day=1)
    rows = due_between(duties_of(staff(request)), first, following).order_by("due_on", "id")
    if "tai" in request.GET:
        return _file(request, first.strftime("han-cong-bo-%Y-%m"), rows)
    context = {
        "figures": figures(rows),
        "month": first.strftime("%Y-%m"),
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": following.strftime("%Y-%m"),
    }
    title = _("What was due in %(month)s") % {"month": first.strftime("%m/%Y")}
    return _answer(request, "deadlines_month", title, context)


def _answer(
    request: HttpRequest, name: str, title: str, context: Mapping[str, object]
) -> TemplateResponse:
    return show_own_page(
        request,
        f"admin/newsroom/{name}.html",
        title,
        handbook_anchor="thoi-han-cong-bo",
        sees_all=edits(staff(request)),
        missing_tet=missing_tet(),
        **context,
    )


def _file(request: HttpRequest, name: str, duties: DutyQuerySet[Duty]) -> HttpResponseBase:
    """Return the duties with what has become of each, as a file of the kind in `?tai=`."""
    response = WRITERS.get(request.GET["tai"])
    if response is None:
        raise Http404
    rows = duties.with_status().with_pages().select_related("publication__section")
    header = [
        _("Title"),
        _("Kind"),
        _("Section"),
        _("Written by"),
        _("Obligation"),
        _("Working days"),
        _("Counted from"),
        _("Due on"),
        _("Public since"),
        _("Standing"),
        _("Working days late"),
    ]
    return response(name, header, _cells(lines(rows)))


def _cells(found: Iterable[DeadlineLine]) -> Iterator[list[Any]]:
    for line in found:
        duty, page = line.duty, line.duty.publication
        yield [
            page.title,
            line.kind,
            str(page.section or ""),
            str(page.created_by or ""),
            duty.obligation.name,
            duty.obligation.working_days,
            duty.counted_from,
            duty.due_on,
            line.appeared_on,
            str(line.status.label),
            line.days_late,
        ]
