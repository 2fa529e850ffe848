"""The bar of a page's form: one main button for where the page stands and who looks at it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.publishing.changes import state_at_hand
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.scheduling import in_words
from portal.publishing.steps import Step

# Stands for the moment in the words of a button, until the script writes the one that is typed.
MOMENT = "{moment}"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that takes a step; its words where a moment to come is typed, and where none is."""

    target: State
    label: str
    now: str = ""
    later: str = ""


@dataclass(slots=True)
class Bar:
    """What may be pressed; without a `main` step saving is the main button."""

    save: str
    main: Button | None = None
    others: list[Button] = field(default_factory=list)
    dangers: list[Button] = field(default_factory=list)
    # Publishing one's own text in a hurry, with a written reason.
    forced: Button | None = None
    # The buttons that send a word along; what takes away asks for it on a page of its own.
    with_comment: list[str] = field(default_factory=list)
    # Why somebody who decides sees no button for it.
    hindrance: str = ""
    # What a publisher loses by writing in the text of another.
    warning: str = ""

    @property
    def fold(self) -> str:
        """Return the name of the folded list: what is asked of who decides is in sight."""
        may_ask = any(button.target == State.CHANGES_ASKED for button in self.others)
        return _("Ask for changes, and more") if may_ask else _("Other")


def bar_for(
    user: User,
    page: Publication,
    steps: Iterable[Step],
    change: ChangeSet | None,
    writers: Collection[int],
) -> Bar:
    """Put the steps that are open in their places; `writers` are those of the text that waits."""
    # The bin asks first what goes with the page, on a page of its own.
    found = [step for step in steps if step.target != State.BINNED]
    is_own = page.pk is None or (user.pk in writers and page.state != State.APPROVED)
    if change is not None and change.is_for_later:
        # What is not sent cannot be approved for later, and what is approved appears by itself.
        sent = change.state == State.SUBMITTED
        found = [step for step in found if sent or step.target != State.PUBLISHED]
    decisions = [step for step in found if step.decides]
    if is_own:
        found = [step for step in found if not step.decides]
    waits = state_at_hand(page, change) in (State.SUBMITTED, State.APPROVED)
    moment = page.published_at if change is None else change.publish_at
    main = next((step for step in found if step.target == _goal(waits=waits)), None)
    rest = [step for step in found if step is not main]
    bar = Bar(
        save=_save_words(page, change),
        main=_button(main, moment) if main else None,
        others=[_button(step, moment) for step in rest if not step.takes_away],
        dangers=[_button(step, moment) for step in rest if step.takes_away],
    )
    if page.pk is not None:
        sending = [bar.main, *bar.others] if bar.main else bar.others
        if change is not None and change.is_from_outside:
            # To end it is to refuse it, with a word.
            sending = [*sending, *(each for each in bar.dangers if each.target == State.DISCARDED)]
        bar.with_comment = [button.label for button in sending]
    if user.has_perm(PUBLISH) and page.pk is not None:
        publish = next((step for step in decisions if step.target == State.PUBLISHED), None)
        if is_own and publish is not None:
            bar.forced = _button(publish, moment)
        _say_of_own_text(bar, page, is_own=is_own, waits=waits)
    return bar


def _goal(*, waits: bool) -> State:
    return State.PUBLISHED if waits else State.SUBMITTED


def _say_of_own_text(bar: Bar, page: Publication, *, is_own: bool, waits: bool) -> None:
    """Tell a publisher what writing in the text costs: before it, and afterwards."""
    if is_own and waits:
        bar.hindrance = _(
            "You wrote a part of this text, so somebody else approves it. It stands on the "
            "first page of the publishers of its section who wrote nothing of it, and on "
            "yours below what waits for others."
        )
    elif not is_own and waits and page.state != State.APPROVED:
        bar.warning = _(
            "Approve it as it is, or ask for changes. If you change the text yourself and save it, "
            "another publisher has to approve it; setting the publication time alone changes "
            "nothing of that."
        )


def _button(step: Step, moment: datetime | None) -> Button:
    label = str(step.label)
    if not step.later:
        return Button(step.target, label)
    later = str(step.later)
    is_later = moment is not None and moment > timezone.now()
    shown = later % {"moment": in_words(moment)} if moment and is_later else label
    return Button(step.target, shown, label, later % {"moment": MOMENT})


def _save_words(page: Publication, change: ChangeSet | None) -> str:
    # A change that was sent stays so when it is saved once more.
    is_sent = change is not None and change.state == State.SUBMITTED
    if page.state == State.PUBLISHED and not is_sent:
        return _("Save, not sent yet")
    return _("Save")
