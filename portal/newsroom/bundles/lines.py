"""The members of a bundle as lines on screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts.models import User
from portal.editing.checks.violations import Violation
from portal.newsroom.bundles.readiness import Readiness, readiness_of
from portal.publishing.models import Bundle, BundleMember, State
from portal.publishing.models.access import may_read
from portal.publishing.models.kinds import admin_address


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as somebody sees it; of a page that is not theirs to read it tells nothing."""

    member: BundleMember
    may_read: bool
    kind: str
    state: State
    is_change: bool
    address: str
    preview: str
    advice: list[Violation]
    hindrances: list[str]

    @property
    def is_waiting(self) -> bool:
        """Return whether somebody has submitted it and nobody has approved it."""
        return self.state == State.SUBMITTED


def lines(bundle: Bundle, members: Sequence[BundleMember], *, by: User) -> list[MemberLine]:
    """Return the members with what hinders each; of a closed bundle only what they are."""
    return [_line(bundle, each, by) for each in readiness_of(bundle, members, by=by)]


def _line(bundle: Bundle, readiness: Readiness, by: User) -> MemberLine:
    page = readiness.page
    return MemberLine(
        member=readiness.member,
        may_read=may_read(by, page),
        kind=str(page._meta.verbose_name),
        state=readiness.state,
        is_change=readiness.change is not None,
        address=admin_address(page.kind, page.pk),
        preview=admin_address(page.kind, page.pk, view="preview_page"),
        advice=[each for each in readiness.violations if not each.blocks],
        hindrances=readiness.hindrances if bundle.is_open or bundle.is_scheduled else [],
    )
