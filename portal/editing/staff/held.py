"""The pages and changes that somebody holds, and how a colleague goes on with them.

Only whose they are changes; who wrote each version stays as it was. What somebody wrote for an
enterprise stays the enterprise's.
"""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.editing.ending_links import open_links_of, revoke_links
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.models.state import OPEN


def open_pages(user: User) -> Held:
    """Return drafts, and what was sent and is not decided."""
    rows = Publication.objects.filter(created_by=user, state__in=OPEN)
    rows = rows.exclude(pk__in=_staying(user))
    return _pages("drafts", _("pages that are not published yet"), rows, stays=True)


def kept_pages(user: User) -> Held:
    """Return pages that readers see or saw: somebody looks after them."""
    rows = Publication.objects.filter(
        created_by=user, state__in=[State.PUBLISHED, State.WITHDRAWN, State.BINNED]
    ).exclude(pk__in=_staying(user))
    return _pages("pages", _("published, withdrawn or binned pages to look after"), rows)


def open_changes(user: User) -> Held:
    """Return changes of live pages that are not decided."""
    rows = ChangeSet.objects.filter(opened_by=user, state__in=OPEN)
    rows = rows.exclude(publication__in=_staying(user))
    return Held(
        name="changes",
        label=_("changes to published pages that are not decided"),
        count_rows=rows.count,
        give=lambda to, by: rows.update(opened_by=to),
    )


def preview_links(user: User) -> Held:
    """Return preview links that are open: they end, for they were given by the person's right."""
    rows = open_links_of(user)
    return Held(
        name="links",
        label=_("preview links that are still open: they end"),
        ends=True,
        count_rows=rows.count,
        give=lambda to, by: revoke_links(rows, by=by),
    )


def keep_changes(user: User, *, to: User) -> int:
    """Let what somebody began stay the staff's, who is of the staff no more; how many changes.

    Whose a change is hangs on who began it: another's desk would show what was prepared for it.
    """
    rows = ChangeSet.objects.filter(opened_by=user).exclude(state=State.PUBLISHED)
    return rows.update(opened_by=to)


def _staying(user: User) -> QuerySet[Any, Any]:
    """Return the keys of the pages with which others than the staff go on."""
    found: QuerySet[Any, Any] = import_string(settings.STAYING_PAGES)(user)
    return found


def _pages(name: str, label: Any, rows: QuerySet[Publication], *, stays: bool = False) -> Held:
    def give(to: User, by: User) -> None:
        # Not a word of a text changes; the database guards the whole row of what is live.
        with allow_live_writes():
            rows.update(created_by=to)

    return Held(name=name, label=label, count_rows=rows.count, give=give, stays=stays)
