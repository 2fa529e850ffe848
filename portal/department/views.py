"""The About pages: what is known of the department, and plainly what is not."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.department import agenda, external_links
from portal.department.about_pages import available_about_pages
from portal.department.chart import branches_of
from portal.department.models import Department, Page, Post, Unit, WorkWeek
from portal.department.reception import receptions
from portal.department.structured import page_json_ld
from portal.exchange.calendars import calendar_response
from portal.kit.origins import for_all_origins
from portal.kit.sorted_names import in_order
from portal.organisations.former_bodies import with_successions
from portal.publishing.attachments import attachments_of
from portal.publishing.languages import ENGLISH
from portal.publishing.models import EnglishVersion, heavy_columns
from portal.publishing.topics import topics_of

# Weeks that are named below the one that is shown; the others are reached from week to week.
MAX_WEEKS = 12
MAX_ITEMS = 500
FORMAT = 2


def about_pages() -> list[Page]:
    """Return the pages of free text in the staff's order; too few to need an index."""
    rows = Page.objects.public().order_by("position", "sort_key", "pk")
    return list(rows.defer(*heavy_columns())[:50])


def about_pages_in_english() -> list[EnglishVersion]:
    """Return the translated pages of free text, in the same order."""
    rows = EnglishVersion.objects.public().filter(translation_of__kind=Page.KIND)
    return list(rows.defer("body", "summary").order_by("translation_of__sort_key", "pk")[:50])


def _render(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    english = get_language() == ENGLISH
    shared = {
        "places": available_about_pages(),
        "about_pages": about_pages_in_english() if english else about_pages(),
    }
    return render(request, f"portal/department/{template}.html", shared | context)


def _facts() -> Department | None:
    return Department.objects.select_related("basis").defer(*heavy_columns("basis")).first()


def _posts() -> list[Post]:
    rows = Post.objects.select_related("source", "unit")
    return list(rows.defer(*heavy_columns("source")))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what this site is, and where what is known of the department stands."""
    return _render(request, "overview", {})


@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """Show what the department and each of its units are there for."""
    units = [unit for unit in in_order(Unit.objects.all()) if unit.functions]
    return _render(request, "functions", {"facts": _facts(), "units": units})


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    """Show the units as a chart, and each with its functions, posts and contacts."""
    posts = _posts()
    branches = branches_of(in_order(Unit.objects.all()), posts)
    context = {
        "leaders": [post for post in posts if post.unit_id is None],
        "branches": branches,
        "units": [each for branch in branches for each in branch.flat()],
    }
    return _render(request, "structure", context)


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Show the leaders, and what each post is in charge of."""
    return _render(request, "leaders", {"leaders": [p for p in _posts() if p.unit_id is None]})


@require_safe
def press(request: HttpRequest) -> HttpResponse:
    """Show the spokespersons, and how journalists ask."""
    spokesperson = next((post for post in _posts() if post.is_spokesperson), None)
    return _render(request, "press", {"facts": _facts(), "spokesperson": spokesperson})


@require_safe
def reception(request: HttpRequest) -> HttpResponse:
    """Show when and where citizens are received, and the hotline."""
    return _render(request, "reception", {"facts": _facts(), "receptions": receptions()})


@require_safe
def public_services(request: HttpRequest) -> HttpResponse:
    """Show where procedures and online services are; a dead address is no link."""
    return _render(request, "services", {"services": external_links.services()})


@require_safe
def related_agencies(request: HttpRequest) -> HttpResponse:
    """Show other agencies with their addresses; a dead address is no link."""
    return _render(request, "agencies", {"groups": external_links.agencies()})


@require_safe
def work_calendar(request: HttpRequest) -> HttpResponse:
    """Show the week of today, or the public one that is nearest to it."""
    return _week(request, agenda.week_to_show(), is_now=True)


@require_safe
def work_week(request: HttpRequest, monday: str) -> HttpResponse:
    """Show a week by the day of its Monday, also one long past."""
    try:
        day = date.fromisoformat(monday)
    except ValueError as error:
        raise Http404 from error
    if monday != day.isoformat():
        raise Http404
    week = get_object_or_404(WorkWeek.objects.public(), monday=day)
    return _week(request, week, is_now=False)


def _week(request: HttpRequest, week: WorkWeek | None, *, is_now: bool) -> HttpResponse:
    weeks = WorkWeek.objects.public()
    context: dict[str, object] = {"week": week, "is_now": is_now}
    if week is not None:
        context |= {
            "days": agenda.days_of(week),
            "later": weeks.filter(monday__gt=week.monday).order_by("monday").first(),
            "earlier": list(weeks.filter(monday__lt=week.monday)[:MAX_WEEKS]),
        }
    return _render(request, "calendar", context)


@for_all_origins
def calendar_file(request: HttpRequest) -> HttpResponseBase:
    """Serve the working calendar as an iCalendar file."""

    def make() -> bytes:
        return agenda.calendar_of(agenda.feed_items()[:MAX_ITEMS])

    return calendar_response(request, make, name="work", file="lich-cong-tac", version=FORMAT)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of free text."""
    rows = with_successions(Page.objects.public()).select_related("cover")
    found = get_object_or_404(rows, path=Page.path_of(slug))
    context = {
        "page": found,
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": page_json_ld(found),
    }
    return _render(request, "page", context)
