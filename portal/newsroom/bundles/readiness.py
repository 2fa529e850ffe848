"""How each member of a bundle stands: its state, what is to be mended in it, what hinders it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.editing import publish_checks
from portal.editing.checks.moments import hides_by
from portal.editing.checks.violations import Violation
from portal.publishing import authorship, changes, permissions
from portal.publishing.errors import OtherSection, OutdatedBase, OwnText
from portal.publishing.models import (
    Bundle,
    BundleMember,
    ChangeSet,
    Publication,
    Revision,
    State,
)
from portal.publishing.models.access import works_in
from portal.publishing.models.kinds import in_bulk
from portal.publishing.scheduling import in_words


@dataclass(frozen=True, slots=True)
class Readiness:
    """A member with all that matters for its release; for the person who asks."""

    member: BundleMember
    page: Publication
    change: ChangeSet | None
    violations: list[Violation]
    hindrances: list[str]

    @property
    def state(self) -> State:
        """Return where the text stands that would be released: of a live page its change."""
        return changes.state_at_hand(self.page, self.change)


@dataclass(frozen=True, slots=True)
class _Moment:
    """Who would release, and from when on readers would see it."""

    by: User
    at: datetime


def moment_of(bundle: Bundle) -> datetime:
    """From when on readers would see the members; a moment that has passed means now."""
    now = timezone.now()
    return max(bundle.publish_at or now, now)


def readiness_of(bundle: Bundle, members: Sequence[BundleMember], *, by: User) -> list[Readiness]:
    """Return how the members stand, with what hinders this person.

    Asks as often for many as for one.
    """
    pages = in_bulk((member.publication_id, member.publication.kind) for member in members)
    live = [key for key, page in pages.items() if page.state == State.PUBLISHED]
    pending = changes.pending_versions(live)
    violations = publish_checks.check_together(list(pages.values()), pending)
    writers = authorship.writers_of(pages)
    moment = _Moment(by, moment_of(bundle))
    found = []
    for member in members:
        page = pages[member.publication_id]
        version = pending.get(page.pk)
        change = version.change_set if version is not None else None
        hindrances = _of_state(page, change, moment)
        if version is not None:
            hindrances += _of_hiding(page, version, moment)
        if change is not None and change.is_for_later and not bundle.is_scheduled:
            text = _("It takes effect by itself at %(at)s: take its moment away first.")
            hindrances.append(text % {"at": in_words(change.publish_at)})
        hindrances += [each.message for each in violations[page.pk] if each.blocks]
        if by.has_perm(PUBLISH):
            hindrances += _of_person(page, version, writers[page.pk], by)
        found.append(Readiness(member, page, change, violations[page.pk], hindrances))
    return found


def _of_state(page: Publication, change: ChangeSet | None, moment: _Moment) -> list[str]:
    if page.state == State.PUBLISHED and change is None:
        return [_("Readers see all of it already and no change waits. Take it out of the bundle.")]
    found = []
    if changes.state_at_hand(page, change) != State.APPROVED:
        found.append(_("It is not approved."))
    if change is not None and change.is_outdated(page):
        found += OutdatedBase().messages
    if change is None and page.published_at is not None and page.published_at > moment.at:
        text = _(
            "Its own publication time is later than the bundle's, %(at)s: take the page back to "
            "draft and empty it, or let the bundle appear from then on."
        )
        found.append(text % {"at": in_words(page.published_at)})
    if change is None and page.expires_at is not None and page.expires_at <= moment.at:
        found.append(_("It would be hidden before it appears; choose a later moment."))
    return found


def _of_hiding(page: Publication, version: Revision, moment: _Moment) -> list[str]:
    end = hides_by(version, page.expires_at, moment.at)
    if end is None:
        return []
    text = _(
        "Its change would hide the page at %(at)s, before it appears: set a later moment to hide "
        "it, or leave it empty."
    )
    return [text % {"at": in_words(end)}]


def _of_person(
    page: Publication, version: Revision | None, writers: set[int], by: User
) -> list[str]:
    """Return what hinders somebody who publishes; `version` is that of the change that waits."""
    found = []
    if not works_in(by, page.section_id):
        found.append(_("It is in a section that your rights do not reach into."))
    if version is not None and permissions.leads_elsewhere(page, version, by):
        found += OtherSection().messages
    # A page that another has approved may be published by its writer; a change may not.
    if version is not None and by.pk in writers:
        found += OwnText().messages
    return found
