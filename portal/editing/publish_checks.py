"""The checks before readers: no step that lets a text through is taken past what blocks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing.checks.moments import passed_moments
from portal.editing.checks.prose import parts_of
from portal.editing.checks.scans import violations_in_files
from portal.editing.checks.texts import check_texts, days_left, fields_of
from portal.editing.checks.violations import Level, Violation
from portal.publishing import changes, deciding, workflow
from portal.publishing.models import (
    Bundle,
    BundleState,
    ChangeSet,
    Publication,
    Revision,
    Section,
    State,
)
from portal.publishing.models.state import OPEN
from portal.publishing.scheduling import in_words
from portal.publishing.steps import Step

# What a text must be mended for before it is taken; all other steps are open as ever. Who sends it
# is told already: he can still mend it, and nobody waits for what cannot be published.
GUARDED = frozenset({State.SUBMITTED, State.APPROVED, State.PUBLISHED})


class Blocked(ValidationError):
    """The text has violations that have to be mended first; it is kept as it is."""

    def __init__(self, blocking: list[Violation]) -> None:
        self.violations = blocking
        named = " ".join(f"({number}) {each.message}" for number, each in enumerate(blocking, 1))
        super().__init__(
            _("before readers see it, something has to be mended: %(named)s") % {"named": named},
            code="publish_checks",
        )


def check(publication: Publication, version: Revision | None = None) -> list[Violation]:
    """Return what is to be mended in the text that would be let through: of a live page its change.

    `version` is what waits on the page, where the caller has read it.
    """
    live = publication.state == State.PUBLISHED
    known = {publication.pk: version} if version is not None else None
    pending = (known or changes.pending_versions([publication.pk])) if live else {}
    found = check_together([publication], pending)[publication.pk]
    # Pages that go out together do so at a moment of their own.
    live_fields = fields_of(publication) if live else None
    return [*found, *passed_moments(publication, live_fields, pending.get(publication.pk))]


def check_together(
    publications: Sequence[Publication], pending: Mapping[int, Revision]
) -> dict[int, list[Violation]]:
    """Return what is to be mended in each of the texts that would be let through at once, by page.

    `pending` are the versions that wait on live ones. A link from one text to another leads to
    what readers will see. Asks as often for many texts as for one.
    """
    texts = [
        (page, pending[page.pk].data["fields"] if page.pk in pending else fields_of(page))
        for page in publications
    ]
    parts = parts_of(publications, pending)
    seen = frozenset(page.path for page in publications) if len(publications) > 1 else frozenset()
    scans = violations_in_files(publications, pending)
    found = check_texts(texts, pending, seen=seen, parts=parts, scans=scans)
    for number, page in enumerate(publications):
        if page.pk in pending:
            found[number] += days_left(fields_of(page), page, pending[page.pk])
    return {page.pk: found[number] for number, page in enumerate(publications)}


def check_as_it_stands(
    publication: Publication,
    *,
    live: Mapping[str, Any] | None = None,
    version: Revision | None = None,
) -> list[Violation]:
    """Return what is to be mended in the fields of the object itself.

    Where these are of a `version` that waits, `live` is what readers have.
    """
    text = (publication, fields_of(publication))
    scans = violations_in_files([publication], {})
    pending = {publication.pk: version} if version is not None else {}
    parts = parts_of([publication], {})
    found = check_texts([text], pending, parts=parts, scans=scans)[0]
    if live is not None and version is not None:
        found += days_left(live, publication, version)
    return [*found, *passed_moments(publication, live, version)]


def _without_section(publication: Publication) -> list[Violation]:
    """Ask who sends a new text for its section, where its kind has some: readers look there."""
    if publication.state == State.PUBLISHED or publication.section_id is not None:
        return []
    if not Section.objects.of_kind(publication.kind).exists():
        return []
    words = _("No section is chosen."), _("Choose where readers will look for it.")
    return [Violation(Level.BLOCK, "section", *words)]


def transition(
    publication: Publication,
    *,
    to: State,
    by: User,
    published_at: datetime | None = None,
    comment: str = "",
    force: str = "",
    seen: int | None = None,
) -> Step:
    """Take a step for people at a screen; raises Blocked where the text is not fit for readers."""
    if to == State.PUBLISHED:
        _refuse_before_bundle(publication)
    if to in GUARDED:
        blocking = [each for each in check(publication) if each.blocks]
        if to == State.SUBMITTED:
            blocking += _without_section(publication)
        if blocking:
            raise Blocked(blocking)
    return workflow.transition(
        publication,
        to=to,
        by=by,
        published_at=published_at,
        comment=comment,
        force=force,
        seen=seen,
    )


def _refuse_before_bundle(publication: Publication) -> None:
    """Let no page appear before the scheduled bundle that it goes out with, and hold that back."""
    if publication.state not in OPEN:
        return  # Readers have it, or had; of a change `scheduling` says the same.
    rows = Bundle.objects.filter(
        members__publication_id=publication.pk, state=BundleState.SCHEDULED
    )
    if (bundle := rows.first()) is not None:
        raise ValidationError(
            _(
                "It appears with the bundle “%(name)s” at %(at)s. To publish it before, take the "
                "schedule of the bundle back first."
            ),
            params={"name": bundle, "at": in_words(bundle.publish_at)},
            code="bundle",
        )


def decide(
    publication: Publication,
    *,
    accepted: Collection[str],
    refused: Mapping[str, str],
    by: User,
    seen: int,
) -> ChangeSet:
    """`deciding.decide` for people at a screen: what is accepted is fit for readers, or Blocked."""
    return deciding.decide(
        publication, accepted=accepted, refused=refused, by=by, seen=seen, transition=transition
    )
