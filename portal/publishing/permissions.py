"""Who may write a page, see what waits on it, take its steps and decide on it."""

from collections.abc import Collection

from portal.accounts.choosing import publishers_here
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, WRITE, edits, writes
from portal.publishing.authorship import writers
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.access import works_in
from portal.publishing.steps import STEPS, SUBMIT_CHANGE, Step


def may_write(user: User, publication: Publication) -> bool:
    """Return whether somebody may change the text.

    One's own, as an editor others', too, within one's own sections.

    What is approved is taken back first, what is binned is restored. A live page is changed
    through a pending change.
    """
    closed = publication.state in (State.APPROVED, State.BINNED)
    if closed or not works_in(user, publication.section_id):
        return False
    own = publication.pk is None or publication.created_by_id == user.pk
    return writes(user, own=own)


def sees_what_waits(
    user: User, publication: Publication, *, may_write: bool, by: Collection[int] | None = None
) -> bool:
    """Return whether somebody sees more of a page than readers do.

    That is who writes it, who reads all, and who wrote what waits (`by`, else it is asked for),
    whoever may write it now.
    """
    if may_write or edits(user):
        return True
    return user.pk in (writers(publication) if by is None else by)


def steps_with(user: User, publication: Publication, change: ChangeSet | None) -> list[Step]:
    """Return the steps that this person may take now with this page, or its waiting change."""
    return [step for step in STEPS if is_open(step, user, publication, change)]


def steps_after_typing(
    user: User, publication: Publication, change: ChangeSet | None
) -> list[Step]:
    """Return the steps that a form offers, `change` being the one that waits on a live page.

    Where none does, what is about to be typed may be sent by the press that saves it.
    """
    waiting = change if publication.state == State.PUBLISHED else None
    steps = steps_with(user, publication, waiting)
    begins = publication.state == State.PUBLISHED and waiting is None
    return [SUBMIT_CHANGE, *steps] if begins and may_write(user, publication) else steps


def may_take(user: User, publication: Publication, target: State) -> bool:
    """Return whether this person may take the page itself to `target` from where it stands."""
    steps = (step for step in STEPS if step.subject == "page" and step.target == target)
    return any(is_open(step, user, publication) for step in steps)


def is_open(
    step: Step, user: User, publication: Publication, change: ChangeSet | None = None
) -> bool:
    """Return whether the step exists from where the page, or its change, stands, and is theirs."""
    subject = change if step.subject == "change" else publication
    right = step.right_for(publication)
    if subject is None or subject.state not in step.sources:
        return False
    if not user.has_perm(PUBLISH) and ends_request(step, user, publication, change):
        return False
    if not user.has_perm(right):
        # Whose page it is: proposes, submits and takes back, and never decides.
        if right != WRITE or user.is_staff or not publication.is_kept_by(user):
            return False
        return step.subject == "page" or (change is not None and not change.is_by_staff)
    if not works_in(user, publication.section_id):
        return False
    own = publication.created_by_id == user.pk or (
        change is not None and change.opened_by_id == user.pk
    )
    return right != WRITE or writes(user, own=own or publication.pk is None)


def ends_request(
    step: Step, user: User, publication: Publication, change: ChangeSet | None
) -> bool:
    """Return whether somebody of the staff would end by the step what others asked for.

    That is a decision.
    """
    if step.target != State.DISCARDED or change is None or not change.is_from_outside:
        return False
    return user.is_staff and not publication.is_kept_by(user)


def deciders(publication: Publication) -> list[User]:
    """Return who may decide on a text that waits: who publishes there and wrote nothing of it."""
    people = publishers_here().exclude(pk__in=writers(publication)).prefetch_related("sections")
    return [
        user
        for user in people
        if works_in(user, publication.section_id) and not publication.is_kept_by(user)
    ]


def leads_elsewhere(publication: Publication, version: Revision, by: User) -> bool:
    """Return whether a version would take its page into a section that is not this person's.

    A translation stands in the section of its page, whatever a version of it was kept with.
    """
    if "section" in publication.WORKED_OUT:
        return False
    return not works_in(by, version.data["fields"]["section_id"])
