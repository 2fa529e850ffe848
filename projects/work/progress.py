"""The progress of a project: by weighted milestones, or typed with reason and proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.kit.text.numbers import amount
from projects.work.models import Milestone, ProgressNote

TENTH = Decimal("0.1")
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a project in % (None: not known), and what it comes from."""

    percent: Decimal | None
    # What the milestones alone say: the weight reached, and all of it.
    reached: int
    weight: int
    # The note that typed the percentage, where one did.
    typed: ProgressNote | None

    @property
    def worked_out(self) -> Decimal | None:
        """Return the percentage of the milestones alone, whatever was typed."""
        return _share(self.reached, self.weight)


def progress_of(milestones: Iterable[Milestone], notes: Iterable[ProgressNote]) -> Progress:
    """Return the progress by the newest typed percentage, else by reached milestones.

    A newer note without a percentage hands back to the milestones; where there are none, the last
    typed figure stays, with its day.
    """
    steps = list(milestones)
    weight = sum(step.weight for step in steps)
    reached = sum(step.weight for step in steps if step.actual_on is not None)
    newest_first = sorted(notes, key=lambda note: (note.noted_on, note.pk or 0), reverse=True)
    typed = _typed(newest_first, has_milestones=bool(steps))
    percent = _share(reached, weight) if typed is None else typed.percent
    return Progress(percent, reached, weight, typed)


def _typed(newest_first: list[ProgressNote], *, has_milestones: bool) -> ProgressNote | None:
    counted = newest_first[:1] if has_milestones else newest_first
    return next((note for note in counted if note.percent is not None), None)


def _share(part: int, total: int) -> Decimal | None:
    if not total:
        return None
    return (Decimal(100) * part / total).quantize(TENTH, rounding=ROUND_HALF_UP)


def slip_words(milestone: Milestone, today: date) -> str:
    """Return the slip of a milestone in words, "" where its first day is still to come."""
    days = milestone.slip(today)
    if days > 0:
        if milestone.actual_on is None and milestone.due_on < today:
            return _("%(late)s, not recorded as reached") % {"late": lateness(days)}
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": amount(days)}
    if days < 0:
        early = ngettext("%(days)s day early", "%(days)s days early", -days)
        return early % {"days": amount(-days)}
    return _("on time") if milestone.actual_on else ""


def lateness(days: int) -> str:
    """Return how late something is that still grows later: nobody reads thousands of days."""
    if years := days // DAYS_OF_A_YEAR:
        late = ngettext("more than %(years)s year late", "more than %(years)s years late", years)
        return late % {"years": years}
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": amount(days)}


def entered_late(note: ProgressNote) -> bool:
    """Return whether a note was entered on another day than it is true for: its page says so."""
    return timezone.localdate(note.entered_at) != note.noted_on


def mover_name(first_name: str | None, last_name: str | None) -> str:
    """Return the name of who moved a day, never the word to sign in with; "" where unknown."""
    return User(first_name=first_name or "", last_name=last_name or "").get_full_name()
