"""Pages whose day to be looked at again has come: their list, and the answer “still right”."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.accounts.roles import staff, works_here
from portal.kit.panels import Panel, Waiting
from portal.kit.text.numbers import parse_key
from portal.newsroom.dashboard import MAX_ROWS
from portal.ownership.checking import Interval, confirm
from portal.ownership.models import Ownership
from portal.publishing.models.kinds import admin_address, kind_label


@dataclass(frozen=True, slots=True)
class PageToCheck:
    """A page that somebody should look at again."""

    key: int
    title: str
    # Where readers see it, and where it is changed.
    path: str
    address: str
    kind: str
    who: User | None
    check_on: date
    # The day from which on it waits for this person.
    due_on: date


def pages_to_check(user: User, *, most: int = MAX_ROWS) -> list[PageToCheck]:
    """Return the pages that wait for this person, the longest overdue first."""
    return [
        PageToCheck(
            row.pk,
            page.title,
            page.path,
            admin_address(page.kind, page.pk),
            kind_label(page.kind),
            row.person,
            row.check_on,
            row.waits_from(user) or row.check_on,
        )
        for row in Ownership.objects.waiting_for(user).with_pages()[:most]
        for page in [row.publication]
        if row.check_on is not None
    ]


def became_due(user: User, after: date, until: date) -> bool:
    """Return whether the day of a page came between two days, for this person.

    Looks at all of them.
    """
    newer = Q(check_on__gt=after) | Q(escalates_on__gt=after)
    rows = Ownership.objects.waiting_for(user).filter(newer).with_pages()
    days = (row.waits_from(user) for row in rows)
    return any(day is not None and after < day <= until for day in days)


def check_panel(user: User) -> Panel:
    """Return the list with a button for each page that is still right."""
    context = {
        "rows": pages_to_check(user),
        "me": user,
        "most": MAX_ROWS,
        "intervals": Interval.choices,
        "usual": Interval.YEAR,
    }
    return Panel("admin/dashboard/to_check.html", context)


def check_waiting(user: User) -> list[Waiting]:
    """Return the pages of one's own that are to be looked at, and what their owners left lying."""
    if not works_here(user):
        return []
    label = gettext_lazy("Pages to look at again")
    rows = (Ownership.objects.waiting_for(user),)
    return [Waiting("xem-lai", label, rows, panel=check_panel, is_late=True, is_mine=True)]


@require_POST
def still_right(request: HttpRequest, number: int) -> HttpResponse:
    """Note that a page was found right, and ask for it again after the chosen time."""
    if not works_here(request.user):
        raise Http404
    again = parse_key(request.POST.get("again", ""))
    if again not in Interval.values:
        raise Http404
    row = confirm(number, seen=_day(request), interval=Interval(again), by=staff(request))
    if row is None:
        messages.info(request, _("Somebody else has dealt with it already."))
    elif row.check_on is None:
        message = _("“%(title)s” is noted as right; nobody is asked for it again.")
        messages.success(request, message % {"title": row.publication})
    else:
        message = _("“%(title)s” is noted as right; you are asked again on %(day)s.")
        facts = {"title": row.publication, "day": date_format(row.check_on)}
        messages.success(request, message % facts)
    return redirect("admin:waiting", "xem-lai")


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.POST.get("seen", ""))
    except ValueError:
        return None
