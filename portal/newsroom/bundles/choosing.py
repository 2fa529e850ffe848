"""Finding the pages that may be put into a bundle."""

from django.db.models import Exists, OuterRef, Q

from portal.accounts.models import User
from portal.publishing.lookup import with_words
from portal.publishing.models import BundleMember, ChangeSet, Publication, State
from portal.publishing.models.kinds import kinds
from portal.publishing.models.state import OPEN

MAX_ROWS = 20


def candidates(typed: str, *, by: User) -> list[tuple[str, Publication]]:
    """Pages with the typed words that can wait for a release and are in no open bundle.

    Each with the name of its kind. Of live pages only those with a change that waits; of a
    person's own sections and reach.
    """
    taken = BundleMember.objects.filter(publication_id=OuterRef("pk"), is_open=True)
    changed = ChangeSet.objects.filter(publication_id=OuterRef("pk"), state__in=OPEN)
    rows = Publication.objects.filter(
        Q(state__in=OPEN) | Q(state=State.PUBLISHED) & Exists(changed), ~Exists(taken)
    )
    readable = rows.readable_by(by).in_sections_of(by)
    found = with_words(readable, typed).select_related("section").defer("body")
    pages = found.order_by("-updated_at", "-id")[:MAX_ROWS]
    return [(str(kinds()[page.kind]._meta.verbose_name), page) for page in pages]
