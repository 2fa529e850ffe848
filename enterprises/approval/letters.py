"""Letters to an enterprise on what becomes of its pages: received, decided and why.

That the department has opened a request stands on its page and is no letter: nobody has to act.
"""

from enterprises.approval.change_requests import ChangeRequest, is_sent_by_staff, promise
from enterprises.profiles.models import Enterprise
from portal.publishing.models import ChangeSet, Publication, State, Transition
from portal.publishing.models.kinds import kind_named
from portal.tasks.letters import send

# The letter on a step of a request, and on one of a page that is no page of readers yet.
REQUEST_LETTERS = {
    State.SUBMITTED: "request_received",
    State.CHANGES_ASKED: "request_to_correct",
    State.PUBLISHED: "request_decided",
    State.DISCARDED: "request_decided",
}
PAGE_LETTERS = {
    State.SUBMITTED: "page_received",
    State.CHANGES_ASKED: "page_to_correct",
    State.PUBLISHED: "page_published",
    State.WITHDRAWN: "page_withdrawn",
}


def owner_of(publication: Publication) -> Enterprise | None:
    """Return the enterprise whose page it is; None for pages of other kinds."""
    if publication.kind == Enterprise.KIND:
        return Enterprise.objects.get(pk=publication.pk)
    # What is shown with it and stands on its desk is its own: a product, an offer of
    # infrastructure; the English version of its profile is the department's.
    if not hasattr(kind_named(publication.kind), "DESK_VIEW"):
        return None
    return Enterprise.objects.filter(pk=publication.parent_page_id or 0).first()


def send_to_representatives(enterprise: Enterprise, letter: str, **context: object) -> None:
    """Send a letter to all who speak for the enterprise now."""
    send(letter, to=enterprise.representatives.mailboxes(), enterprise=enterprise, **context)


def _is_among_staff(
    publication: Publication, enterprise: Enterprise, transition: Transition
) -> bool:
    """Return whether a step is about what the staff itself has written, or sent in."""
    if transition.change_set is not None:
        return not enterprise.representatives.writers_of(transition.change_set).exists()
    return transition.to_state == State.CHANGES_ASKED and is_sent_by_staff(publication)


def _when_readers_see(
    publication: Publication, enterprise: Enterprise, transition: Transition
) -> dict[str, object]:
    """Return what a published page still waits for: its hour, and the profile it is shown with."""
    at = publication.published_at
    is_profile = publication.pk == enterprise.pk
    return {
        "shown_from": at if at is not None and at > transition.at else None,
        "waits_for_profile": not is_profile and not enterprise.is_public,
    }


def send_transition_letter(
    publication: Publication, transition: Transition, **_rest: object
) -> None:
    """Tell those who speak for the enterprise of a step, in the transaction of the step."""
    by, change = transition.by, transition.change_set
    letters = PAGE_LETTERS if change is None else REQUEST_LETTERS
    letter = letters.get(State(transition.to_state))
    # What the operator's commands do is no answer, and what they do themselves needs none.
    is_by_staff = by.is_staff if by is not None else transition.from_state == State.APPROVED
    if letter is None or is_by_staff == (transition.to_state == State.SUBMITTED):
        return
    enterprise = owner_of(publication)
    if enterprise is None or _is_among_staff(publication, enterprise, transition):
        return
    context: dict[str, object] = {"publication": publication, "comment": transition.comment}
    if transition.to_state == State.SUBMITTED:
        context["day"] = promise(transition)
    if change is None and transition.to_state == State.PUBLISHED:
        context |= _when_readers_see(publication, enterprise, transition)
    if change is not None:
        # As the step has left it.
        context["change_request"] = ChangeRequest(
            ChangeSet.objects.select_related("publication").get(pk=change.pk)
        )
    send_to_representatives(enterprise, letter, **context)
