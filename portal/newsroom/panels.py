"""The newsroom's part of the staff's first page: panels with one's work, and what else waits."""

from datetime import date
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.editing.quote_notices import MAX_ROWS as MAX_NOTICES
from portal.editing.quote_notices import correcting_address, notices_for
from portal.kit.panels import Panel, Waiting
from portal.newsroom.bundles.collecting import open_to
from portal.newsroom.dashboard import DAYS_AHEAD, MAX_ROWS, PATIENCE, dashboard_of
from portal.newsroom.dead_links import MAX_ROWS as MAX_DEAD
from portal.newsroom.dead_links import (
    dead_link_rows,
    dead_links,
    dead_listed_links,
    dead_listed_rows,
)
from portal.newsroom.late_pages import forced_rows, late_pages, outdated_english, overdue_duties
from portal.obligations.holidays import WARN_FROM_MONTH
from portal.obligations.models import DayKind, SpecialDay
from portal.publishing.models.kinds import admin_address
from portal.search import unfound

# --- what stands on the first page itself -------------------------------------------------------


def returned_panel(user: User) -> Panel | None:
    """Return one's own texts that were sent back, each with the word on what to change."""
    return _panel("asked", user, dashboard_of(user).returned_to_me)


def to_decide_panel(user: User) -> Panel | None:
    """Return texts that wait for this publisher's decision."""
    return _panel("to_decide", user, dashboard_of(user).to_decide)


def unsaved_panel(user: User) -> Panel | None:
    """Return what was typed and not saved."""
    return _panel("unsaved", user, dashboard_of(user).unsaved)


def overdue_panel(user: User) -> Panel | None:
    """Return what has waited too long."""
    return _panel("overdue", user, dashboard_of(user).overdue, days=PATIENCE.days)


def drafts_panel(user: User) -> Panel | None:
    """Return one's own drafts."""
    return _panel("drafts", user, dashboard_of(user).drafts)


def sent_panel(user: User) -> Panel | None:
    """Return one's own texts that wait for somebody else."""
    return _panel("sent", user, dashboard_of(user).sent)


def published_panel(user: User) -> Panel | None:
    """Return what readers got last, with the way to their pages."""
    return _panel("published", user, dashboard_of(user).published, is_all=edits(user))


def coming_panel(user: User) -> Panel | None:
    """Return what appears by itself in the next days."""
    return _panel("coming", user, dashboard_of(user).coming, days=DAYS_AHEAD)


def _panel(name: str, user: User, rows: Any, **context: int) -> Panel | None:
    if not rows:
        return None
    shared = {"rows": rows[:MAX_ROWS], "me": user, "most": MAX_ROWS}
    return Panel(f"admin/dashboard/{name}.html", shared | context)


# --- what has a number there, and its list on a page of its own ----------------------------------


def forced_panel(user: User) -> Panel:
    """Return what was published in a hurry and that nobody else has read yet.

    Each with where staff read it: readers may have to wait for its hour.
    """
    rows = [
        (row, admin_address(row.publication.kind, row.publication_id, view="preview"))
        for row in forced_rows(user)[:MAX_ROWS]
    ]
    context = {"rows": rows, "me": user, "most": MAX_ROWS}
    return Panel("admin/dashboard/forced.html", context)


def late_panel(user: User) -> Panel:
    """Return what should have been public before today."""
    return Panel("admin/dashboard/late.html", {"rows": late_pages(user), "me": user})


def bundles_panel(user: User) -> Panel:
    """Return bundles that wait for their release."""
    context = {"bundles": list(open_to(user)[:MAX_ROWS]), "most": MAX_ROWS}
    return Panel("admin/dashboard/bundles.html", context)


def quote_notices_panel(user: User) -> Panel:
    """Return pages that quote a figure which was corrected since."""
    rows = notices_for(user).filter(closed_at=None)[:MAX_NOTICES]
    notices = [(notice, correcting_address(notice)) for notice in rows]
    context = {"notices": notices, "most": MAX_NOTICES}
    return Panel("admin/dashboard/quote_notices.html", context)


def dead_links_panel(user: User) -> Panel:
    """Return links on public pages that lead nowhere, with who should mend them."""
    # Each part is cut by itself: many links in texts leave no address of a list out.
    in_texts, listed = dead_links(user), dead_listed_links(user)
    is_cut = MAX_DEAD in (len(in_texts), len(listed))
    context = {"links": [*in_texts, *listed], "is_cut": is_cut}
    return Panel("admin/dashboard/dead_links.html", context)


def english_panel(user: User) -> Panel:
    """Return English texts whose Vietnamese has moved on."""
    context = {"versions": list(outdated_english(user)[:MAX_ROWS]), "most": MAX_ROWS}
    return Panel("admin/dashboard/english.html", context)


def unfound_panel(user: User) -> Panel | None:
    """Return what readers searched and did not find, for who decides what is written."""
    if not edits(user):
        return None
    context = {"rows": unfound.most_frequent(MAX_ROWS), "days": unfound.SHOWN.days}
    return Panel("admin/dashboard/unfound.html", context)


def newsroom_waiting(user: User) -> list[Waiting]:
    """Return what waits of pages: in reach of who edits, of reporters their own."""
    notices = notices_for(user).filter(closed_at=None)
    found = [
        Waiting(
            "dang-gap",
            _("Published in a hurry, waiting for a second reader"),
            (forced_rows(user),),
            panel=forced_panel,
            is_late=True,
        ),
        Waiting(
            "qua-han-cong-bo",
            _("Past the day of publication"),
            (overdue_duties(user),),
            panel=late_panel,
            is_late=True,
        ),
        Waiting(
            "dot-dang",
            _("Bundles that wait for their release"),
            (open_to(user),),
            panel=bundles_panel,
        ),
        Waiting(
            "so-lieu-da-sua",
            _("Pages that quote corrected figures"),
            (notices,),
            panel=quote_notices_panel,
        ),
        Waiting(
            "lien-ket-hong",
            _("Links that lead nowhere"),
            (dead_link_rows(user), dead_listed_rows(user)),
            panel=dead_links_panel,
        ),
        Waiting(
            "tieng-anh-cu",
            _("English texts older than the Vietnamese"),
            (outdated_english(user),),
            panel=english_panel,
        ),
    ]
    return [*found, *_for_editors(user)] if edits(user) else found


def _for_editors(user: User) -> list[Waiting]:
    today = timezone.localdate()
    next_year = [today.year + 1] if today.month >= WARN_FROM_MONTH else []
    return [
        Waiting(
            "tim-khong-thay",
            _("Searched by readers and not found"),
            (unfound.unhandled(),),
            panel=unfound_panel,
        ),
        Waiting(
            "ngay-tet",
            _("Years without the days of Tết"),
            tuple(_unless_tet(user, year) for year in [today.year, *next_year]),
            url=reverse("admin:obligations_specialday_changelist"),
        ),
    ]


def _unless_tet(user: User, year: int) -> Any:
    """Return a row, that of the person, where no day of Tết is written for the year."""
    days = SpecialDay.objects.filter(
        kind=DayKind.TET, day__range=(date(year, 1, 1), date(year, 12, 31))
    )
    return User.objects.filter(~Exists(days), pk=user.pk)
