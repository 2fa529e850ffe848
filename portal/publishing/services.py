"""The ways in which code writes publications."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from portal.accounts.models import User
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import rich_fields
from portal.pagecache import generation
from portal.publishing import changes, revisions, workflow
from portal.publishing.dry_run import dry_run
from portal.publishing.models import Publication, State, Topic


@transaction.atomic
def save[P: Publication](
    publication: P,
    *,
    by: User | None,
    topics: list[Topic] | None = None,
    related: Mapping[str, Sequence[object]] | None = None,
    note: str = "",
) -> P:
    """Store a publication with its topics, and what else it is `related` to, as its next version.

    A live page is not touched: the text becomes a pending change, which only the site's own work
    (without `by`) puts in place at once. Raises ValidationError where the fields, the address or
    a constraint refuse it, StaleSave where somebody saved since it was loaded.
    """
    related = {**(related or {}), **({} if topics is None else {"topics": topics})}
    if (
        publication.pk is not None
        and publication.live_number is not None
        and publication.state == State.PUBLISHED
    ):
        return _change_live(publication, by=by, related=related, note=note)
    if publication.pk is None:
        publication.created_by = by
    is_new = publication._state.adding
    if not is_new:
        publication.lock()
    _derive_and_check(publication)
    revisions.begin(publication, by=by)
    _write(publication, related)
    # A new page has no rows beside it but those that it was given.
    known: dict[str, list[int]] = {}
    if is_new:
        known = {part: [] for part in publication.PARTS if part not in related}
    data = revisions.snapshot(publication, parts=known)
    revisions.record(publication, by=by, note=note, data=data, is_begun=True)
    return publication


def _derive_and_check(publication: Publication) -> None:
    for name in rich_fields(type(publication)):
        # Search and quoted figures are worked out from what is stored.
        setattr(publication, name, clean_html(getattr(publication, name)))
    publication.derive()
    publication.full_clean(exclude=["search_vector"])


def _write(publication: Publication, related: Mapping[str, Sequence[object]]) -> None:
    publication.save(is_locked=True, is_derived=True)
    for name, rows in related.items():
        getattr(publication, name).set(rows)


def _change_live[P: Publication](
    publication: P, *, by: User | None, related: Mapping[str, Sequence[object]], note: str
) -> P:
    stored = publication._stored_path, publication._stored_section_id
    publication.lock()
    _derive_and_check(publication)
    with dry_run():
        _write(publication, related)
        data = revisions.snapshot(publication)
    publication._stored_path, publication._stored_section_id = stored
    waiting = changes.pending_version(publication)
    changes.propose_on(publication, waiting, data, by=by, note=note)
    if by is None:
        workflow.transition(publication, to=State.PUBLISHED, by=None)
    return publication


@transaction.atomic
def set_lapse(pages: QuerySet[Publication], *, at: datetime | Combinable | None) -> int:
    """Let pages vanish by themselves at a moment to come, unless another is set before; how many.

    No text changes and no version is kept. A moment that has passed hides them at once, a later
    one, or none, brings back what had lapsed.
    """
    count = pages.update(lapses_at=at)
    if count:
        generation.invalidate_public_content()
    return count
