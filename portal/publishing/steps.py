"""The table of steps: where a page or a change goes, who takes it there, and its words."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.roles import EDIT, PUBLISH, WRITE
from portal.publishing.models import Publication, State

D, S, C, A, P, W, B = (
    State.DRAFT,
    State.SUBMITTED,
    State.CHANGES_ASKED,
    State.APPROVED,
    State.PUBLISHED,
    State.WITHDRAWN,
    State.BINNED,
)
# Who is asked next, said after a step in which somebody is.
_A_PUBLISHER = _("A publisher who did not write it is asked next: it waits on the first page.")
_NOBODY = _("Nobody is asked for anything.")
_THE_WRITER = _(
    "Who wrote it or sent it is asked next: your word stands on the first page and in the form."
)
_ANY_PUBLISHER = _("A publisher is asked next: it is not public before it is published.")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a page or of a change, from one of `sources` to `target`, for who has `right`."""

    subject: Literal["page", "change"]
    target: State
    sources: frozenset[State]
    right: str
    # The words of its button; then the message once it is taken: what moved, who is asked next.
    label: StrPromise
    done: StrPromise
    next_step: StrPromise | str = ""
    # The words of its button where it takes effect at a moment to come only.
    later: StrPromise | str = ""
    # Whose own text it may not be: one does not approve what one wrote.
    decides: bool = False
    # The step means nothing without a word on why.
    needs_comment: bool = False
    # Whether the step takes a publisher where readers have seen the page.
    guards_public: bool = False
    # Whether it takes something away, and so stands apart from the others.
    takes_away: bool = False

    def right_for(self, publication: Publication) -> str:
        """Return the right that somebody needs to take the step with this page."""
        was_public = publication.live_number is not None
        return PUBLISH if self.guards_public and was_public else self.right


STEPS = (
    Step(
        "page", S, frozenset({D, C}), WRITE,
        _("Submit for review"), _("“%(title)s” is sent for review."), _A_PUBLISHER,
    ),
    Step(
        "page", D, frozenset({S, A, W}), WRITE,
        _("Take back to draft"), _("“%(title)s” is a draft again."), _NOBODY,
    ),
    Step(
        "page", C, frozenset({S, A}), EDIT,
        _("Ask for changes"), _("“%(title)s” went back for changes."), _THE_WRITER,
        needs_comment=True,
    ),
    Step(
        "page", A, frozenset({S}), PUBLISH,
        _("Approve, publish later"), _("“%(title)s” is approved."), _ANY_PUBLISHER,
        decides=True,
    ),
    Step(
        "page", P, frozenset({S}), PUBLISH,
        _("Approve and publish"), _("“%(title)s” is approved and published."),
        later=_("Approve, to appear at %(moment)s"), decides=True,
    ),
    Step(
        "page", P, frozenset({D, C, A, W}), PUBLISH,
        _("Publish"), _("“%(title)s” is published."),
        later=_("Let it appear at %(moment)s"), decides=True,
    ),
    Step(
        "page", W, frozenset({P}), PUBLISH,
        _("Withdraw"), _("“%(title)s” is withdrawn."), _NOBODY,
        needs_comment=True, takes_away=True,
    ),
    Step(
        "page", B, frozenset({D, C, W}), WRITE,
        _("Bin"), _("“%(title)s” is in the bin."), _NOBODY,
        needs_comment=True, guards_public=True, takes_away=True,
    ),
    Step(
        "page", D, frozenset({B}), WRITE,
        _("Restore as a draft"), _("“%(title)s” is a draft again."), _NOBODY,
        guards_public=True,
    ),
    Step(
        "page", W, frozenset({B}), PUBLISH,
        _("Restore as withdrawn"), _("“%(title)s” is restored, as withdrawn."), _NOBODY,
    ),
    Step(
        "change", S, frozenset({D, C}), WRITE,
        _("Submit the change for review"),
        _("Your change to “%(title)s” is sent for review."), _A_PUBLISHER,
    ),
    Step(
        "change", D, frozenset({S, A}), WRITE,
        _("Take the change back"), _("The change to “%(title)s” is a draft again."), _NOBODY,
    ),
    Step(
        "change", C, frozenset({S, A}), EDIT,
        _("Ask for changes"), _("The change to “%(title)s” went back for changes."), _THE_WRITER,
        needs_comment=True,
    ),
    Step(
        "change", A, frozenset({S}), PUBLISH,
        _("Approve the change, publish it later"),
        _("The change to “%(title)s” is approved."), _ANY_PUBLISHER,
        decides=True,
    ),
    Step(
        "change", P, frozenset({S}), PUBLISH,
        _("Approve and publish the change"),
        _("The change to “%(title)s” is approved and in place."),
        later=_("Approve the change, to take effect at %(moment)s"), decides=True,
    ),
    Step(
        "change", P, frozenset({D, C, A}), PUBLISH,
        _("Publish the change"), _("The change to “%(title)s” is in place."), decides=True,
    ),
    Step(
        "change", State.DISCARDED, frozenset({D, S, C, A}), WRITE,
        _("Discard the change"), _("The change to “%(title)s” is discarded."), _NOBODY,
        takes_away=True,
    ),
)  # fmt: skip
SUBMIT_CHANGE = next(step for step in STEPS if step.subject == "change" and step.target == S)
