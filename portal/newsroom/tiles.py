"""The numbers at the top of the first page: how much of each sort waits, and where it is listed."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import staff, works_here
from portal.kit.admin_pages import show_own_page
from portal.kit.panels import Waiting
from portal.newsroom.dashboard import MAX_COUNTED, dashboard_of


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its name, as a link to the list of what it counts."""

    label: str | Promise
    number: int
    url: str
    is_late: bool = False

    @property
    def shown(self) -> str:
        return f"{MAX_COUNTED}+" if self.number > MAX_COUNTED else str(self.number)


def all_waiting(user: User) -> list[Waiting]:
    """Return the sorts of work that concern this person, by the functions that settings name."""
    return [each for name in settings.DASHBOARD_TILES for each in import_string(name)(user)]


def tiles(user: User) -> list[Tile]:
    """Return a tile for each sort of which something waits, late ones first; one query."""
    sorts = all_waiting(user)
    numbers = _count(sorts)
    found = _of_texts(user) + [
        Tile(each.label, numbers[each.slug], _url(each), each.is_late)
        for each in sorts
        if numbers[each.slug]
    ]
    return sorted(found, key=lambda tile: not tile.is_late)


def work_number(user: User) -> int:
    """Return how much waits for this person: texts sent back or to be decided, and the like."""
    mine = [each for each in all_waiting(user) if each.is_mine]
    return dashboard_of(user).number + _count(mine).total()


def _of_texts(user: User) -> list[Tile]:
    """Return those whose list stands on the first page itself."""
    lists = dashboard_of(user)
    found = [
        Tile(_("Changes asked of you"), len(lists.returned_to_me), "#desk-asked"),
        Tile(_("Waiting for your decision"), len(lists.to_decide), "#desk-decide"),
        Tile(
            _("Without an answer for too long"), len(lists.overdue), "#desk-overdue", is_late=True
        ),
    ]
    return [tile for tile in found if tile.number]


def _count(sorts: list[Waiting]) -> Counter[str]:
    branches = [_slugs(each.slug, rows) for each in sorts for rows in each.rows]
    if not branches:
        return Counter()
    first, *others = branches
    # Without a word on it the whole would want the order that the first table has by itself.
    found = first.union(*others, all=True).order_by()
    return Counter(slug for (slug,) in found)


def _slugs(slug: str, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Return the name of the sort once for each row, up to one more than is shown."""
    # What is chosen by DISTINCT ON keeps the order that belongs to it.
    rows = rows if rows.query.distinct_fields else rows.order_by()
    named: QuerySet[Any, Any] = rows.annotate(slug_of_tile=Value(slug, output_field=CharField()))
    slugs: QuerySet[Any, Any] = named.values_list("slug_of_tile")[: MAX_COUNTED + 1]
    return slugs


def _url(waiting: Waiting) -> str:
    return waiting.url or reverse("admin:waiting", args=[waiting.slug])


def work_number_view(request: HttpRequest) -> JsonResponse:
    """Tell the script of the top bar how much waits for the person."""
    user = staff(request)
    if not works_here(user):
        raise Http404
    return JsonResponse({"number": work_number(user)})


def waiting_view(request: HttpRequest, sort: str) -> HttpResponse:
    """Show the list behind a tile; with nothing in it, it says so."""
    user = staff(request)
    if not works_here(user):
        raise Http404
    found = next((each for each in all_waiting(user) if each.slug == sort and each.panel), None)
    panel = found.panel(user) if found is not None and found.panel is not None else None
    if found is None or panel is None:
        raise Http404
    shown = panel.render(request)
    return show_own_page(
        request, "admin/newsroom/waiting.html", found.label, panel=shown if shown.strip() else ""
    )
