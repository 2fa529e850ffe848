"""Who decides about a text loses the right to it by writing in it: told before it is saved."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.publishing import authorship, changes
from portal.publishing.models import Publication, State
from portal.publishing.models.access import may_decide

OWN_CORRECTION = _(
    "You changed the text and decide about it in one press, but who writes in a text does not "
    "approve it. Save your correction for another publisher to approve, or open the page again "
    "and approve the text as it was sent."
)


_COST = _(
    "It waits for your decision: once you have written in it, another publisher has to decide."
)


def cost_of_writing(user: User, page: Publication, writers: Collection[int] | None = None) -> str:
    """Return what writing in a text costs who decides about it; nothing where it costs nothing.

    `writers` wrote in the text so far; where they are not given, they are asked for.
    """
    if not may_decide(user, page) or page.is_kept_by(user) or not _waits(page):
        return ""
    writers = authorship.writers(page) if writers is None else writers
    return "" if user.pk in writers else str(_COST)


def _waits(page: Publication) -> bool:
    change = changes.open_change(page) if page.state == State.PUBLISHED else None
    return (change.state if change is not None else page.state) == State.SUBMITTED


def loses_right(decider: User | None, page: Publication) -> bool:
    """Return whether who decides about the text of a page has written nothing in it so far.

    Who begins a change of a live page has no text of another to decide about.
    """
    if decider is None:
        return False
    writers = authorship.writers(page)
    begins = page.state == State.PUBLISHED and not writers
    return not begins and decider.pk not in writers
