"""A line on the first page of the staff: a page or a change, and whose it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.publishing.models import State
from portal.publishing.models.kinds import kind_label, kinds
from portal.publishing.state_words import change_words


@dataclass(frozen=True, slots=True)
class Item:
    """A page, or the change that waits on one, as a line of a list."""

    key: int
    title: str
    address: str
    kind: str
    state: State
    # Of drafts when it was last written, else when the last step was taken.
    since: datetime
    who: User | None
    comment: str
    is_change: bool
    # Written in by the person who looks, who then cannot decide on it alone.
    is_mine: bool = True
    # Whose page it is, where neither its title nor who wrote tells.
    keeper: str = ""
    # Whether one would decide about it, had one not written a part of it.
    waits_for_another: bool = False

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def is_fresh(self) -> bool:
        """Return whether it came within the last minute: nobody says “0 minutes”."""
        return timezone.now() - self.since < timedelta(minutes=1)

    @property
    def state_label(self) -> str | StrPromise:
        if self.waits_for_another:
            return _("waits for another publisher")
        return change_words(self.state) if self.is_change else self.state.label


def with_keepers(items: Iterable[Item]) -> list[Item]:
    """Return the items with who keeps each page; a query for each kind that knows keepers."""
    rows = list(items)
    keys: dict[str, list[int]] = defaultdict(list)
    for item in rows:
        keys[item.kind].append(item.key)
    known = kinds()
    keepers = {
        key: name
        for kind, of_kind in keys.items()
        if kind in known
        for key, name in known[kind].keepers(of_kind).items()
    }
    return [replace(item, keeper=keepers.get(item.key, "")) for item in rows]
