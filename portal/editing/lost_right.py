"""Who decides about a text loses the right to it by writing in it: told before it is saved."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.publishing import workflow
from portal.publishing.models import Publication, State

OWN_CORRECTION = _(
    "You changed the text and decide about it in one press, but who writes in a text does not "
    "approve it. Save your correction for another publisher to approve, or open the page again "
    "and approve the text as it was sent."
)


def loses_right(decider: User | None, page: Publication) -> bool:
    """Return whether who decides about the text of a page has written nothing in it so far.

    Who begins a change of a live page has no text of another to decide about.
    """
    if decider is None:
        return False
    writers = workflow.writers(page)
    begins = page.state == State.PUBLISHED and not writers
    return not begins and decider.pk not in writers
