"""The ways in which code writes publications."""

from django.db import transaction

from portal.accounts.models import User
from portal.publishing import revisions
from portal.publishing.models import Publication, Topic


@transaction.atomic
def save[P: Publication](
    publication: P, *, by: User | None, topics: list[Topic] | None = None, note: str = ""
) -> P:
    """Store a publication with its topics and keep it as its next version.

    Raises ValidationError where the fields, the address or a constraint refuse it.
    """
    if publication.pk is None:
        publication.created_by = by
    publication.derive()
    publication.full_clean(exclude=["search_vector"])
    publication.save()
    if topics is not None:
        publication.topics.set(topics)
    revisions.record(publication, by=by, note=note)
    return publication
